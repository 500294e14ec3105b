// How many requests are under way to one tenant, and when the next one may go: one per tenant and process, so that all
// resources share what the tenant allows.

import type { Clock } from "../core/clock";
import type { RateHeaders } from "./rateHeaders";
import type { Waiting } from "./waiting";

/** Decides when a request may be sent. */
export interface RateControl {
    /**
     * Waits until a request may be sent.
     *
     * @param deadline - Milliseconds since the epoch; a wait that would pass it is not begun.
     * @returns What to call when the answer is there, or did not come; undefined when there is no time to wait.
     */
    admit(deadline: number): Promise<((headers?: RateHeaders) => void) | undefined>;
    /** Sends nothing for this many milliseconds: the tenant refused a request. */
    pause(milliseconds: number): void;
}

const mostUnderWay = 16;
// Timers fire a little early or late: a hair more than the exact distance keeps every second within the cap.
const capMargin = 1.02;
// How long a tenant that has nothing left, and does not say until when, is left alone.
const unknownReset = 1_000;

/**
 * Keeps to a fixed cap where one is configured, holds still while a pause lasts, and never has more requests under way
 * than the tenant's headers say it still accepts.
 */
export class HeaderRateControl implements RateControl {
    readonly #clock: Clock;
    readonly #waiting: Waiting;
    readonly #spacing: number;
    #queue: Promise<unknown> = Promise.resolve();
    #queued = 0;
    #underWay = 0;
    #answered = 0;
    #nextSlot = 0;
    #pausedUntil = 0;
    #remaining = Number.POSITIVE_INFINITY;
    #onAnswer: (() => void) | undefined;

    constructor(clock: Clock, waiting: Waiting, requestsPerSecond: number | undefined) {
        this.#clock = clock;
        this.#waiting = waiting;
        this.#spacing = requestsPerSecond === undefined ? 0 : (1_000 / requestsPerSecond) * capMargin;
    }

    async admit(deadline: number): Promise<((headers?: RateHeaders) => void) | undefined> {
        this.#queued += 1;
        const turn = this.#queue.then(() => this.#turn(deadline));
        this.#queue = turn;
        const isAdmitted = await turn;
        this.#queued -= 1;
        return isAdmitted ? (headers) => this.#settle(headers) : undefined;
    }

    pause(milliseconds: number): void {
        this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + milliseconds);
    }

    async #turn(deadline: number): Promise<boolean> {
        for (;;) {
            const now = this.#clock.now();
            const start = Math.max(now, this.#nextSlot, this.#pausedUntil);
            if (start >= deadline) {
                return false;
            }
            if (start > now) {
                await this.#waiting.sleep(start - now, () => `for the rate limit (${this.#progress()})`);
            } else if (this.#underWay > 0 && this.#underWay >= Math.min(mostUnderWay, this.#remaining)) {
                // Turns are taken one at a time, so there is never a second one to tell.
                await new Promise<void>((resolve) => {
                    this.#onAnswer = resolve;
                });
            } else {
                this.#underWay += 1;
                this.#nextSlot = now + this.#spacing;
                return true;
            }
        }
    }

    #settle(headers: RateHeaders | undefined): void {
        this.#underWay -= 1;
        this.#answered += 1;
        if (headers?.remaining !== undefined) {
            this.#remaining = headers.remaining;
            if (headers.remaining < 1) {
                this.pause(headers.resetIn ?? unknownReset);
            }
        }
        this.#onAnswer?.();
    }

    #progress(): string {
        return `requests done: ${this.#answered}, waiting: ${this.#queued}`;
    }
}
