// What the provider says beside results and errors. The engine shows what a dynamic provider's process prints.

/** Takes finished, printable lines. */
export interface Log {
    info(line: string): void;
    /** Lines that only `auth0:debug` shows. */
    debug(line: string): void;
}

/** Prints on standard output, which the engine shows under the stack's diagnostics. */
export function consoleLog(isDebug: boolean): Log {
    const print = (line: string) => {
        process.stdout.write(`${line}\n`);
    };
    return { info: print, debug: isDebug ? print : () => {} };
}
