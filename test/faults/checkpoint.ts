// The moment at which the engine is about to write its state, made as long as the test needs it. Before it writes a state
// file, the engine copies the one that is there to `.bak`: where a pipe stands in its place, it waits there.

import { execFileSync } from "node:child_process";
import { constants, readFileSync, renameSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

export class BlockedCheckpoint {
    /** Resolves when the engine has come to write the state, which it now cannot. */
    readonly reached: Promise<void>;
    readonly #file: string;
    readonly #aside: string;
    readonly #handle: Promise<FileHandle>;

    private constructor(file: string, aside: string) {
        this.#file = file;
        this.#aside = aside;
        // Opens when somebody opens the other end.
        this.#handle = open(file, "w");
        this.reached = this.#handle.then(() => undefined);
    }

    /** From now on, the state in this file is not written anew. */
    static at(file: string): BlockedCheckpoint {
        const aside = `${file}.aside`;
        renameSync(file, aside);
        execFileSync("mkfifo", [file]);
        return new BlockedCheckpoint(file, aside);
    }

    /** Puts the file back as it was. An engine that waits there goes on. */
    async restore(): Promise<void> {
        // So that the other end opens, where nobody came.
        const reader = await open(this.#file, constants.O_RDONLY | constants.O_NONBLOCK);
        const writer = await this.#handle;
        await writer.writeFile(readFileSync(this.#aside));
        renameSync(this.#aside, this.#file);
        await writer.close();
        await reader.close();
    }
}
