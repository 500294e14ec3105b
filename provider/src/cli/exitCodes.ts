// How the command ends, as a script sees it. The codes are part of the contract: see docs/command-line.md.

import { ConfigurationError, isDenial } from "../core/errors";

/** See the first line of this file. */
export const exitCodes = {
    ok: 0,
    /** Something failed; what could be done is done, and printed. */
    failed: 1,
    /** The command line, or a file that it names, is wrong. Nothing was sent. */
    usage: 2,
    /** The configuration or the credentials are: the tenant was not asked, or let nothing be read. */
    configuration: 3,
    /** The emulator is not installed. */
    noEmulator: 4,
} as const;

/** What a user gave is wrong. The message says what, and what to do. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

/** A file cannot be written. */
export class FileError extends Error {
    override readonly name = "FileError";
}

/** The code for what was thrown. */
export function exitCodeOf(error: unknown): number {
    if (error instanceof UsageError) {
        return exitCodes.usage;
    }
    return isOfConfiguration(error) ? exitCodes.configuration : exitCodes.failed;
}

/** Whether it would fail for every user alike. */
export function isOfConfiguration(error: unknown): boolean {
    return error instanceof ConfigurationError || isDenial(error);
}
