// Time and chance, passed in wherever they matter, so that what waits can be tested without waiting.

import { setTimeout as delay } from "node:timers/promises";

/** The edge to real time and randomness. */
export interface Clock {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Resolves after this many milliseconds, or when the signal says that nobody waits any more. */
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
    /** A number from 0 up to, not including, 1. */
    random(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        try {
            await delay(Math.max(0, milliseconds), undefined, signal && { signal });
        } catch (error) {
            if (signal?.aborted !== true) {
                throw error;
            }
        }
    },
    random: () => Math.random(),
};
