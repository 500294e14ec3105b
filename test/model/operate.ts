// One operation of the engine, and everything that must hold after it.

import assert from "node:assert/strict";
import type { LoggedRequest } from "auth0-authentication-methods-emulator";
import { type FaultPlan, type KillPlan, setFaults, setTrap } from "./disruptions";
import type { Ground } from "./ground";
import { alonePlaced, expect, possibleAfter, possibleOriginals, stayingIn } from "./model";
import { type Checkpoint, readCheckpoint } from "./state";
import { restIn, settingsIn, settingsOf } from "./tenant";
import type { Ran } from "./underTest";
import {
    type Expectation,
    fields,
    keyOf,
    mapValues,
    type Operation,
    type Possible,
    type Settings,
    type World,
} from "./world";

export interface Disruption {
    readonly faults?: readonly FaultPlan[];
    readonly kill?: KillPlan;
}

/** What was observed of an operation. */
interface Observed {
    readonly ran: Ran;
    readonly isKilled: boolean;
    readonly before: World;
    readonly requests: readonly LoggedRequest[];
}

/** Runs an operation, and holds what comes of it against the model. */
export async function operate(ground: Ground, operation: Operation, disruption: Disruption = {}): Promise<Ran> {
    const { emulator, engine } = ground;
    const before = ground.world;
    const untouchable = restIn(emulator);
    const mark = emulator.requests.length;
    const { faults = [], kill } = disruption;
    setFaults(emulator, faults);
    const wasKilled = kill === undefined ? () => false : setTrap(ground, operation, kill);
    const ran = await engine.run(operation, before.program);
    const isKilled = wasKilled();
    // What was on its way when a process was killed may still be carried out.
    while (ground.answered < emulator.requests.length) {
        await new Promise((resolve) => setImmediate(resolve));
    }
    if (isKilled) {
        await engine.recover();
    }
    emulator.clearFaults();
    const observed: Observed = { ran, isKilled, before, requests: emulator.requests.slice(mark) };
    const isDisturbed = isKilled || kill !== undefined || faults.length > 0;
    try {
        assert.deepEqual(
            restIn(emulator),
            untouchable,
            "a method was created, deleted, or changed beyond its settings",
        );
        checkRequests(operation, observed);
        checkWords(observed);
        const checkpoint = engine.checkpoint();
        checkPending(ground, operation, observed, checkpoint);
        ground.recorded = readCheckpoint(checkpoint);
        const expected = expect(before, operation);
        if (!isDisturbed) {
            checkUndisturbed(ground, operation, observed, expected);
        } else if (ran.isOk) {
            checkDone(ground, operation, expected);
        }
        checkWithin(settingsIn(emulator), possibleAfter(before, operation));
        checkOriginals(ground, operation, observed);
        checkRecords(ground, operation, observed);
    } catch (error) {
        throw withAccount(error, operation, observed);
    }
    count(ground, operation, observed, faults.length, isDisturbed);
    if (operation !== "preview") {
        ground.touch();
        ground.isSettled = operation === "up" && ran.isOk;
    } else if (ran.isOk && !isDisturbed) {
        ground.promised = ran.steps;
    }
    return ran;
}

/** An error that says what the engine printed. */
function withAccount(error: unknown, operation: Operation, { ran, isKilled, before, requests }: Observed): unknown {
    if (error instanceof Error) {
        const sent = requests.map(({ method, path, status, body }) => {
            return `${method} ${decodeURIComponent(path)} ${status ?? "-"} ${method === "PATCH" ? JSON.stringify(body) : ""}`;
        });
        error.message +=
            `\n\nafter ${operation} (${ran.isOk ? "ok" : "failed"}${isKilled ? ", killed" : ""}), which came upon\n` +
            `${JSON.stringify(before, undefined, 1)}\nsent\n${sent.join("\n")}\nand printed\n${ran.output}`;
    }
    return error;
}

/** What was under way when an engine was killed: a creation stays on its list until a refresh takes it off. */
function checkPending(
    ground: Ground,
    operation: Operation,
    { ran, isKilled }: Observed,
    { pending }: Checkpoint,
): void {
    ground.mayBePending ||= isKilled;
    ground.mayBePending &&= !(ran.isOk && operation === "refresh");
    const left = ground.mayBePending && ran.isOk ? pending.filter(({ type }) => type !== "creating") : pending;
    assert.deepEqual(isKilled ? [] : left, [], "operations that are pending");
}

function checkRequests(operation: Operation, { before, requests }: Observed): void {
    const possible = possibleAfter(before, operation);
    for (const { method, path, body } of requests) {
        assert.match(
            `${method} ${path}`,
            /^(GET \/api\/v2\/users\/[^/]+\/authentication-methods\?|PATCH |POST \/oauth\/token$)/,
        );
        if (method === "PATCH") {
            const values = possible[patchedKey(path)];
            const settings = settingsOf(body as Record<string, string>);
            assert.equal(
                Object.keys(settings).length,
                Object.keys(body as object).length,
                "an unknown setting is sent",
            );
            for (const field of fields.filter((each) => settings[each] !== undefined)) {
                assert.ok(values?.[field].has(settings[field]), `${path}: nobody declared ${field} ${settings[field]}`);
            }
        }
    }
    if (operation === "preview" || operation === "refresh") {
        assert.deepEqual(patchesIn(requests), [], `${operation} writes`);
    }
}

function patchesIn(requests: readonly LoggedRequest[]): string[] {
    return requests.filter(({ method }) => method === "PATCH").map(({ path }) => patchedKey(path));
}

function patchedKey(path: string): string {
    const [, userId = "", methodId = ""] = /users\/([^/]+)\/authentication-methods\/([^/?]+)/.exec(path) ?? [];
    return keyOf(decodeURIComponent(userId), decodeURIComponent(methodId));
}

const unclear = [
    /defect of pulumi-auth0/,
    /\bundefined\b/,
    /\[object \w+\]/,
    /\b(Type|Reference|Range|Syntax)Error\b/,
    /unhandled/i,
    // A line of a stack.
    /^\s+at .+:\d+:\d+\)?$/m,
];
const ourWords = /Could not |does not exist|could not be brought into line|could not be read|not tried/;

function checkWords({ ran, isKilled }: Observed): void {
    if (isKilled) {
        // What the engine says of a process that was killed under it is its own affair.
        return;
    }
    for (const pattern of unclear) {
        assert.doesNotMatch(ran.output, pattern, "no clear words");
    }
    if (!ran.isOk) {
        assert.match(ran.output, ourWords, "a failure without a reason");
    }
}

function checkUndisturbed(
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
    if (Object.values(expected.tenant).every((settings) => fields.every((field) => settings[field].size === 1))) {
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
function checkDone(ground: Ground, operation: Operation, expected: Expectation): void {
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

function checkWithin(settings: World["tenant"], possible: Possible): void {
    for (const [key, values] of Object.entries(possible)) {
        for (const field of fields) {
            const [value, all] = [settings[key]?.[field], [...values[field]]];
            assert.ok(all.includes(value), `${field} of ${key} is ${value}, expected ${all.join(" or ")}`);
        }
    }
}

/** The original settings of what was adopted before are never forgotten, whatever happens. */
function checkOriginals({ recorded }: Ground, operation: Operation, { before }: Observed): void {
    for (const [name, held] of Object.entries(recorded)) {
        const formerNames = before.program[name]?.formerNames ?? [];
        const known = [name, ...formerNames].map((each) => before.recorded[each]).find((each) => each !== undefined);
        for (const [key, { original }] of Object.entries(held.entries)) {
            const entry = known?.isDeleted === true ? undefined : known?.entries[key];
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
function checkRecords({ recorded, emulator }: Ground, operation: Operation, { before, isKilled }: Observed): void {
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
    for (const { name, key } of isKilled ? [] : alonePlaced(before)) {
        const isChanged = fields.some((field) => after[key]?.[field] !== before.tenant[key]?.[field]);
        assert.ok(!isChanged || isRecorded(name, key), `${key} is changed, and not recorded in ${name}`);
    }
}

function count(
    { tally }: Ground,
    operation: Operation,
    { ran, isKilled }: Observed,
    faults: number,
    isDisturbed: boolean,
): void {
    tally.faults += faults;
    tally.kills += isKilled ? 1 : 0;
    if (ran.isOk) {
        tally.converged += operation === "up" ? 1 : 0;
    } else {
        tally[isDisturbed ? "broken" : "refused"] += 1;
    }
}
