// What a command reads from and writes to, passed in from the edge: its streams, its environment and its clock.

import type { Readable, Writable } from "node:stream";
import type { Environment } from "../configuration/sources";
import type { Clock } from "../core/clock";

/** Where lines for a person go. */
export interface Terminal extends Writable {
    readonly isTTY?: boolean;
    /** Undefined or 0 where it is not known. */
    readonly columns?: number | undefined;
}

/** See the first line of this file. */
export interface Surroundings {
    readonly stdin: Readable;
    /** Takes the result, and nothing else. */
    readonly stdout: Writable;
    /** Takes what is said beside the result. */
    readonly stderr: Terminal;
    readonly environment: Environment;
    /** The working directory. */
    readonly cwd: string;
    readonly clock: Clock;
}
