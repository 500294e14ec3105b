// The pool that stands for scripts starts what it may when it may, neither sooner nor later.

import assert from "node:assert/strict";
import { setImmediate as settled } from "node:timers/promises";
import { Pool, type PoolLimits } from "../../bench/sideBySide/pool";

/** Time that goes from one sleeper to the next. */
class Timeline {
    #time = 0;
    readonly #sleepers: { at: number; wake: () => void }[] = [];

    now(): number {
        return this.#time;
    }

    sleep(milliseconds: number): Promise<void> {
        return new Promise((wake) => {
            this.#sleepers.push({ at: this.#time + milliseconds, wake });
        });
    }

    /** Until nobody sleeps. */
    async pass(): Promise<void> {
        for (await settled(); this.#sleepers.length > 0; await settled()) {
            this.#sleepers.sort((one, other) => one.at - other.at);
            const next = this.#sleepers.shift();
            this.#time = next?.at ?? this.#time;
            next?.wake();
        }
    }
}

/** When each of `count` tasks of this length is started. */
async function startsOf(count: number, length: number, limits: PoolLimits): Promise<number[]> {
    const timeline = new Timeline();
    const pool = new Pool(limits, timeline);
    const starts: number[] = [];
    const all = Promise.all(
        Array.from({ length: count }, () =>
            pool.run(async () => {
                starts.push(timeline.now());
                await timeline.sleep(length);
            }),
        ),
    );
    await timeline.pass();
    await all;
    return starts;
}

const deployCli: PoolLimits = { concurrency: 3, frequency: { starts: 8, windowMs: 1_000 } };

describe("the pool of the scripts that ours is held against", () => {
    it("runs so many tasks at once, and the next when one ends", async () => {
        assert.deepEqual(await startsOf(7, 100, { concurrency: 3 }), [0, 0, 0, 100, 100, 100, 200]);
    });

    it("starts no more than it may within any window", async () => {
        const starts = await startsOf(20, 50, deployCli);
        assert.deepEqual(
            starts,
            [0, 1_000, 2_000].flatMap((at) => [0, 0, 0, 50, 50, 50, 100, 100].map((after) => at + after)).slice(0, 20),
        );
    });

    it("is not held up by the window where tasks take longer", async () => {
        assert.deepEqual(await startsOf(6, 600, deployCli), [0, 0, 0, 600, 600, 600]);
    });

    it("goes on after a task that fails, and hands the failure to whom it belongs", async () => {
        const pool = new Pool({ concurrency: 1 }, new Timeline());
        const failed = pool.run(async () => {
            throw new Error("lost");
        });
        const done = pool.run(async () => "done");
        await assert.rejects(failed, /^Error: lost$/);
        assert.equal(await done, "done");
    });
});
