// A pool as scripts have it: so many tasks at once, and at most so many started within a window of time. The second is what
// promise-pool-executor, which Auth0's deploy CLI paces its requests with, makes of `frequencyLimit` and `frequencyWindow`.

import type { Clock } from "../../provider/src/core/clock";

export interface PoolLimits {
    readonly concurrency: number;
    /** None unless given. */
    readonly frequency?: { readonly starts: number; readonly windowMs: number };
}

export class Pool {
    readonly #limits: PoolLimits;
    readonly #clock: Pick<Clock, "now" | "sleep">;
    readonly #waiting: (() => void)[] = [];
    /** When each task was started. */
    readonly #starts: number[] = [];
    #running = 0;
    #isAsleep = false;

    constructor(limits: PoolLimits, clock: Pick<Clock, "now" | "sleep">) {
        this.#limits = limits;
        this.#clock = clock;
    }

    /** Runs a task when it is its turn, first come, first served. */
    async run<T>(task: () => Promise<T>): Promise<T> {
        await new Promise<void>((resolve) => {
            this.#waiting.push(resolve);
            this.#startWhatMay();
        });
        try {
            return await task();
        } finally {
            this.#running--;
            this.#startWhatMay();
        }
    }

    #startWhatMay(): void {
        while (this.#waiting.length > 0 && this.#running < this.#limits.concurrency) {
            const wait = this.#waitForWindow();
            if (wait > 0) {
                this.#sleep(wait);
                return;
            }
            this.#running++;
            this.#starts.push(this.#clock.now());
            this.#waiting.shift()?.();
        }
    }

    #waitForWindow(): number {
        const { frequency } = this.#limits;
        if (frequency === undefined) {
            return 0;
        }
        const oldest = this.#starts.at(-frequency.starts);
        return oldest === undefined ? 0 : oldest + frequency.windowMs - this.#clock.now();
    }

    #sleep(milliseconds: number): void {
        if (this.#isAsleep) {
            return;
        }
        this.#isAsleep = true;
        void this.#clock.sleep(milliseconds).then(() => {
            this.#isAsleep = false;
            this.#startWhatMay();
        });
    }
}
