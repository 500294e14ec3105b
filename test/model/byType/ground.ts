// Where a sequence of the test of selectors takes place: a tenant, the little engine with the provider in this process, and a
// program that is edited.

import { type Emulator, startEmulator, type WireMethod } from "auth0-authentication-methods-emulator";
import { LittleEngine } from "../littleEngine";
import { ProviderHere } from "../providerHere";
import { type Checkpoint, readCheckpoint, nameOf as resourceNameOf, typePrefix } from "../state";
import type { Ran } from "../underTest";
import type { OnDelete, Operation } from "../world";
import {
    argumentKeyOf,
    type Entry,
    type How,
    keyOf,
    type Phones,
    type RecordedEntry,
    type RecordedResource,
    type Resource,
    type World,
} from "./world";

export const users = ["auth0|ada", "auth0|grace"] as const;

/** A resource of the program under the name that it always had. */
interface Declared {
    kind: Resource["kind"];
    entries: Entry[];
    onDelete?: OnDelete | undefined;
    generation: number;
    formerNames: string[];
}

export class Ground {
    readonly program = new Map<string, Declared>();
    readonly #generations = new Map<string, number>();
    /** Whether the last operation was an up that succeeded, and nothing has happened since. */
    isSettled = false;
    #enrolled = 0;

    private constructor(
        readonly emulator: Emulator,
        readonly engine: LittleEngine,
        readonly isLive: boolean,
    ) {}

    static async start(isLive: boolean): Promise<Ground> {
        const emulator = await startEmulator({
            users: users.map((user_id) => ({ user_id, email: "user@example.com", authentication_methods: [] })),
            plan: "unlimited",
        });
        const config = {
            "auth0:domain": emulator.url,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": emulator.clientSecret,
            "auth0-authentication-methods:livePreview": String(isLive),
        };
        const engine = new LittleEngine(async () => new ProviderHere(config, () => {}));
        const ground = new Ground(emulator, engine, isLive);
        for (const user of users) {
            ground.enrol(user, {});
        }
        return ground;
    }

    async stop(): Promise<void> {
        await this.engine.dispose();
        await this.emulator.close();
    }

    run(operation: Operation): Promise<Ran> {
        const program = Object.entries(this.world.program).map(([name, { kind, entries, onDelete, formerNames }]) => {
            const named = Object.fromEntries(entries.map((entry) => [argumentKeyOf(entry), { name: entry.name }]));
            return [name, { kind, entries: named, ...(onDelete !== undefined && { onDelete }), formerNames }] as const;
        });
        return this.engine.run(operation, Object.fromEntries(program));
    }

    get world(): World {
        const program = [...this.program].map(([base, { generation, ...resource }]) => {
            return [versionOf(base, generation), structuredClone(resource)] as const;
        });
        return {
            phones: this.phones,
            program: Object.fromEntries(program),
            recorded: readRecorded(this.engine.checkpoint()),
            isLive: this.isLive,
        };
    }

    get phones(): Phones {
        return Object.fromEntries(
            users.map((user) => [
                user,
                this.methodsOf(user).map(({ id, name, confirmed, created_at }) => ({
                    id,
                    ...(name !== undefined && { name }),
                    isConfirmed: confirmed !== false,
                    createdAt: Date.parse(String(created_at)),
                })),
            ]),
        );
    }

    methodsOf(user: string): WireMethod[] {
        return this.emulator.user(user).authentication_methods;
    }

    /** The user has one phone more. */
    enrol(user: string, { confirmed = true, isTwin = false, isNamed = true }): void {
        this.#enrolled += isTwin ? 0 : 1;
        const count = this.#enrolled;
        const id = `phone|dev_${count}${isTwin ? `_${user.slice(-3)}_${this.methodsOf(user).length}` : ""}`;
        if (!this.methodsOf(user).some((method) => method.id === id)) {
            const created_at = new Date(Date.UTC(2026, 0, 5, 8, count)).toISOString();
            const name = isNamed ? { name: `Phone of ${id}` } : {};
            this.methodsOf(user).push({
                id,
                type: "phone",
                confirmed,
                created_at,
                phone_number: "+442079460000",
                ...name,
            });
        }
    }

    /** Declares an entry, in the place of what is meant by the same selector there; a single resource has one alone. */
    declare(base: string, kind: Resource["kind"], entry: Entry): void {
        const known = this.program.get(base);
        const others = kind === "group" && known !== undefined ? known.entries : [];
        const entries = [...others.filter((other) => keyOf(other) !== keyOf(entry)), entry];
        const { generation = this.#generations.get(base) ?? 1, formerNames = [], onDelete } = known ?? {};
        this.program.set(base, { kind, entries, onDelete, generation, formerNames });
    }

    rename(base: string, keepsHistory: boolean): void {
        const declared = this.program.get(base);
        if (declared !== undefined) {
            const former = versionOf(base, declared.generation);
            declared.formerNames = keepsHistory ? [...declared.formerNames, former] : [];
            declared.generation += 1;
            this.#generations.set(base, declared.generation);
        }
    }

    remove(base: string, entry?: Entry): void {
        const declared = this.program.get(base);
        if (declared !== undefined) {
            declared.entries = declared.entries.filter((other) => entry !== undefined && other !== entry);
            if (entry === undefined || (declared.kind === "single" && declared.entries.length === 0)) {
                this.program.delete(base);
            }
        }
    }
}

function versionOf(base: string, generation: number): string {
    return generation === 1 ? base : `${base}-${generation}`;
}

function readRecorded(checkpoint: Checkpoint): Record<string, RecordedResource> {
    readCheckpoint(checkpoint);
    return Object.fromEntries(
        checkpoint.resources.map(({ urn, type, outputs = {}, initErrors = [], pendingReplacement }) => {
            const isGroup = type === `${typePrefix}AuthenticationMethodSettingsGroup`;
            const entries = (isGroup ? outputs["settings"] : [outputs]) as Record<string, unknown>[];
            return [
                resourceNameOf(urn),
                {
                    kind: isGroup ? "group" : "single",
                    entries: entries.map(readEntry),
                    onDelete: outputs["onDelete"] as OnDelete | undefined,
                    isBroken: initErrors.length > 0,
                    isDeleted: pendingReplacement === true,
                },
            ];
        }),
    );
}

function readEntry(entry: Readonly<Record<string, unknown>>): RecordedEntry {
    const current = String(entry["authenticationMethodId"]);
    const isNewest = entry["pick"] === "newest";
    const how: How =
        entry["authenticationMethodType"] === undefined
            ? { by: "id", id: current }
            : { by: "type", ...(isNewest && { pick: "newest" }) };
    return {
        user: String(entry["userId"]),
        how,
        current,
        first: String(entry["adoptedMethodId"] ?? current),
        original: (entry["originalSettings"] as { name?: string }).name,
        seen: (entry["name"] ?? undefined) as string | undefined,
        isUnfinished: entry["unfinished"] === true,
    };
}
