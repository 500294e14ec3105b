// Where the lines of the provider's process go: the engine shows what a dynamic provider prints.

import type { Log } from "../core/log";

/** Prints on standard output, which the engine shows under the stack's diagnostics. */
export function consoleLog(isDebug: boolean): Log {
    const print = (line: string) => {
        process.stdout.write(`${line}\n`);
    };
    return { info: print, debug: isDebug ? print : () => {} };
}
