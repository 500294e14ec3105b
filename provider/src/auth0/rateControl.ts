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
// Timers fire a little early or late: a hair more than the exact distance keeps every second within the cap. A cap that is
// no whole number holds over longer times: with 2.5 a second, one second may see three.
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
    // The first request goes alone: its answer tells how many more the tenant accepts.
    #remaining = 1;
    #isProbed = false;
    #onAnswer: (() => void) | undefined;

    constructor(clock: Clock, waiting: Waiting, requestsPerSecond: number | undefined) {
        this.#clock = clock;
        this.#waiting = waiting;
        this.#spacing = requestsPerSecond === undefined ? 0 : (1_000 / requestsPerSecond) * capMargin;
    }

    async admit(deadline: number): Promise<((headers?: RateHeaders) => void) | undefined> {
        if (this.#earliest() >= deadline) {
            return undefined;
        }
        const since = this.#clock.now();
        this.#queued += 1;
        const turn = this.#queue.then(() => this.#turn(deadline, since));
        this.#queue = turn.catch(() => {});
        try {
            return (await turn) ? (headers) => this.#settle(headers) : undefined;
        } finally {
            this.#queued -= 1;
        }
    }

    pause(milliseconds: number): void {
        this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + milliseconds);
    }

    #earliest(): number {
        return Math.max(this.#clock.now(), this.#nextSlot, this.#pausedUntil);
    }

    async #turn(deadline: number, since: number): Promise<boolean> {
        for (;;) {
            const now = this.#clock.now();
            const start = this.#earliest();
            if (start >= deadline) {
                return false;
            }
            this.#waiting.noticeQueue(since, () => `for the rate limit (${this.#progress()})`);
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
        if (headers !== undefined) {
            this.#learn(headers);
        }
        this.#onAnswer?.();
    }

    #learn({ remaining, resetIn }: RateHeaders): void {
        this.#remaining = remaining ?? (this.#isProbed ? this.#remaining : Number.POSITIVE_INFINITY);
        this.#isProbed = true;
        if (remaining !== undefined && remaining < 1) {
            this.pause(resetIn ?? unknownReset);
        }
    }

    #progress(): string {
        return `requests done: ${this.#answered}, waiting: ${this.#queued}`;
    }
}
