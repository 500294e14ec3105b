// Operations that several stacks do in turns, one by one, so that what else the machine does hits all of them alike.

import type { OpMap } from "@pulumi/pulumi/automation";
import type { OperationResult, TestStack } from "../test/support/stack";
import { assertDone, setLivePreview } from "./stacks";

/** An operation, and the stacks that do it one after another: each in a lane of its own. */
export interface Step<Operation extends string, Lane extends string> {
    readonly operation: Operation;
    readonly lanes: readonly Lane[];
    readonly run: (stack: TestStack) => Promise<OperationResult>;
    readonly isLive: boolean;
    readonly does: "create" | "same";
    /** How often it is done in a round, where that is more than once: only what changes nothing can be. */
    readonly turns?: number;
}

export const up = (stack: TestStack) => stack.up();
export const refresh = (stack: TestStack) => stack.refresh();

/** All that a round does, in its order. Nobody is always first. */
export function* inTurns<S extends Step<string, string>>(
    steps: readonly S[],
    round: number,
): Generator<{ readonly step: S; readonly lane: S["lanes"][number] }> {
    for (const step of steps) {
        for (let turn = 0; turn < (step.turns ?? 1); turn++) {
            for (const lane of turned(step.lanes, round + turn)) {
                yield { step, lane };
            }
        }
    }
}

function turned<T>(items: readonly T[], by: number): T[] {
    const start = by % items.length;
    return [...items.slice(start), ...items.slice(0, start)];
}

/**
 * The milliseconds of one operation.
 *
 * @param resources - How many the program declares. Anything else than that all of them are created, or stay the same, ends
 * the command.
 * @param env - What the engine is to find in its environment.
 */
export async function timed(
    { operation, run, isLive, does }: Step<string, string>,
    lane: string,
    stack: TestStack,
    resources: number,
    env: Readonly<Record<string, string>> = {},
): Promise<number> {
    setLivePreview(stack, isLive);
    stack.env = { ...stack.env, ...env };
    const started = performance.now();
    const result = await run(stack);
    const milliseconds = performance.now() - started;
    // The stack is a resource as well.
    const expected: OpMap = { [does]: resources + 1 };
    assertDone(`${operation} of ${lane}`, result, expected);
    return milliseconds;
}
