// What may be asked of `npm run bench`, and what is said when it is asked wrongly.

import { parseArgs } from "node:util";

export interface Options {
    /** How many single resources the speed is measured with. */
    readonly resources: number;
    /** How often stacks are made and measured. */
    readonly rounds: number;
    /** How often what can be repeated on a stack is measured in a round. */
    readonly repeats: number;
    /** Whether the sizes are broken down to their keys. */
    readonly explain: boolean;
    /** Whether docs/performance.md is written: a quick run is too short for that. */
    readonly writesPage: boolean;
}

export const usage = `npm run bench -- [--quick] [--rounds N] [--explain]

  --quick      20 resources and one round, in under a minute; checks sizes and requests, and writes no page
  --rounds N   how often the speed is measured, on new stacks each time (3)
  --explain    shows what the bytes of a resource are`;

/** @throws Error that says what is wrong. */
export function readOptions(args: readonly string[]): Options {
    const { values } = parseArgs({
        args: [...args],
        options: { quick: { type: "boolean" }, rounds: { type: "string" }, explain: { type: "boolean" } },
    });
    const { quick = false, explain = false, rounds = quick ? "1" : "3" } = values;
    if (!/^[1-9]\d{0,2}$/.test(rounds)) {
        throw new Error(`--rounds takes a whole number from 1 to 999, not "${rounds}".`);
    }
    return {
        resources: quick ? 20 : 200,
        rounds: Number(rounds),
        repeats: quick ? 1 : 3,
        explain,
        writesPage: !quick,
    };
}
