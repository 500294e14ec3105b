// Where a sequence takes place: a tenant, an engine, and a program that is edited, as one user has them.

import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import type { Tally } from "./tally";
import { makeMethod, makeUsers, methodIn, settingsIn, slots } from "./tenant";
import type { EngineUnderTest } from "./underTest";
import { keyOf, type OnDelete, type RecordedResource, type Resource, type Settings, type World } from "./world";

export type StartEngine = (emulator: Emulator, config: Record<string, string>) => Promise<EngineUnderTest>;

/** A resource of the program under the name that it always had. */
interface Declared {
    generation: number;
    formerNames: string[];
    resource: Pick<Resource, "kind"> & { entries: Record<string, Settings>; onDelete?: OnDelete };
}

export class Ground {
    recorded: Readonly<Record<string, RecordedResource>> = {};
    /** What the last preview said, while nothing has happened since. */
    promised: Readonly<Record<string, readonly string[]>> | undefined;
    /** Whether the last operation was an up that succeeded, and nothing has happened since. */
    isSettled = false;
    /** Whether an engine was killed that may have been creating something, and nothing was refreshed since. */
    mayBePending = false;
    /** How many requests have been answered, or cut off. */
    answered = 0;
    readonly #declared = new Map<string, Declared>();
    readonly #generations = new Map<string, number>();
    readonly #enrolments = slots.map(() => 0);

    private constructor(
        readonly emulator: Emulator,
        readonly engine: EngineUnderTest,
        readonly isLive: boolean,
        readonly tally: Tally,
    ) {}

    static async start(startEngine: StartEngine, isLive: boolean, tally: Tally): Promise<Ground> {
        let ground: Ground | undefined;
        const emulator = await startEmulator({
            users: makeUsers(),
            plan: "unlimited",
            onRequest: () => {
                if (ground !== undefined) {
                    ground.answered += 1;
                }
            },
        });
        const engine = await startEngine(emulator, {
            "auth0:domain": emulator.url,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": emulator.clientSecret,
            "auth0-authentication-methods:livePreview": String(isLive),
        });
        ground = new Ground(emulator, engine, isLive, tally);
        return ground;
    }

    async stop(): Promise<void> {
        await this.engine.dispose();
        await this.emulator.close();
    }

    /** Everything that the next operation depends on. */
    get world(): World {
        const program = [...this.#declared].map(([base, { generation, formerNames, resource }]) => {
            return [nameOf(base, generation), { ...structuredClone(resource), formerNames: [...formerNames] }] as const;
        });
        return {
            tenant: structuredClone(settingsIn(this.emulator)),
            program: Object.fromEntries(program),
            recorded: this.recorded,
            isLive: this.isLive,
        };
    }

    /** The program or the tenant was changed. */
    touch(): void {
        this.promised = undefined;
        this.isSettled = false;
    }

    /** The id that the method of a slot has now, or had when it was last there. */
    keyAt(slot: number): string {
        const { userId } = slotAt(slot);
        return keyOf(userId, makeMethod(slotAt(slot), this.#enrolments[slot] ?? 0).id);
    }

    /** The resources of the program, by the names that they always had. */
    get bases(): string[] {
        return [...this.#declared.keys()];
    }

    /** The slots whose methods the program declares. */
    get declaredSlots(): number[] {
        const keys = [...this.#declared.values()].flatMap(({ resource }) => Object.keys(resource.entries));
        return slots.flatMap((_slot, at) => (keys.some((key) => isAt(at, key)) ? [at] : []));
    }

    declareSingle(base: string, slot: number, settings: Settings, onDelete: OnDelete | undefined): void {
        this.#takeOut(slot);
        this.#put(base, "single", { [this.keyAt(slot)]: settings }, onDelete);
    }

    declareEntry(base: string, slot: number, settings: Settings): void {
        this.#takeOut(slot);
        const { resource } = this.#declared.get(base) ?? {};
        this.#put(base, "group", { ...resource?.entries, [this.keyAt(slot)]: settings }, resource?.onDelete);
    }

    setOnDelete(base: string, onDelete: OnDelete | undefined): void {
        const resource = this.#declared.get(base)?.resource;
        if (resource !== undefined) {
            this.#put(base, resource.kind, resource.entries, onDelete);
        }
    }

    /** Takes a method out of the program, wherever it stands. */
    undeclare(slot: number): void {
        this.#takeOut(slot);
    }

    remove(base: string): void {
        this.#declared.delete(base);
    }

    /** Changes what is declared of a method, where it stands. */
    redeclare(slot: number, change: (settings: Settings) => Settings): void {
        for (const { resource } of this.#declared.values()) {
            for (const key of Object.keys(resource.entries).filter((known) => isAt(slot, known))) {
                const changed = change(resource.entries[key] ?? {});
                // Nothing declared is refused.
                resource.entries[key] = Object.keys(changed).length === 0 ? (resource.entries[key] ?? {}) : changed;
            }
        }
    }

    rename(base: string, keepsHistory: boolean): void {
        const declared = this.#declared.get(base);
        if (declared !== undefined) {
            const former = nameOf(base, declared.generation);
            declared.formerNames = keepsHistory ? [...declared.formerNames, former] : [];
            declared.generation += 1;
            this.#generations.set(base, declared.generation);
        }
    }

    /** Puts the program right: what is declared of a method that is gone is declared of the one that came in its place. */
    catchUp(): void {
        const { tenant } = this.world;
        for (const [base, { resource }] of [...this.#declared]) {
            const entries = Object.entries(resource.entries).flatMap(([key, settings]) => {
                const now = this.keyAt(slots.findIndex((_slot, slot) => isAt(slot, key)));
                return tenant[now] === undefined ? [] : [[now, settings] as const];
            });
            resource.entries = Object.fromEntries(entries);
            if (entries.length === 0 && resource.kind === "single") {
                this.#declared.delete(base);
            }
        }
    }

    /** A method goes behind Pulumi's back. */
    deleteMethod(slot: number): void {
        const { userId, type } = slotAt(slot);
        const user = this.emulator.user(userId);
        user.authentication_methods = user.authentication_methods.filter((method) => method.type !== type);
    }

    /** The user enrols anew: another id of the same type. */
    enrolAnew(slot: number): void {
        const { userId } = slotAt(slot);
        this.deleteMethod(slot);
        this.#enrolments[slot] = (this.#enrolments[slot] ?? 0) + 1;
        const method = makeMethod(slotAt(slot), this.#enrolments[slot] ?? 0);
        this.emulator.user(userId).authentication_methods.push(method);
    }

    changeMethod(slot: number, { name, preferredAuthenticationMethod }: Settings): void {
        const method = methodIn(this.emulator, slotAt(slot));
        if (method !== undefined) {
            Object.assign(method, {
                ...(name !== undefined && { name }),
                ...(preferredAuthenticationMethod !== undefined && {
                    preferred_authentication_method: preferredAuthenticationMethod,
                }),
            });
        }
    }

    #takeOut(slot: number): void {
        for (const [base, { resource }] of [...this.#declared]) {
            const before = Object.keys(resource.entries);
            resource.entries = Object.fromEntries(Object.entries(resource.entries).filter(([key]) => !isAt(slot, key)));
            // A group may be empty, a single resource stands for a method.
            if (resource.kind === "single" && before.length > 0 && Object.keys(resource.entries).length === 0) {
                this.#declared.delete(base);
            }
        }
    }

    #put(
        base: string,
        kind: Resource["kind"],
        entries: Record<string, Settings>,
        onDelete: OnDelete | undefined,
    ): void {
        const { generation = this.#generations.get(base) ?? 1, formerNames = [] } = this.#declared.get(base) ?? {};
        const resource = { kind, entries, ...(onDelete !== undefined && { onDelete }) };
        this.#declared.set(base, { generation, formerNames, resource });
    }
}

function slotAt(slot: number) {
    const found = slots[slot];
    if (found === undefined) {
        throw new Error(`There is no slot ${slot}.`);
    }
    return found;
}

function isAt(slot: number, key: string): boolean {
    const { userId, type } = slotAt(slot);
    return key.startsWith(`${type}|`) && key.endsWith(` of ${userId}`);
}

function nameOf(base: string, generation: number): string {
    return generation === 1 ? base : `${base}-${generation}`;
}
