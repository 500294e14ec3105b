// One operation of the engine, one of whose processes is killed at a moment that does not depend on luck.

import { ended } from "../support/processes";
import type { OperationResult } from "../support/stack";
import { BlockedCheckpoint } from "./checkpoint";
import type { Exchange } from "./gate";
import { type Bench, declaredBy, patchesOf, type Shape } from "./support";

export const victims = ["the CLI", "the provider"] as const;
export type Victim = (typeof victims)[number];

/** Where a PATCH is when the process is killed. */
export const boundaries = [
    // It never comes to the tenant.
    "before the request",
    // It comes to the tenant, and is carried out, when nobody is there any more.
    "after the request",
    // It is carried out, and nobody has the answer.
    "after the change",
    // The answer is there, and the engine has not written its state.
    "before the checkpoint",
] as const;
export type Boundary = (typeof boundaries)[number];

/**
 * How many methods are done when it happens; the others are under way. The first change goes alone, to learn of the rate
 * limit, and four or more may be under way after it.
 */
export function doneBefore(shape: Shape): number {
    return Math.floor(declaredBy(shape).length / 2);
}

/** Who is killed, and when; and what the program declares. */
export interface Kill {
    readonly shape: Shape;
    readonly victim: Victim;
    readonly boundary: Boundary;
}

/** Runs an operation and kills the victim at the boundary. Resolves when all its processes are gone. */
export async function killDuring(bench: Bench, operation: "up" | "destroy", kill: Kill): Promise<OperationResult> {
    const { gate } = bench;
    holdPatches(bench, kill);
    const running = bench.stack[operation]();
    await Promise.race([gate.until((exchanges) => isReached(exchanges, kill.shape)), endedEarly(running)]);
    const { cli, provider } = bench.family(operation);
    const victim = kill.victim === "the CLI" ? cli : provider;
    if (kill.boundary === "before the checkpoint") {
        await (kill.victim === "the CLI" ? killBeforeWriting(bench, victim) : killBeforeTelling(bench, victim));
    } else {
        process.kill(victim, "SIGKILL");
    }
    const result = await running;
    await bench.familyGone();
    if (kill.boundary === "after the request") {
        gate.letGo();
    } else {
        gate.drop();
    }
    await gate.settled();
    return result;
}

function holdPatches({ gate }: Bench, { shape, boundary }: Kill): void {
    gate.hold({
        side: boundary === "before the request" || boundary === "after the request" ? "request" : "answer",
        holds: (exchange) => patchesOf(gate.exchanges).indexOf(exchange) >= doneBefore(shape),
    });
}

/** Whether those that are to be done are, and all others are held. */
function isReached(exchanges: readonly Exchange[], shape: Shape): boolean {
    const patches = patchesOf(exchanges);
    const count = (state: Exchange["state"]) => patches.filter((exchange) => exchange.state === state).length;
    return count("answered") === doneBefore(shape) && count("held") === declaredBy(shape).length - doneBefore(shape);
}

async function endedEarly(running: Promise<OperationResult>): Promise<never> {
    const { output } = await running;
    throw new Error(`It ended before it came to where it was to be killed.\n${output}`);
}

/** Kills a process when all answers are there, and the engine is about to write what came of them. */
export async function killBeforeWriting({ gate, stack }: Bench, pid: number): Promise<void> {
    const checkpoint = BlockedCheckpoint.at(stack.stateFile);
    try {
        gate.letGo();
        await gate.settled();
        await checkpoint.reached;
        process.kill(pid, "SIGKILL");
        await ended([pid]);
    } finally {
        await checkpoint.restore();
    }
}

/** All answers are in the provider's sockets, and it has told the engine of none. */
async function killBeforeTelling({ gate }: Bench, provider: number): Promise<void> {
    process.kill(provider, "SIGSTOP");
    gate.letGo();
    await gate.settled();
    process.kill(provider, "SIGKILL");
}
