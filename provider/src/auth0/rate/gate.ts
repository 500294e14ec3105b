// The queue before a tenant: who waits for a turn, until when, and what a person sees of it. When a turn comes is decided by
// the buckets; this is where they meet the clock.

import { neverCancelled } from "../../core/cancellation";
import type { Clock } from "../../core/clock";
import { Queue } from "../../core/queue";
import type { Waiting } from "../waiting";
import { Buckets } from "./buckets";
import type { RateControl, Release, RequestClass } from "./control";

interface Waiter {
    readonly deadline: number;
    readonly since: number;
    readonly order: number;
    readonly resolve: (release: Release | undefined) => void;
}

// Timers fire a little early or late: a hair more than the exact distance keeps every second within the cap. A cap that is
// no whole number holds over longer times: with 2.5 a second, one second may see three.
const capMargin = 1.02;
const classes: readonly RequestClass[] = ["read", "write"];

/** See the first line of this file. First come, first served, among those who draw from the same bucket. */
export class RateGate implements RateControl {
    readonly #clock: Clock;
    readonly #waiting: Waiting;
    readonly #spacing: number;
    readonly #cancelled: AbortSignal;
    readonly #buckets: Buckets;
    readonly #queues: Readonly<Record<RequestClass, Queue<Waiter>>> = { read: new Queue(), write: new Queue() };
    #order = 0;
    #answered = 0;
    #nextSlot = Number.NEGATIVE_INFINITY;
    #pausedUntil = Number.NEGATIVE_INFINITY;
    #alarm: { readonly at: number; readonly cancel: AbortController } | undefined;

    /**
     * @param requestsPerSecond - A cap; undefined for none.
     * @param cancelled - When it is aborted, nobody gets a turn any more.
     */
    constructor(
        clock: Clock,
        waiting: Waiting,
        requestsPerSecond: number | undefined,
        cancelled: AbortSignal = neverCancelled(),
    ) {
        this.#clock = clock;
        this.#waiting = waiting;
        this.#spacing = requestsPerSecond === undefined ? 0 : (1_000 / requestsPerSecond) * capMargin;
        this.#buckets = new Buckets(() => clock.random());
        this.#cancelled = cancelled;
        cancelled.addEventListener("abort", () => this.#serve());
    }

    async admit(deadline: number, requestClass: RequestClass): Promise<Release | undefined> {
        const earliest = this.#earliest(requestClass);
        if (Number.isFinite(earliest) && earliest >= deadline) {
            return undefined;
        }
        return new Promise((resolve) => {
            this.#order += 1;
            this.#queues[requestClass].push({ deadline, since: this.#clock.now(), order: this.#order, resolve });
            this.#serve();
        });
    }

    async admitOther(deadline: number): Promise<boolean> {
        const now = this.#clock.now();
        const start = Math.max(now, this.#nextSlot);
        if (start >= deadline) {
            return false;
        }
        this.#nextSlot = start + this.#spacing;
        await this.#waiting.sleep(start - now, () => this.#reason(), this.#cancelled);
        return !this.#cancelled.aborted;
    }

    pause(milliseconds: number): void {
        this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + milliseconds);
        this.#serve();
    }

    #earliest(requestClass: RequestClass): number {
        const now = this.#clock.now();
        const wanted = Math.max(1, this.#queues[requestClass].size);
        return Math.max(this.#nextSlot, this.#pausedUntil, this.#buckets.earliest(requestClass, now, wanted));
    }

    /** Lets everyone go whose turn it is, and wakes up when the next turn comes. */
    #serve(): void {
        for (;;) {
            const next = this.#next();
            if (next === undefined) {
                this.#cancelAlarm();
                return;
            }
            const { requestClass, waiter, at } = next;
            const now = this.#clock.now();
            if (this.#cancelled.aborted || now >= waiter.deadline || (Number.isFinite(at) && at >= waiter.deadline)) {
                this.#queues[requestClass].shift();
                waiter.resolve(undefined);
                continue;
            }
            this.#waiting.noticeQueue(waiter.since, () => this.#reason());
            if (at > now) {
                this.#wakeAt(at, now);
                return;
            }
            this.#queues[requestClass].shift();
            waiter.resolve(this.#send(requestClass, now));
        }
    }

    /** The first in the queue that can go first. */
    #next(): { requestClass: RequestClass; waiter: Waiter; at: number } | undefined {
        let next: { requestClass: RequestClass; waiter: Waiter; at: number } | undefined;
        for (const requestClass of classes) {
            const waiter = this.#queues[requestClass].first;
            if (waiter !== undefined) {
                const at = this.#earliest(requestClass);
                if (next === undefined || at < next.at || (at === next.at && waiter.order < next.waiter.order)) {
                    next = { requestClass, waiter, at };
                }
            }
        }
        return next;
    }

    #send(requestClass: RequestClass, now: number): Release {
        const ticket = this.#buckets.send(requestClass, now, this.#queues[requestClass].size + 1);
        this.#nextSlot = now + this.#spacing;
        return (answered) => {
            this.#answered += 1;
            this.#buckets.receive(ticket, answered, this.#clock.now());
            if (answered?.isRefused !== true) {
                this.#serve();
            }
        };
    }

    #wakeAt(at: number, now: number): void {
        if (this.#alarm?.at === at) {
            return;
        }
        this.#cancelAlarm();
        if (!Number.isFinite(at)) {
            return; // The next answer will tell.
        }
        const cancel = new AbortController();
        this.#alarm = { at, cancel };
        const slept = this.#waiting.sleep(at - now, () => this.#reason(), cancel.signal);
        void slept.then(() => {
            if (!cancel.signal.aborted) {
                this.#alarm = undefined;
                this.#serve();
            }
        });
    }

    #cancelAlarm(): void {
        this.#alarm?.cancel.abort();
        this.#alarm = undefined;
    }

    #reason(): string {
        const waiting = classes.reduce((sum, requestClass) => sum + this.#queues[requestClass].size, 0);
        return `for the rate limit (requests done: ${this.#answered}, waiting: ${waiting})`;
    }
}
