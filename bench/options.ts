// What may be asked of `npm run bench`, and what is said when it is asked wrongly.

import { parseArgs } from "node:util";

/** How much is measured: what fits into each build, into a few minutes, or everything there is. */
export type Extent = "quick" | "usual" | "full";

export interface Options {
    readonly extent: Extent;
    /** The names of the sections to run; undefined for all. */
    readonly only: readonly string[] | undefined;
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

/** @param names - The sections there are. */
export function usage(names: readonly string[]): string {
    return `npm run bench -- [--quick | --full] [--only NAME[,NAME]] [--rounds N] [--explain]

  --quick      small and once, in about a minute; writes no page, and fails on what is not as promised all the same
  --full       everything there is, in about half an hour; also \`npm run bench:full\`
  --only       ${names.join(", ")}; rewrites only these parts of docs/performance.md
  --rounds N   how often the speed is measured, on new stacks each time (3)
  --explain    shows what the bytes of a resource are`;
}

/**
 * @param names - The sections there are.
 * @throws Error that says what is wrong.
 */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
    const { values } = parseArgs({
        args: [...args],
        options: {
            quick: { type: "boolean" },
            full: { type: "boolean" },
            only: { type: "string" },
            rounds: { type: "string" },
            explain: { type: "boolean" },
        },
    });
    const { quick = false, full = false, explain = false, rounds = quick ? "1" : "3" } = values;
    if (quick && full) {
        throw new Error("--quick and --full exclude each other.");
    }
    if (!/^[1-9]\d{0,2}$/.test(rounds)) {
        throw new Error(`--rounds takes a whole number from 1 to 999, not "${rounds}".`);
    }
    const only = values.only?.split(",");
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new Error(`There is no section "${unknown}". There are: ${names.join(", ")}.`);
    }
    return {
        extent: quick ? "quick" : full ? "full" : "usual",
        only,
        resources: quick ? 20 : 200,
        rounds: Number(rounds),
        repeats: quick ? 1 : 3,
        explain,
        writesPage: !quick,
    };
}
