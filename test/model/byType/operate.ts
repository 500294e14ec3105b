// One operation of the engine, and everything that must hold of selectors after it.

import assert from "node:assert/strict";
import { patchedKey } from "../observed";
import type { Ran } from "../underTest";
import type { Operation } from "../world";
import type { Ground } from "./ground";
import {
    heldBy,
    isAlone,
    mayBeSent,
    namesAfter,
    originalsOf,
    type Place,
    placesOf,
    problemsIn,
    releasesOf,
} from "./reference";
import { idsIn, keyOf, meant, nameOf, type RecordedEntry, type World } from "./world";

interface Patch {
    readonly id: string;
    readonly name: string | undefined;
}

interface Seen {
    readonly before: World;
    readonly after: World;
    readonly ran: Ran;
    readonly patches: readonly Patch[];
}

/**
 * @param disturb - Sets up what goes wrong, or happens, in the middle of it.
 * @param isFaulty - Whether that makes requests fail, rather than change the tenant.
 */
export async function operate(
    ground: Ground,
    operation: Operation,
    disturb?: () => void,
    isFaulty = true,
): Promise<void> {
    const { emulator } = ground;
    const before = ground.world;
    const mark = emulator.requests.length;
    disturb?.();
    const ran = await ground.run(operation);
    emulator.clearFaults();
    const after = ground.world;
    const patches = emulator.requests
        .slice(mark)
        .filter(({ method }) => method === "PATCH")
        .map(({ path, body }) => ({
            id: patchedKey(path).split(" of ")[0] ?? "",
            name: (body as { name?: string }).name,
        }));
    const seen = { before, after, ran, patches };
    try {
        checkAlways(operation, seen);
        if (disturb === undefined) {
            checkUndisturbed(ground, operation, seen);
        } else if (!isFaulty) {
            checkGoesAlong(operation, seen);
        }
    } catch (error) {
        (error as Error).message +=
            `\n\nafter ${operation} (${ran.isOk ? "ok" : "failed"}), which came upon\n${JSON.stringify(before, undefined, 1)}\n` +
            `sent\n${JSON.stringify(patches)}\nrecorded\n${JSON.stringify(after.recorded, undefined, 1)}\nleft\n` +
            `${JSON.stringify(after.phones)}\nand printed\n${ran.output}`;
        throw error;
    }
    // A preview leaves all as it is, unless a user does something in the middle of it.
    if (operation !== "preview" || disturb !== undefined) {
        ground.isSettled = operation === "up" && ran.isOk && disturb === undefined;
    }
}

function checkAlways(operation: Operation, { before, after, ran, patches }: Seen): void {
    // The user may have enrolled anew in the middle of it.
    const meanwhile = { ...before, phones: after.phones };
    for (const { id, name } of patches) {
        const allowed = [...mayBeSent(before, operation, id), ...mayBeSent(meanwhile, operation, id)];
        assert.ok(allowed.includes(name), `${operation} sends ${name} to ${id}`);
    }
    assert.doesNotMatch(ran.output, /defect of pulumi-auth0|\bundefined\b|\[object \w+\]|\b(Type|Range)Error\b/);
    checkHistory(operation, before, after);
    if (operation !== "up") {
        return;
    }
    for (const place of placesOf(meanwhile)) {
        const { resource, entry, found, held } = place;
        const recorded = recordedOf(after, place);
        if (held !== undefined) {
            assert.ok(recorded !== undefined, `${keyOf(entry)} is lost from ${resource}`);
        }
        const isChanged = patches.some(({ id, name }) => id === found && name === entry.name);
        const name = found === undefined ? undefined : nameOf(after.phones, found);
        if (isChanged && name === entry.name && isAlone(before, place) && isAlone(meanwhile, place)) {
            assert.ok(recorded !== undefined, `${found} is changed, and not recorded in ${resource}`);
        }
    }
}

/** Under a former name where an up failed before it came to it. */
function recordedOf({ recorded, program }: World, { resource, entry }: Place): RecordedEntry | undefined {
    return [resource, ...(program[resource]?.formerNames ?? [])]
        .flatMap((name) => recorded[name]?.entries ?? [])
        .find((known) => keyOf(known) === keyOf(entry));
}

/** What users do in the middle of an up keeps it from nothing that can be told before and after. */
function checkGoesAlong(operation: Operation, { before, after, ran }: Seen): void {
    const problems = [before, { ...before, phones: after.phones }].flatMap(problemsIn);
    if (operation === "up" && problems.length === 0) {
        assert.ok(ran.isOk, "an up fails, although it is clear what is meant");
    }
}

/** What was adopted at first, and how it was then, is never forgotten while it is recorded. */
function checkHistory(operation: Operation, before: World, after: World): void {
    for (const [name, { entries, kind, isDeleted }] of Object.entries(after.recorded)) {
        const resource = before.program[name] ?? { kind, entries: [], formerNames: [] };
        const formerNames = operation === "up" ? resource.formerNames : [];
        const held = heldBy(before, name, { ...resource, kind, formerNames });
        for (const entry of isDeleted ? [] : entries) {
            const known = held?.entries.find((each) => keyOf(each) === keyOf(entry));
            if (known !== undefined) {
                const [is, was] = [entry, known].map(({ first, original }) => ({ first, original }));
                assert.deepEqual(is, was, `${name} forgets the history of ${keyOf(entry)}`);
            }
        }
    }
}

function checkUndisturbed(ground: Ground, operation: Operation, seen: Seen): void {
    const { before, after, ran, patches } = seen;
    const problems = problemsIn(before);
    if (operation === "preview" || operation === "refresh") {
        assert.deepEqual(patches, [], `${operation} writes`);
    }
    if (operation === "refresh") {
        checkRefreshed(seen);
        return;
    }
    const isFailing =
        operation === "up"
            ? problems.length > 0
            : operation === "preview" && problems.some(({ resource }) => before.program[resource]?.kind === "single");
    // Without live reading, what is as recorded is not looked at.
    if (before.isLive || !isFailing) {
        assert.equal(ran.isOk, !isFailing, `whether ${operation} succeeds`);
    }
    if (!ran.isOk) {
        return;
    }
    for (const id of idsIn(before.phones)) {
        const was = nameOf(before.phones, id);
        const possible = operation === "preview" ? [was] : [...namesAfter(before, operation, id, was)];
        const name = nameOf(after.phones, id);
        assert.ok(possible.includes(name), `${id} is named ${name}, expected ${possible.join(" or ")}`);
    }
    if (operation === "destroy") {
        assert.deepEqual(after.recorded, {});
    }
    if (operation === "up") {
        checkConverged(ground, seen);
    }
    if (operation !== "destroy" && before.isLive && problems.length === 0) {
        checkSteps(seen);
    }
}

function checkConverged(ground: Ground, { before, after, ran, patches }: Seen): void {
    const places = placesOf(before);
    const areAlone = places.every((place) => isAlone(before, place));
    assert.deepEqual(Object.keys(after.recorded).sort(), Object.keys(before.program).sort(), "resources in the state");
    for (const [name, { entries, onDelete }] of Object.entries(before.program)) {
        const held = after.recorded[name];
        assert.deepEqual(held?.entries.map(keyOf).sort(), entries.map(keyOf).sort(), `entries of ${name}`);
        assert.deepEqual([held?.onDelete, held?.isBroken, held?.isDeleted], [onDelete, false, false], name);
    }
    for (const place of before.isLive ? places : []) {
        const { entry, found, resource, held } = place;
        const recorded = recordedOf(after, place);
        assert.deepEqual(
            { current: recorded?.current, seen: recorded?.seen, how: recorded?.how, isUnfinished: false },
            { current: found, seen: entry.name, how: entry.how, isUnfinished: recorded?.isUnfinished },
            `${keyOf(entry)} of ${resource}`,
        );
        if (held === undefined) {
            const originals = originalsOf(before, place, nameOf(before.phones, String(found)));
            assert.equal(recorded?.first, found, "what was adopted at first");
            assert.ok(
                originals.has(recorded?.original),
                `${found} counts as named ${recorded?.original} at first, expected ${[...originals].join(" or ")}`,
            );
        }
    }
    if (areAlone && before.isLive && releasesOf(before, "up").length === 0) {
        const changed = idsIn(before.phones).filter((id) => nameOf(before.phones, id) !== nameOf(after.phones, id));
        assert.deepEqual(patches.map(({ id }) => id).sort(), changed.sort(), "a PATCH for each phone that changes");
    }
    if (ground.isSettled && (areAlone || !before.isLive)) {
        assert.deepEqual(patches, [], "an up after an up");
        assert.ok(
            Object.values(ran.steps).every((steps) => steps.join() === "same"),
            "an up after an up",
        );
    }
}

/** With live reading: what is said of each resource, and of those whose users enrolled anew. */
function checkSteps({ before, ran }: Seen): void {
    const places = placesOf(before);
    for (const [name, resource] of Object.entries(before.program)) {
        const held = heldBy(before, name, resource);
        const own = places.filter((place) => place.resource === name);
        const isSame =
            held !== undefined &&
            !held.isBroken &&
            held.onDelete === resource.onDelete &&
            held.entries.length === own.length &&
            own.every(({ entry, found, held: known }) => {
                const isSameWay = JSON.stringify(known?.how) === JSON.stringify(entry.how);
                const isKnown = isSameWay && known?.current === found && known?.isUnfinished === false;
                return isKnown && known?.seen === entry.name && nameOf(before.phones, String(found)) === entry.name;
            });
        if (own.every((place) => isAlone(before, place))) {
            assert.equal(ran.steps[name]?.join() === "same", isSame, `${name} has the step ${ran.steps[name]}`);
        }
        for (const { found, held: known } of own) {
            if (known !== undefined && known.current !== found) {
                assert.match(ran.output, /re-enrolled: /, `nothing is said of ${found}, which is new`);
            }
        }
    }
}

function checkRefreshed({ before, after, ran }: Seen): void {
    const entriesOf = ({ recorded }: World) =>
        Object.entries(recorded).flatMap(([name, { entries, kind, isDeleted }]) =>
            isDeleted ? [] : entries.map((entry) => ({ name, kind, entry })),
        );
    const known = entriesOf(before);
    const isUnclear = known.some(({ kind, entry }) => kind === "single" && meant(before.phones, entry) === "several");
    assert.equal(ran.isOk, !isUnclear, "whether refresh succeeds");
    const expected = known.flatMap(({ name, entry }) => {
        const found = meant(before.phones, entry);
        const isSeen = found !== undefined && found !== "several";
        const seen = isSeen ? { current: found, seen: nameOf(before.phones, found), isUnfinished: false } : {};
        return found === undefined ? [] : [{ name, entry: { ...entry, ...seen } }];
    });
    const text = (list: readonly { name: string; entry: RecordedEntry }[]) =>
        list
            .map(({ name, entry }) => JSON.stringify([name, keyOf(entry), entry.current, entry.first, entry.seen]))
            .sort();
    assert.deepEqual(text(entriesOf(after)), text(expected), "what a refresh records");
}
