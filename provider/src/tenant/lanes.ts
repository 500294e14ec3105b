// How many tasks on one tenant go at once. There may be thousands: the rate control decides when a request goes, and here it is
// seen to that those which wait for it are not too many, and do not all meet the same refusal.

import { mostUnderWay } from "../auth0/rate/control";
import { type Denial, isDenial, type NotTriedError, RateLimitError } from "../core/errors";
import type { Operation } from "../core/operation";
import { Queue } from "../core/queue";

// So many go before it shows that the tenant lets one in: else hundreds would be on their way when it shows that it does not.
const mostBeforeOneIsLetIn = 20;

interface Waiter {
    readonly go: () => Promise<void>;
    readonly fail: (reason: NotTriedError) => void;
}

/** What has become of the tasks so far. */
interface Tally {
    readonly succeeded: number;
    /** How many were denied since one succeeded. */
    readonly denied: number;
}

/** See the first lines of this file. */
export class Lanes {
    readonly #operation: () => Operation;
    readonly #giveUp: (denial: Denial, tally: Tally) => NotTriedError | undefined;
    readonly #waiters = new Queue<Waiter>();
    #underWay = 0;
    #succeeded = 0;
    #denied = 0;
    #isOneLetIn = false;

    /**
     * @param operation - The time that a task has, from when it is its turn.
     * @param giveUp - Asked when a task was denied: what those that wait fail with, where they will not do better.
     */
    constructor(operation: () => Operation, giveUp: (denial: Denial, tally: Tally) => NotTriedError | undefined) {
        this.#operation = operation;
        this.#giveUp = giveUp;
    }

    /** Whether nothing is under way and nothing waits. */
    get isIdle(): boolean {
        return this.#underWay === 0 && this.#waiters.size === 0;
    }

    /** Runs a task when it is its turn. No function waits for that: of tens of thousands, each would keep all it has at hand. */
    run<T>(task: (operation: Operation) => Promise<T>): Promise<T> {
        return new Promise((resolve, reject) => {
            this.#waiters.push({ go: () => this.#perform(task).then(resolve, reject), fail: reject });
            this.#next();
        });
    }

    async #perform<T>(task: (operation: Operation) => Promise<T>): Promise<T> {
        try {
            const value = await this.#attempt(task);
            this.#succeeded += 1;
            this.#denied = 0;
            this.#isOneLetIn = true;
            return value;
        } catch (error) {
            this.#noteFailure(reasonOf(error));
            throw error;
        } finally {
            this.#underWay -= 1;
            this.#next();
        }
    }

    /**
     * As long as others get on, there is time: a thousand tasks in a small tenant take longer than one operation may. But a
     * second look at what the first attempt may have changed would take that for the original.
     */
    async #attempt<T>(task: (operation: Operation) => Promise<T>): Promise<T> {
        for (;;) {
            const before = this.#succeeded;
            try {
                return await task(this.#operation());
            } catch (error) {
                const reason = reasonOf(error);
                const isOutOfTime = reason instanceof RateLimitError && !reason.outcomeUnknown;
                if (!isOutOfTime || this.#succeeded === before) {
                    throw error;
                }
            }
        }
    }

    #noteFailure(reason: unknown): void {
        if (!isDenial(reason)) {
            this.#isOneLetIn = true;
            return;
        }
        this.#denied += 1;
        const notTried = this.#giveUp(reason, { succeeded: this.#succeeded, denied: this.#denied });
        while (notTried !== undefined && this.#waiters.first !== undefined) {
            this.#waiters.first.fail(notTried);
            this.#waiters.shift();
        }
    }

    /** As many as may be under way, so that the rate control alone decides when one goes. */
    #next(): void {
        const most = this.#isOneLetIn ? mostUnderWay : mostBeforeOneIsLetIn;
        while (this.#underWay < most && this.#waiters.first !== undefined) {
            const { go } = this.#waiters.first;
            this.#waiters.shift();
            this.#underWay += 1;
            void go();
        }
    }
}

/** Why a task failed: what it threw, or what it wrapped. */
function reasonOf(error: unknown): unknown {
    return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
