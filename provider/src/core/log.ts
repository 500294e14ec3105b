// What is said beside results and errors, handed in by whoever knows where it is to be read.

/** Takes finished, printable lines. */
export interface Log {
    info(line: string): void;
    /** Lines that only `auth0:debug` shows. */
    debug(line: string): void;
}
