// A sequence on a ground of its own, and how fast-check runs many of them and tells of one that fails.

import fc from "fast-check";
import { ending, type Nothing, notDone, sequences } from "./commands";
import { Ground, type StartEngine } from "./ground";
import type { Tally } from "./tally";

export interface Search {
    readonly start: StartEngine;
    readonly tally: Tally;
    readonly seed: number;
    readonly sequences: number;
    readonly steps: number;
    /** From a failure: where it was found, to be replayed. */
    readonly path?: string | undefined;
    readonly replay?: string | undefined;
    /** For how many milliseconds a failure is made shorter. */
    readonly shrinkFor: number;
    /** A command line that runs the same search with such a seed, path and replay path. */
    commandFor(replay: { seed: number; path: string; replay: string }): string;
}

/** Runs sequences. @returns what to say of the first that fails, shortened; undefined when none does. */
export async function search(wanted: Search): Promise<string | undefined> {
    const { start, tally, shrinkFor } = wanted;
    // What is tried after that counts as a success, so that nothing shorter is found any more.
    let giveUpAt = Number.POSITIVE_INFINITY;
    const property = fc.asyncProperty(
        fc.boolean(),
        sequences(wanted.steps, wanted.replay),
        async (isOffline, commands) => {
            if (Date.now() > giveUpAt) {
                return;
            }
            const ground = await Ground.start(start, !isOffline, tally);
            try {
                await fc.asyncModelRun(() => ({ model: {} as Nothing, real: ground }), commands);
                for (const step of ending) {
                    await step.run({}, ground);
                }
            } catch (error) {
                giveUpAt = Math.min(giveUpAt, Date.now() + shrinkFor);
                throw error;
            } finally {
                await ground.stop();
            }
        },
    );
    const found = await fc.check(property, {
        seed: wanted.seed,
        numRuns: wanted.sequences,
        ...(wanted.path !== undefined && { path: wanted.path }),
        endOnFailure: shrinkFor === 0,
        // Short sequences are found by shortening; those of the beginning need not be short.
        unbiased: true,
    });
    if (!found.failed || found.counterexample === null) {
        return found.failed ? String(found.errorInstance ?? "no sequence was run") : undefined;
    }
    const [isOffline, commands] = found.counterexample;
    const printed = String(commands);
    const replay = /replayPath="([^"]*)"/.exec(printed)?.[1] ?? "";
    const steps = [...commands].map(String).filter((text) => text !== notDone);
    const error = found.errorInstance as Error | undefined;
    return (
        `A sequence fails${isOffline ? " without live previews" : ""}, made shorter ${found.numShrinks} times:\n` +
        `${steps.map((step) => `  ${step}`).join("\n")}\nand then the ending of every sequence. ${error?.message ?? ""}\n\nReplay it with\n` +
        `  ${wanted.commandFor({ seed: found.seed, path: found.counterexamplePath ?? "", replay })}`
    );
}
