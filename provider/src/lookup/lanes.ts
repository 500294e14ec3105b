// How many look-ups go at once. A program may ask for thousands side by side: the rate control decides when one goes, and here
// it is seen to that those which wait for it are not too many, and do not all meet the same refusal.

import { mostUnderWay } from "../auth0/rate/control";
import type { Operation } from "../auth0/session";
import { AuthenticationError, NotTriedError, PermissionError, RateLimitError } from "../core/errors";

// Until one was let in, no more than these: or hundreds would be on their way before it shows that none is.
const mostBeforeOneSucceeds = 20;

interface Waiter {
    readonly go: () => void;
    readonly fail: (reason: NotTriedError) => void;
}

/** See the first lines of this file. One for the look-ups of one configuration. */
export class Lanes {
    readonly #beginOperation: () => Operation;
    readonly #waiters: Waiter[] = [];
    #underWay = 0;
    #succeeded = 0;

    /** @param beginOperation - The time that a look-up has from when it is its turn. */
    constructor(beginOperation: () => Operation) {
        this.#beginOperation = beginOperation;
    }

    /** Whether nothing is under way and nothing waits. */
    get isIdle(): boolean {
        return this.#underWay === 0 && this.#waiters.length === 0;
    }

    /** Runs a look-up when it is its turn. */
    async run<T>(task: (operation: Operation) => Promise<T>): Promise<T> {
        await this.#turn();
        try {
            const value = await this.#attempt(task);
            this.#succeeded += 1;
            return value;
        } catch (error) {
            if (this.#succeeded === 0 && (error instanceof AuthenticationError || error instanceof PermissionError)) {
                this.#failAll(error.message);
            }
            throw error;
        } finally {
            this.#underWay -= 1;
            this.#next();
        }
    }

    /** As long as others get on, there is time: a thousand look-ups in a small tenant take longer than one operation may. */
    async #attempt<T>(task: (operation: Operation) => Promise<T>): Promise<T> {
        for (;;) {
            const before = this.#succeeded;
            try {
                return await task(this.#beginOperation());
            } catch (error) {
                if (!(error instanceof RateLimitError) || this.#succeeded === before) {
                    throw error;
                }
            }
        }
    }

    async #turn(): Promise<void> {
        await new Promise<void>((go, fail) => {
            this.#waiters.push({ go, fail });
            this.#next();
        });
    }

    #next(): void {
        const most = this.#succeeded === 0 ? mostBeforeOneSucceeds : mostUnderWay;
        while (this.#underWay < most) {
            const waiter = this.#waiters.shift();
            if (waiter === undefined) {
                return;
            }
            this.#underWay += 1;
            waiter.go();
        }
    }

    /** Credentials that let nobody in, and a permission that nobody has, will not do better for the thousand others. */
    #failAll(reason: string): void {
        for (const { fail } of this.#waiters.splice(0)) {
            fail(new NotTriedError(`Not looked up, since one before it failed, and none succeeded: ${reason}`));
        }
    }
}
