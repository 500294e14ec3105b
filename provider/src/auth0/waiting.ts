// Waits that a person would notice say so: what is waited for, how long, and how far things are. One line in ten seconds
// for a whole tenant: with a thousand requests in a queue, one line each would say less.

import type { Clock } from "../core/clock";
import type { Log } from "../core/log";

const worthALine = 5_000;
const betweenLines = 10_000;

/** Sleeps, and prints a line at the start of a long sleep and at most every ten seconds after it, for all sleepers. */
export class Waiting {
    readonly #clock: Clock;
    readonly #log: Log;
    readonly #tenant: string;
    /** How far the long tasks are. */
    readonly #tasks = new Set<() => string>();
    #lastLine = Number.NEGATIVE_INFINITY;

    constructor(clock: Clock, log: Log, tenant: string) {
        this.#clock = clock;
        this.#log = log;
        this.#tenant = tenant;
    }

    /**
     * Says that something waits since then, if that is long enough to be noticed.
     *
     * @param since - Milliseconds since the epoch.
     */
    noticeQueue(since: number, progress: () => string): void {
        const waited = this.#clock.now() - since;
        if (waited >= worthALine) {
            this.#say(() => `waiting for ${Math.floor(waited / 1_000)} s so far ${progress()}`);
        }
    }

    /**
     * Runs a task that may be long. How far it is is said now and then, and beside each wait while it lasts.
     *
     * @param progress - Asked anew for each line.
     * @param task - Given what to call whenever it gets on.
     */
    async during<T>(progress: () => string, task: (onProgress: () => void) => Promise<T>): Promise<T> {
        const start = this.#clock.now();
        this.#tasks.add(progress);
        try {
            return await task(() => {
                if (this.#clock.now() - start >= worthALine) {
                    this.#say();
                }
            });
        } finally {
            this.#tasks.delete(progress);
        }
    }

    /**
     * @param reason - What is waited for; asked anew for each line, so that it can tell progress.
     * @param signal - Ends the sleep early.
     */
    async sleep(milliseconds: number, reason: () => string, signal?: AbortSignal): Promise<void> {
        const end = this.#clock.now() + milliseconds;
        for (let left = milliseconds; left > 0 && signal?.aborted !== true; left = end - this.#clock.now()) {
            if (milliseconds >= worthALine) {
                this.#say(() => `waiting ${Math.ceil(left / 1_000)} s ${reason()}`);
            }
            await this.#clock.sleep(Math.min(left, betweenLines), signal);
        }
    }

    #say(what?: () => string): void {
        const now = this.#clock.now();
        if (now - this.#lastLine >= betweenLines) {
            this.#lastLine = now;
            const said = [...this.#tasks, ...(what === undefined ? [] : [what])].map((text) => text());
            this.#log.info(`${this.#tenant}: ${said.join("; ")}`);
        }
    }
}
