// The reference: what each operation of the engine has to make of a tenant, a program and what is recorded, in the words of
// the README and nothing of the provider's code. Where two orders are open to the engine, both outcomes are possible.

import {
    type Expectation,
    type ExpectedResource,
    type Field,
    fields,
    mapValues,
    namesOf,
    type Operation,
    type Possible,
    pick,
    type RecordedEntry,
    type RecordedResource,
    type Resource,
    type Settings,
    type Step,
    type World,
    without,
} from "./world";

/** The name under which the state has a resource of the program. */
function recordedName({ recorded }: World, name: string, { formerNames }: Resource): string | undefined {
    return [name, ...formerNames].find((known) => recorded[known] !== undefined);
}

/** What the state has of a resource of the program that goes on with it. */
function heldBy(world: World, name: string, resource: Resource): RecordedResource | undefined {
    const held = world.recorded[recordedName(world, name, resource) ?? ""];
    return held?.isDeleted === true || held?.kind !== resource.kind ? undefined : held;
}

const methodOf = ({ entries }: Pick<Resource, "entries"> | Pick<RecordedResource, "entries">) =>
    Object.keys(entries)[0];

/** Whether a single resource stands for another method than before. */
function isReplaced(resource: Resource, held: RecordedResource): boolean {
    return resource.kind === "single" && methodOf(resource) !== methodOf(held);
}

/** A place where a method is recorded and that the operation gives up, and what it then gives back. */
interface Release {
    readonly key: string;
    readonly givesBack: Settings;
}

function releasesOf(world: World, operation: Operation): Release[] {
    const program = operation === "destroy" ? {} : world.program;
    const successors = new Map(
        Object.entries(program).map(([name, resource]) => [recordedName(world, name, resource), resource]),
    );
    return Object.entries(world.recorded).flatMap(([name, held]) => {
        const successor = held.isDeleted ? undefined : successors.get(name);
        // An entry that is taken out gets what the program says now; a resource, what was recorded of it.
        const onDelete = successor?.kind === "group" ? successor.onDelete : held.onDelete;
        return Object.entries(held.entries)
            .filter(([key]) => !held.isDeleted && successor?.entries[key] === undefined)
            .map(([key, { values, original }]) => {
                const back = fields.filter((field) => values[field] !== undefined && original[field] !== undefined);
                return { key, givesBack: onDelete === "restore" ? pick(original, back) : {} };
            });
    });
}

/** What may become of the settings of a method, when each of these may or may not be written over what is there. */
function perhaps(live: Settings, writes: readonly Settings[]): Possible[string] {
    const values = (field: Field) =>
        new Set([live[field], ...writes.flatMap((write) => (write[field] === undefined ? [] : [write[field]]))]);
    return { name: values("name"), preferredAuthenticationMethod: values("preferredAuthenticationMethod") };
}

/** The same, when the last of these is written in any case. */
function surely(before: Possible[string], write: Settings): Possible[string] {
    const values = (field: Field) => (write[field] === undefined ? before[field] : new Set([write[field]]));
    return { name: values("name"), preferredAuthenticationMethod: values("preferredAuthenticationMethod") };
}

/** Where the program declares each method. */
function placesOf(world: World): Map<string, { name: string; resource: Resource; declared: Settings }> {
    return new Map(
        Object.entries(world.program).flatMap(([name, resource]) =>
            Object.entries(resource.entries).map(([key, declared]) => [key, { name, resource, declared }] as const),
        ),
    );
}

/** Whatever may have become of a tenant when an operation was disturbed or failed: each write is made, or is not. */
export function possibleAfter(world: World, operation: Operation): Possible {
    const writes = operation === "up" || operation === "destroy";
    const places = operation === "up" ? placesOf(world) : new Map();
    const releases = writes ? releasesOf(world, operation) : [];
    return mapValues(world.tenant, (live, key) => {
        const given = releases.filter((release) => release.key === key).map(({ givesBack }) => givesBack);
        return perhaps(live, [...given, places.get(key)?.declared ?? {}]);
    });
}

/** What a method that is adopted may count as original: what it is, or what another place gives back before. */
export function possibleOriginals(world: World, operation: Operation): Possible {
    const releases = releasesOf(world, operation);
    return mapValues(world.tenant, (live, key) =>
        perhaps(
            live,
            releases.filter((release) => release.key === key).map(({ givesBack }) => givesBack),
        ),
    );
}

/** The methods that stay where they are declared and recorded, each with the name of its resource. */
export function stayingIn(world: World): { name: string; key: string }[] {
    return Object.entries(world.program).flatMap(([name, resource]) => {
        const held = heldBy(world, name, resource);
        const keys = Object.keys(resource.entries).filter((key) => held?.entries[key] !== undefined);
        return keys.map((key) => ({ name, key }));
    });
}

/** The methods that the program declares, each with the name of its resource, and whether another one gives it up. */
export function placedIn(world: World): { name: string; key: string; isMoved: boolean }[] {
    const given = new Set(releasesOf(world, "up").map(({ key }) => key));
    return [...placesOf(world)].map(([key, { name }]) => ({ name, key, isMoved: given.has(key) }));
}

/** What an operation that nothing disturbs comes to. */
export function expect(world: World, operation: Operation): Expectation {
    const { tenant, recorded } = world;
    const releases = releasesOf(world, operation);
    const givenBack = (key: string) => releases.filter((release) => release.key === key).map((each) => each.givesBack);
    if (operation === "refresh") {
        return {
            steps: {},
            missing: [],
            isOk: true,
            tenant: mapValues(tenant, (live) => perhaps(live, [])),
            recorded: afterRefresh(world),
        };
    }
    if (operation === "destroy") {
        return {
            steps: mapValues(
                without(recorded, ({ isDeleted }) => isDeleted === true),
                () => ["delete"],
            ),
            missing: [],
            isOk: true,
            tenant: mapValues(tenant, (live, key) => afterRelease(live, givenBack(key))),
            recorded: {},
        };
    }
    const places = placesOf(world);
    const shared = new Set(
        [...places.keys()].filter((key) => holdersOf(world, key).length > 1 || givenBack(key).length > 0),
    );
    const steps = stepsOf(world, shared);
    const isTouched = (key: string) => {
        const { name, resource } = places.get(key) ?? {};
        return name !== undefined && resource !== undefined && touches(world, name, resource, key);
    };
    const isMet = (key: string) => (operation === "up" || world.isLive) && isTouched(key);
    const missing = [...places.keys()].filter((key) => tenant[key] === undefined && isMet(key));
    const isOk =
        operation === "preview"
            ? missing.every((key) => places.get(key)?.resource.kind === "group")
            : missing.length === 0;
    return {
        steps,
        missing,
        isOk,
        tenant: mapValues(tenant, (live, key) => {
            const place = places.get(key);
            if (operation === "preview") {
                return perhaps(live, []);
            }
            if (place === undefined) {
                return afterRelease(live, givenBack(key));
            }
            return surely(perhaps(live, givenBack(key)), isTouched(key) ? place.declared : {});
        }),
        recorded: operation === "preview" ? unchanged(world) : isOk ? afterUp(world, givenBack) : undefined,
    };
}

/** A method that is given up has what is given back; of several, whichever comes last. */
function afterRelease(live: Settings, givenBack: readonly Settings[]): Possible[string] {
    const values = (field: Field) => {
        const given = givenBack.flatMap((settings) => (settings[field] === undefined ? [] : [settings[field]]));
        return new Set(given.length > 0 ? given : [live[field]]);
    };
    return { name: values("name"), preferredAuthenticationMethod: values("preferredAuthenticationMethod") };
}

function holdersOf({ recorded }: World, key: string): string[] {
    return Object.keys(recorded).filter(
        (name) => recorded[name]?.isDeleted !== true && recorded[name]?.entries[key] !== undefined,
    );
}

/** Whether what is declared of a method is what is recorded. */
function isAsRecorded(declared: Settings, entry: RecordedEntry | undefined): boolean {
    return (
        entry !== undefined &&
        entry.unfinished !== true &&
        fields.every((field) => (declared[field] ?? undefined) === (entry.values[field] ?? undefined)) &&
        fields.every((field) => (declared[field] === undefined) === (entry.values[field] === undefined))
    );
}

const isAsDeclared = (declared: Settings, live: Settings | undefined) =>
    live !== undefined && fields.every((field) => declared[field] === undefined || declared[field] === live[field]);

/** Whether an up looks at a method. Without live reading, what is as recorded is left alone. */
function touches(world: World, name: string, resource: Resource, key: string): boolean {
    const held = heldBy(world, name, resource);
    const isSingleChanged =
        resource.kind === "single" && (held?.isBroken === true || held?.onDelete !== resource.onDelete);
    return world.isLive || isSingleChanged || !isAsRecorded(resource.entries[key] ?? {}, held?.entries[key]);
}

/** @param shared - Methods that two resources have a say in: which of them comes first decides what the other finds. */
function stepsOf(world: World, shared: ReadonlySet<string>): Record<string, Step[]> {
    const { tenant, program, recorded, isLive } = world;
    const kept = new Set<string>();
    const steps: Record<string, Step[]> = {};
    for (const [name, resource] of Object.entries(program)) {
        const known = recordedName(world, name, resource);
        const held = heldBy(world, name, resource);
        if (known !== undefined && held !== undefined) {
            kept.add(known);
        }
        if (held === undefined) {
            // One whose deletion was to be followed by a creation goes on with that.
            const wasDeleted = recorded[known ?? ""]?.isDeleted === true;
            kept.add(wasDeleted && known !== undefined ? known : "");
            steps[name] = wasDeleted ? ["replace", "create"] : ["create"];
        } else if (isReplaced(resource, held)) {
            steps[name] = ["replace"];
        } else {
            const entries = Object.entries(resource.entries);
            const isChanged =
                held.isBroken === true ||
                held.onDelete !== resource.onDelete ||
                entries.length !== Object.keys(held.entries).length ||
                entries.some(([key, declared]) => !isAsRecorded(declared, held.entries[key])) ||
                (isLive && entries.some(([key, declared]) => !isAsDeclared(declared, tenant[key])));
            const isOpen = !isChanged && entries.some(([key]) => shared.has(key));
            steps[name] = isChanged ? ["update"] : isOpen ? ["same", "update"] : ["same"];
        }
    }
    for (const name of Object.keys(recorded).filter((known) => !kept.has(known))) {
        if (recorded[name]?.isDeleted !== true) {
            steps[name] = ["delete"];
        }
    }
    return steps;
}

function afterUp(world: World, givenBack: (key: string) => readonly Settings[]): Record<string, ExpectedResource> {
    return mapValues(world.program, (resource, name) => {
        const held = heldBy(world, name, resource);
        return {
            kind: resource.kind,
            ...(resource.onDelete !== undefined && { onDelete: resource.onDelete }),
            entries: mapValues(resource.entries, (declared, key) => ({
                declared: namesOf(declared),
                original:
                    held?.entries[key] === undefined
                        ? perhaps(world.tenant[key] ?? {}, givenBack(key))
                        : perhaps(held.entries[key].original, []),
            })),
        };
    });
}

function unchanged({ recorded }: World): Record<string, ExpectedResource> {
    return mapValues(recorded, (held) => ({
        ...held,
        entries: mapValues(held.entries, ({ values, original }) => ({
            declared: fields.filter((field) => values[field] !== undefined),
            original: perhaps(original, []),
        })),
    }));
}

function afterRefresh(world: World): Record<string, ExpectedResource> {
    const { tenant } = world;
    const found = mapValues(unchanged(world), ({ entries, isBroken: _, ...held }) => ({
        ...held,
        entries: without(entries, (_entry, key) => tenant[key] === undefined),
    }));
    return without(found, ({ kind, entries }) => kind === "single" && methodOf({ entries } as never) === undefined);
}
