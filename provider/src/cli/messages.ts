// What is said of whatever was thrown, on the standard error.

import { defectMessage } from "../core/defects";
import { isAuthenticationMethodsError } from "../core/errors";
import { printable, scrub } from "../core/text";
import { FileError, UsageError } from "./exitCodes";

/** What may be said of it. */
export function messageOf(thrown: unknown): string {
    const isOurs = isAuthenticationMethodsError(thrown) || thrown instanceof UsageError || thrown instanceof FileError;
    return isOurs ? thrown.message : defectMessage(thrown, "--debug");
}

/** Where it was thrown, for --debug: a stack may quote anything. */
export function stackOf(thrown: unknown): string[] {
    const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
    return stack
        .split("\n")
        .filter((line) => /^\s+at /.test(line))
        .map((line) => scrub(printable(line)));
}
