// What is said while a command works, on the standard error: one line that is written over on a terminal; in a pipe or a
// pipeline's log, a line now and then.

import type { Clock } from "../core/clock";
import type { Log } from "../core/log";
import { printable } from "../core/text";
import { textWidth } from "./format/width";
import type { Terminal } from "./surroundings";

const betweenUpdates = 100;
const usualColumns = 80;
const clearLine = "\r\u001b[2K";

/** See the first lines of this file. */
export class Progress {
    readonly #stderr: Terminal;
    readonly #clock: Clock;
    #isShown = false;
    #shownAt = Number.NEGATIVE_INFINITY;

    constructor(stderr: Terminal, clock: Clock) {
        this.#stderr = stderr;
        this.#clock = clock;
    }

    /** How far things are. It is for terminals alone, and may be called for each step. */
    update(text: () => string): void {
        const now = this.#clock.now();
        if (this.#stderr.isTTY === true && now - this.#shownAt >= betweenUpdates) {
            this.#shownAt = now;
            this.#show(text());
        }
    }

    /** A line that stays. */
    line(text: string): void {
        this.clear();
        this.#stderr.write(`${text}\n`);
    }

    /** Takes the line away that is written over. */
    clear(): void {
        if (this.#isShown) {
            this.#isShown = false;
            this.#stderr.write(clearLine);
        }
    }

    /** For the client: what it waits for is progress, and what it is asked to show of requests stays. */
    log(isDebug: boolean): Log {
        return {
            info: (line) => {
                if (this.#stderr.isTTY === true) {
                    this.#show(line);
                } else {
                    this.line(line);
                }
            },
            debug: isDebug ? (line) => this.line(line) : () => {},
        };
    }

    #show(text: string): void {
        this.#isShown = true;
        // Some terminals say that they have no columns, which is to say that they do not know.
        const width = (this.#stderr.columns || usualColumns) - 1;
        this.#stderr.write(`${clearLine}${cut(printable(text), width)}`);
    }
}

/** A line that is wrapped could not be taken away again. */
function cut(text: string, width: number): string {
    let shown = "";
    let used = 0;
    for (const character of text) {
        used += textWidth(character);
        if (used > width) {
            return shown;
        }
        shown += character;
    }
    return shown;
}
