// The reference: which phones an operation may change and to what, and what it has to record, in the words of the README.

import type { Operation } from "../world";
import {
    type Entry,
    keyOf,
    meant,
    type RecordedEntry,
    type RecordedResource,
    type Resource,
    type World,
} from "./world";

/** A declared entry, and what the state has of it. */
export interface Place {
    readonly resource: string;
    readonly entry: Entry;
    readonly found: string | "several" | undefined;
    readonly held: RecordedEntry | undefined;
}

/** A recorded entry that is given up. */
export interface Release {
    readonly resource: string;
    readonly entry: RecordedEntry;
    readonly isRestored: boolean;
    /** Whether its resource is replaced, and its method put back before it is adopted anew. */
    readonly isBefore: boolean;
}

function recordedName({ recorded }: World, name: string, { formerNames }: Resource): string | undefined {
    return [name, ...formerNames].find((known) => recorded[known] !== undefined);
}

/** What the state has of a resource of the program that goes on with it, even if with another method. */
export function heldBy(world: World, name: string, resource: Resource): RecordedResource | undefined {
    const held = world.recorded[recordedName(world, name, resource) ?? ""];
    return held?.isDeleted === true || held?.kind !== resource.kind ? undefined : held;
}

export function placesOf(world: World): Place[] {
    return Object.entries(world.program).flatMap(([name, resource]) => {
        const held = heldBy(world, name, resource);
        return resource.entries.map((entry) => ({
            resource: name,
            entry,
            found: meant(world.phones, entry),
            held: held?.entries.find((known) => keyOf(known) === keyOf(entry)),
        }));
    });
}

export function releasesOf(world: World, operation: Operation): Release[] {
    if (operation === "preview" || operation === "refresh") {
        return [];
    }
    const program = operation === "destroy" ? {} : world.program;
    const successors = new Map(
        Object.entries(program).flatMap(([name, resource]) =>
            heldBy(world, name, resource) === undefined
                ? []
                : [[recordedName(world, name, resource), resource] as const],
        ),
    );
    return Object.entries(world.recorded).flatMap(([name, held]) => {
        const successor = successors.get(name);
        const declared = new Set(successor?.entries.map(keyOf));
        const onDelete = successor?.kind === "group" ? successor.onDelete : held.onDelete;
        return (held.isDeleted ? [] : held.entries)
            .filter((entry) => !declared.has(keyOf(entry)))
            .map((entry) => ({
                resource: name,
                entry,
                isRestored: onDelete === "restore",
                isBefore: successor?.kind === "single",
            }));
    });
}

/** The places that cannot be brought into line. */
export function problemsIn(world: World): Place[] {
    const places = placesOf(world);
    return places.filter(({ resource, entry, found }) => {
        const isTwice =
            entry.how.by === "type" &&
            places.some(
                (other) => other.resource === resource && other.entry.how.by === "id" && other.entry.how.id === found,
            );
        return found === undefined || found === "several" || isTwice;
    });
}

/** The names that a phone may be sent. */
export function mayBeSent(world: World, operation: Operation, id: string): Set<string | undefined> {
    const declared = operation === "up" ? placesOf(world).filter(({ found }) => found === id) : [];
    const given = releasesOf(world, operation).filter(({ entry, isRestored }) => isRestored && entry.first === id);
    return new Set([...declared.map(({ entry }) => entry.name), ...given.map(({ entry }) => entry.original)]);
}

/** Whether nobody but this place has a say in its phone. */
export function isAlone(world: World, { found, resource, entry }: Place): boolean {
    const isOther = (other: Place) => other.resource !== resource || keyOf(other.entry) !== keyOf(entry);
    return (
        placesOf(world).every((other) => !isOther(other) || (other.found !== found && other.held?.first !== found)) &&
        releasesOf(world, "up").every((release) => release.entry.first !== found)
    );
}

/** The names that a phone may have when an operation that nothing disturbs has succeeded. */
export function namesAfter(world: World, operation: Operation, id: string, before: string | undefined) {
    const places = operation === "up" ? placesOf(world) : [];
    const wanted = places.filter(({ found }) => found === id).map(({ entry }) => entry.name);
    if (wanted.length > 0) {
        return new Set<string | undefined>(world.isLive ? wanted : [...wanted, before]);
    }
    const given = releasesOf(world, operation)
        .filter(({ entry, isRestored }) => isRestored && entry.first === id && entry.original !== undefined)
        .map(({ entry }) => entry.original);
    const isKept = places.some(({ held }) => held?.first === id || held?.current === id);
    return new Set<string | undefined>(given.length === 0 || isKept ? [...given, before] : given);
}

/** The originals that an entry may have that is adopted by an up that nothing disturbs. */
export function originalsOf(world: World, place: Place, before: string | undefined): Set<string | undefined> {
    const { found, resource, entry } = place;
    const releases = releasesOf(world, "up").filter((release) => release.entry.first === found);
    const successor = world.program[resource];
    const known = successor === undefined ? undefined : recordedName(world, resource, successor);
    const own = releases.filter((release) => release.resource === known);
    // Under another entry of the same group, or in the same resource that is put back first, its history goes on.
    const history = own.filter(({ isBefore, isRestored }) => !isBefore || isRestored);
    const others = placesOf(world).filter(
        (other) => other.found === found && (other.resource !== resource || keyOf(other.entry) !== keyOf(entry)),
    );
    const isOnlyOwn = releases.length === own.length && others.length === 0 && history.length > 0;
    const given = history.filter(({ entry: { original } }) => original !== undefined);
    if (isOnlyOwn && given.length === history.length) {
        return new Set(history.map((release) => release.entry.original));
    }
    return new Set([
        before,
        ...releases.map((release) => release.entry.original),
        ...others.map((other) => other.entry.name),
        // One that an entry beside it had adopted keeps its history as well.
        ...placesOf(world).flatMap(({ held }) => (held?.first === found ? [held?.original] : [])),
    ]);
}
