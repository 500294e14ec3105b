// A tenant behind a gate and a stack for it, which go back to where they were between two stories: what takes most of the
// time of a test on the engine is to come to where its story begins.

import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { phones, staff } from "../group/support";
import { end, ended, type Family, findFamily } from "../support/processes";
import { ada, adaPhone, adaWithMethods, canariesOf } from "../support/scenario";
import { createStack, type OperationResult, type TestStack } from "../support/stack";
import { resourcesOf } from "../support/state";
import { type Exchange, Gate } from "./gate";

/** How many methods the group has. */
const groupSize = 6;

/** What a program declares: a resource "m" of one method, or a resource "staff" of several. */
export const shapes = ["a single resource", "a group"] as const;
export type Shape = (typeof shapes)[number];

/** The methods that a program of this shape declares, each as `user method`, sorted. */
export function declaredBy(shape: Shape): string[] {
    const entries =
        shape === "a group" ? phones(groupSize) : [{ userId: ada, authenticationMethodId: adaPhone } as const];
    return entries.map(({ userId, authenticationMethodId }) => `${userId} ${authenticationMethodId}`).sort();
}

export type Operation = "up" | "refresh" | "destroy";

/** The names of all declared methods. */
export type Names = Record<string, string | undefined>;

/** The methods of a program of this shape, all with this name. */
export function allNamed(shape: Shape, name: string): Names {
    return Object.fromEntries(declaredBy(shape).map((key) => [key, name]));
}

/** What tests ask of a stack's state. */
export interface State {
    /** The names that declared methods had when they were adopted. */
    readonly originals: Names;
    /** The operations that are said to be under way, each as `creating m`. */
    readonly pending: readonly string[];
}

export class Bench {
    readonly emulator: Emulator;
    readonly gate: Gate;
    readonly stack: TestStack;
    readonly #seed: Emulator["users"];
    readonly #adopted = new Map<Shape, Emulator["users"]>();
    #mark = 0;
    /** Processes that may still run. */
    #watched: readonly number[] = [];

    private constructor(emulator: Emulator, gate: Gate, stack: TestStack) {
        this.emulator = emulator;
        this.gate = gate;
        this.stack = stack;
        this.#seed = structuredClone(emulator.users);
    }

    static async start(): Promise<Bench> {
        const emulator = await startEmulator({ users: [adaWithMethods(), ...staff(groupSize)] });
        const gate = await Gate.open(emulator.url);
        const stack = await createStack({
            program: async () => {},
            config: {
                "auth0:domain": gate.url,
                "auth0:audience": emulator.audience,
                "auth0:clientId": emulator.clientId,
                "auth0:clientSecret": { value: emulator.clientSecret, secret: true },
            },
            canaries: canariesOf(emulator),
        });
        const bench = new Bench(emulator, gate, stack);
        bench.#keep("new");
        return bench;
    }

    async stop(): Promise<void> {
        end(this.#watched);
        await this.gate.close();
        await this.emulator.close();
        this.stack.dispose();
    }

    /** Makes this the program: methods named so, and put back when they are deleted. */
    declare(shape: Shape, name: string): void {
        this.stack.program = async () => {
            if (shape === "a group") {
                new AuthenticationMethodSettingsGroup("staff", {
                    settings: phones(groupSize, { name }) as never,
                    onDelete: "restore",
                });
            } else {
                new AuthenticationMethodSettings("m", {
                    userId: ada,
                    authenticationMethodId: adaPhone,
                    name,
                    onDelete: "restore",
                });
            }
        };
    }

    /** Back to a stack without resources. */
    begin(): void {
        this.#restore("new", this.#seed);
    }

    /** Back to a stack whose methods are adopted, and named "Work phone". */
    async beginAdopted(shape: Shape): Promise<void> {
        if (!this.#adopted.has(shape)) {
            this.begin();
            this.declare(shape, "Work phone");
            await this.run("up");
            this.#adopted.set(shape, structuredClone(this.emulator.users));
            this.#keep(shape);
        }
        this.#restore(shape, this.#adopted.get(shape) ?? []);
    }

    /** Runs an operation that must succeed. */
    async run(operation: Operation, options: object = {}): Promise<OperationResult> {
        return this.stack.succeed(operation, options);
    }

    /** The processes of an operation that is under way. */
    family(operation: "up" | "destroy"): Family {
        const family = findFamily(operation);
        this.#watched = family.all;
        return family;
    }

    /** Resolves when all processes of {@link family} are gone. */
    async familyGone(): Promise<void> {
        await ended(this.#watched);
        this.#watched = [];
    }

    /** The methods that a PATCH was sent for since it was last asked, each as `user method`, as often as it was sent. */
    patched(): string[] {
        const sent = patchesOf(this.gate.exchanges.slice(this.#mark));
        this.#mark = this.gate.exchanges.length;
        return sent.map(methodOf).sort();
    }

    /** The names that declared methods have in the tenant. */
    names(shape: Shape): Names {
        return Object.fromEntries(
            declaredBy(shape).map((key) => {
                const [user = "", method = ""] = key.split(" ");
                return [key, this.emulator.method(user, method).name];
            }),
        );
    }

    /** Whether the stack is locked by an operation that is under way, or was killed. */
    isLocked(): boolean {
        const locks = path.join(this.#backend, "locks");
        return (
            existsSync(locks) && readdirSync(locks, { recursive: true }).some((name) => String(name).endsWith(".json"))
        );
    }

    /** What `pulumi stack export` has. */
    async state(): Promise<State> {
        const exported = await this.stack.exportState();
        const { pending_operations: pending = [] } = exported.deployment as {
            pending_operations?: { type: string; resource: { urn: string } }[];
        };
        const recorded = resourcesOf(exported).flatMap(({ urn, outputs = {} }) =>
            urn.endsWith("::m") ? [outputs] : ((outputs["settings"] ?? []) as Record<string, unknown>[]),
        );
        return {
            originals: Object.fromEntries(
                recorded.map(({ userId, authenticationMethodId, originalSettings }) => [
                    `${userId} ${authenticationMethodId}`,
                    (originalSettings as { name?: string }).name,
                ]),
            ),
            pending: pending.map(({ type, resource }) => `${type} ${resource.urn.split("::").at(-1)}`),
        };
    }

    /** Fails when anything but names that are declared was changed, or a method was made or removed. */
    assertNothingElseChanged(shape: Shape): void {
        const declared = declaredBy(shape);
        const withoutNames = (users: Emulator["users"]) =>
            users.map((user) => ({
                ...user,
                authentication_methods: user.authentication_methods.map((method) =>
                    declared.includes(`${user.user_id} ${method.id}`) ? { ...method, name: "" } : method,
                ),
            }));
        assert.deepEqual(withoutNames(this.emulator.users), withoutNames(this.#seed));
        const writes = this.gate.exchanges.filter(
            ({ method, path: where }) => method !== "GET" && !(method === "POST" && where === "/oauth/token"),
        );
        assert.ok(writes.every(({ method }) => method === "PATCH"));
    }

    get #backend(): string {
        return path.join(this.stack.folder, "backend", ".pulumi");
    }

    #kept(state: Shape | "new"): string {
        return path.join(this.stack.folder, `kept ${state}`);
    }

    #keep(state: Shape | "new"): void {
        cpSync(this.#backend, this.#kept(state), { recursive: true });
    }

    #restore(state: Shape | "new", users: Emulator["users"]): void {
        rmSync(this.#backend, { recursive: true });
        cpSync(this.#kept(state), this.#backend, { recursive: true });
        this.emulator.users.splice(0, Number.POSITIVE_INFINITY, ...structuredClone(users));
        this.gate.letGo();
        this.gate.exchanges.length = 0;
        this.#mark = 0;
    }
}

/** The PATCHes among exchanges. */
export function patchesOf(exchanges: readonly Exchange[]): Exchange[] {
    return exchanges.filter(({ method }) => method === "PATCH");
}

/** The method that an exchange is about, as `user method`. */
function methodOf({ path: where }: Exchange): string {
    const [, user = "", method = ""] = /users\/([^/]+)\/authentication-methods\/([^/?]+)/.exec(where) ?? [];
    return `${decodeURIComponent(user)} ${decodeURIComponent(method)}`;
}
