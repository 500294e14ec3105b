// The edge of the command: hands the process's own streams to it, and ends as a command at a shell should.

import { systemClock } from "../core/clock";
import { run } from "./program";

/** Who reads `| head` has what they wanted. */
function endQuietlyWhenNobodyReads(): void {
    for (const stream of [process.stdout, process.stderr]) {
        stream.on("error", (error: NodeJS.ErrnoException) => {
            if (error.code !== "EPIPE") {
                throw error;
            }
            process.exit();
        });
    }
}

/** Ctrl-C ends at once: nothing is ever changed at a tenant, and a file is written whole or not at all. */
function takeProgressAwayOnSignals(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => {
            if (process.stderr.isTTY) {
                process.stderr.write("\r\u001b[2K");
            }
            process.kill(process.pid, signal);
        });
    }
}

endQuietlyWhenNobodyReads();
takeProgressAwayOnSignals();
void run(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    cwd: process.cwd(),
    clock: systemClock,
}).then((code) => {
    process.exitCode = code;
});
