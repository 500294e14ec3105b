// One operation of the engine, and everything that must hold after it.

import assert from "node:assert/strict";
import { type FaultPlan, type KillPlan, setFaults, setTrap } from "./disruptions";
import type { Ground } from "./ground";
import { expect, possibleAfter } from "./model";
import type { Observed } from "./observed";
import { checkDone, checkOriginals, checkPending, checkRecords, checkUndisturbed, checkWithin } from "./outcome";
import { readCheckpoint } from "./state";
import { restIn, settingsIn } from "./tenant";
import { checkRequests, checkWords } from "./traffic";
import type { Ran } from "./underTest";
import type { Operation } from "./world";

export interface Disruption {
    readonly faults?: readonly FaultPlan[];
    readonly kill?: KillPlan;
}

/** Runs an operation, and holds what comes of it against the model. */
export async function operate(ground: Ground, operation: Operation, disruption: Disruption = {}): Promise<Ran> {
    const { emulator, engine } = ground;
    const before = ground.world;
    const untouchable = restIn(emulator);
    const mark = emulator.requests.length;
    const { faults = [], kill } = disruption;
    setFaults(emulator, faults);
    const wasKilled = kill === undefined ? () => false : setTrap(ground, kill);
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
