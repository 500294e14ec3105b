// The edge of the command: hands the process's own streams to it, and ends as a command at a shell should.

import { systemClock } from "../core/clock";
import { exitCodes } from "./exitCodes";
import { run } from "./program";

/** Who reads `| head` has what they wanted. A disk that is full is another matter. */
function endWhenNobodyReads(): void {
    for (const stream of [process.stdout, process.stderr]) {
        stream.on("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
            if (code === "EPIPE") {
                process.exit();
            }
            if (stream === process.stdout) {
                process.stderr.write(`The result could not be written: the system says ${code}.\n`);
            }
            process.exit(exitCodes.failed);
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

endWhenNobodyReads();
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
