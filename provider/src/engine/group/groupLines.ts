// The lines of a group: a summary and the first ten, not ten thousand.

import type { Log } from "../../core/log";

const mostShown = 10;

/** Keeps the lines that are said of single methods, until it is known how many there are. */
export class GatheredLines implements Log {
    readonly #log: Log;
    readonly #lines: string[] = [];

    constructor(log: Log) {
        this.#log = log;
    }

    info(line: string): void {
        this.#lines.push(line);
    }

    debug(line: string): void {
        this.#log.debug(line);
    }

    /** Prints what was gathered, if anything, under a line that says how much it is. */
    print(summary: (count: number) => string): void {
        printFirst(this.#log, this.#lines, summary);
    }
}

/** Prints a summary and the first ten of these lines; nothing where there are none. */
export function printFirst(log: Log, lines: readonly string[], summary: (count: number) => string): void {
    if (lines.length === 0) {
        return;
    }
    const isCut = lines.length > mostShown;
    log.info(`${summary(lines.length)}${isCut ? `; the first ${mostShown}` : ""}:`);
    for (const line of lines.slice(0, mostShown)) {
        log.info(`  ${line}`);
    }
}

/** What stands above the lines about drift. */
export function driftSummary(count: number, total: number): string {
    return `drift: ${count} of ${total} methods of this group were changed behind Pulumi's back`;
}

/** What stands above the lines about methods that were selected by type, and are other ones now. */
export function reenrolledSummary(count: number, total: number): string {
    return `${count} of ${total} methods of this group were enrolled anew`;
}
