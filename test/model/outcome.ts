// What must hold of the tenant and the state: after a success, what the model says; after anything else, what is possible.

import assert from "node:assert/strict";
import type { Ground } from "./ground";
import { placedIn, possibleOriginals, stayingIn } from "./model";
import { type Observed, patchesIn } from "./observed";
import type { Checkpoint } from "./state";
import { settingsIn } from "./tenant";
import { type Expectation, fields, mapValues, type Operation, type Possible, type Settings, type World } from "./world";

/** What was under way when an engine was killed: a creation stays on its list until a refresh takes it off. */
export function checkPending(
    ground: Ground,
    operation: Operation,
    { ran, isKilled }: Observed,
    { pending }: Checkpoint,
): void {
    ground.mayBePending ||= isKilled;
    ground.mayBePending &&= !(ran.isOk && operation === "refresh");
    const left = ground.mayBePending ? pending.filter(({ type }) => type !== "creating") : pending;
    assert.deepEqual(isKilled ? [] : left, [], "operations that are pending");
}

export function checkUndisturbed(
    ground: Ground,
    operation: Operation,
    { ran, before, requests }: Observed,
    expected: Expectation,
) {
    assert.equal(ran.isOk, expected.isOk, `whether ${operation} succeeds`);
    for (const key of expected.missing) {
        const { id, user } = /^(?<id>\S+) of (?<user>\S+)$/.exec(key)?.groups ?? {};
        const isSaid = ran.output.includes(`authenticationMethodId "${id}" does not exist for user "${user}"`);
        // One that fails ends the operation for those that come after it.
        assert.ok(isSaid || !ran.isOk, `nothing is said of ${key}`);
    }
    if (!ran.isOk) {
        assert.ok(
            expected.missing.some((key) => ran.output.includes(`"${key.split(" of ")[0]}" does not exist`)),
            "a failure that names no method",
        );
        assert.ok(
            Object.entries(ran.steps).every(([name, steps]) => agrees(steps, expected.steps[name])),
            "steps that were not foreseen",
        );
        return;
    }
    checkDone(ground, operation, expected);
    if (operation !== "refresh") {
        assert.deepEqual(Object.keys(ran.steps).sort(), Object.keys(expected.steps).sort(), "resources with a step");
        for (const [name, steps] of Object.entries(ran.steps)) {
            assert.ok(agrees(steps, expected.steps[name]), `${name}: ${steps}, expected ${expected.steps[name]}`);
        }
    }
    const after = settingsIn(ground.emulator);
    const changed = Object.keys(after).filter((key) =>
        fields.some((field) => after[key]?.[field] !== before.tenant[key]?.[field]),
    );
    const patched = patchesIn(requests);
    const isCertain = Object.values(expected.tenant).every((settings) =>
        fields.every((field) => settings[field].size === 1),
    );
    if (isCertain && (operation !== "up" || !placedIn(before).some(({ isMoved }) => isMoved))) {
        assert.deepEqual(patched.sort(), changed.sort(), "a PATCH for each method that changes, and no other");
    }
    if (operation === "up" && ground.isSettled) {
        assert.deepEqual(patched, [], "an up after an up");
        assert.ok(
            Object.values(ran.steps).every((steps) => steps.join() === "same"),
            "an up after an up",
        );
    }
    if (operation === "up" && ground.promised !== undefined) {
        assert.deepEqual(sorted(ran.steps), sorted(ground.promised), "the preview promised something else");
    }
}

function sorted(steps: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    return mapValues(steps, (each) => [...each].sort());
}

/** Whether what the engine says it did is one of what was expected. */
function agrees(steps: readonly string[], expected: readonly string[] | undefined): boolean {
    const kind = steps.some((step) => /replace/.test(step)) ? "replace" : steps.join();
    return expected?.includes(kind) === true;
}

/** What holds after every success, disturbed or not. */
export function checkDone(ground: Ground, operation: Operation, expected: Expectation): void {
    checkWithin(settingsIn(ground.emulator), expected.tenant);
    const { recorded } = ground;
    if (operation === "preview") {
        return;
    }
    assert.ok(expected.recorded !== undefined, "an operation succeeds that cannot");
    assert.deepEqual(Object.keys(recorded).sort(), Object.keys(expected.recorded).sort(), "resources in the state");
    const { program } = ground.world;
    for (const [name, { entries, onDelete }] of Object.entries(expected.recorded)) {
        const held = recorded[name];
        assert.equal(held?.onDelete, onDelete, `onDelete of ${name}`);
        assert.equal(held?.isBroken, undefined, `${name} is as unfinished as before`);
        assert.deepEqual(Object.keys(held?.entries ?? {}).sort(), Object.keys(entries).sort(), `methods of ${name}`);
        for (const [key, { declared, original }] of Object.entries(entries)) {
            const entry = held?.entries[key];
            assert.deepEqual(
                fields.filter((field) => entry?.values[field] !== undefined),
                declared,
                `${name}: ${key}`,
            );
            assert.equal(entry?.unfinished, undefined, `${name}: ${key} is unfinished`);
            checkWithin({ [key]: entry?.original ?? {} }, { [key]: original });
            const wanted: Settings | undefined =
                operation === "up"
                    ? program[name]?.entries[key]
                    : operation === "refresh"
                      ? ground.world.tenant[key]
                      : {};
            for (const field of declared) {
                assert.equal(entry?.values[field] ?? undefined, wanted?.[field], `${field} of ${key} as recorded`);
            }
        }
    }
}

export function checkWithin(settings: World["tenant"], possible: Possible): void {
    for (const [key, values] of Object.entries(possible)) {
        for (const field of fields) {
            const [value, all] = [settings[key]?.[field], [...values[field]]];
            assert.ok(all.includes(value), `${field} of ${key} is ${value}, expected ${all.join(" or ")}`);
        }
    }
}

/** The original settings of what was adopted before are never forgotten, whatever happens. */
export function checkOriginals({ recorded }: Ground, operation: Operation, { before }: Observed): void {
    for (const [name, held] of Object.entries(recorded)) {
        const formerNames = before.program[name]?.formerNames ?? [];
        const known = [name, ...formerNames].map((each) => before.recorded[each]).find((each) => each !== undefined);
        for (const [key, { original }] of Object.entries(held.entries)) {
            // What was deleted to be replaced keeps its own; only what comes after it adopts anew.
            const isOver = known?.isDeleted === true && held.isDeleted !== true;
            const entry = isOver ? undefined : known?.entries[key];
            const live = before.tenant[key] ?? {};
            if (entry !== undefined) {
                assert.deepEqual(original, entry.original, `${name} forgets the original settings of ${key}`);
            } else {
                const possible = possibleOriginals(before, operation)[key];
                checkWithin({ [key]: original }, possible === undefined ? {} : { [key]: possible });
                assert.deepEqual(Object.keys(original), Object.keys(live), `original settings of ${key}`);
            }
        }
    }
}

/** Nothing that was recorded is lost, and what was changed is recorded, also by an operation that failed. */
export function checkRecords(
    { recorded, emulator }: Ground,
    operation: Operation,
    { before, isKilled }: Observed,
): void {
    if (operation !== "up") {
        return;
    }
    const isRecorded = (name: string, key: string) =>
        [name, ...(before.program[name]?.formerNames ?? [])].some((each) => recorded[each]?.entries[key] !== undefined);
    for (const { name, key } of stayingIn(before)) {
        assert.ok(isRecorded(name, key), `${key} is lost from ${name}`);
    }
    const after = settingsIn(emulator);
    // A process that is killed cannot say what it did.
    for (const { name, key } of isKilled ? [] : placedIn(before).filter(({ isMoved }) => !isMoved)) {
        const isChanged = fields.some((field) => after[key]?.[field] !== before.tenant[key]?.[field]);
        assert.ok(!isChanged || isRecorded(name, key), `${key} is changed, and not recorded in ${name}`);
    }
}
