// Users that were named and could not be read, and what is said of them.

import { exitCodeOf, exitCodes, isOfConfiguration } from "../exitCodes";
import type { Progress } from "../progress";

/** Somebody who was named and could not be read. */
export interface Failure {
    /** Where they were named; undefined for an argument. */
    readonly where: string | undefined;
    readonly message: string;
    readonly error: unknown;
}

const mostFailures = 20;

/** Says which users could not be read. @returns The exit code for it. */
export function tellFailures(failures: readonly Failure[], isAnyRead: boolean, progress: Progress): number {
    const [first] = failures;
    if (first === undefined) {
        return exitCodes.ok;
    }
    for (const { where, message } of failures.slice(0, mostFailures)) {
        progress.line(where === undefined ? message : `${where}: ${message}`);
    }
    const more = failures.length - mostFailures;
    if (more > 0) {
        progress.line(`and ${more} more could not be read; --json lists them all.`);
    }
    // Whatever came after it failed for the same reason.
    return !isAnyRead && isOfConfiguration(first.error) ? exitCodeOf(first.error) : exitCodes.failed;
}
