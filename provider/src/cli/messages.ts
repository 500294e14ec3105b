// What is said of failures, on the standard error.

import { isAuthenticationMethodsError } from "../core/errors";
import { printable, scrub } from "../core/text";
import { exitCodeOf, exitCodes, FileError, isOfConfiguration, UsageError } from "./exitCodes";
import type { Progress } from "./progress";
import type { Failure } from "./users/readUsers";

/** What may be said of whatever was thrown. */
export function messageOf(thrown: unknown): string {
    if (isAuthenticationMethodsError(thrown) || thrown instanceof UsageError || thrown instanceof FileError) {
        return thrown.message;
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return (
        `${scrub(message)}. This is a defect of pulumi-auth0-authentication-methods: please report it, with what --debug ` +
        "adds to this message."
    );
}

/** Where it was thrown, for --debug: a stack may quote anything. */
export function stackOf(thrown: unknown): string[] {
    const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
    return stack
        .split("\n")
        .filter((line) => /^\s+at /.test(line))
        .map((line) => scrub(printable(line)));
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
