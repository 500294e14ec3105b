// The standard output of a command: the result whole, and no failure where nobody reads to its end.

import type { Writable } from "node:stream";

/** Writes the result, and waits until it is handed on. */
export async function print(stdout: Writable, text: string): Promise<void> {
    await new Promise<void>((resolve) => {
        // What goes wrong with it comes as the stream's event: see main.ts.
        stdout.write(text, () => resolve());
    });
}

/** The result for programs. */
export async function printJson(stdout: Writable, value: unknown): Promise<void> {
    await print(stdout, `${JSON.stringify(value, undefined, 4)}\n`);
}
