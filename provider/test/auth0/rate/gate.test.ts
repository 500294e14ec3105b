import assert from "node:assert/strict";
import fc from "fast-check";
import { RateGate } from "../../../src/auth0/rate/gate";
import type { RateHeaders } from "../../../src/auth0/rate/headers";
import { Waiting } from "../../../src/auth0/waiting";
import { RecordedLog, VirtualClock } from "../../support/client";

const never = Number.POSITIVE_INFINITY;

function gate(requestsPerSecond?: number) {
    const clock = new VirtualClock();
    const log = new RecordedLog();
    const rate = new RateGate(clock, new Waiting(clock, log, "t"), requestsPerSecond);
    return { clock, log, rate };
}

function left(remaining: number, resetIn?: number, limit?: number) {
    const headers: RateHeaders = { limit, remaining, reset: undefined, resetIn, retryAfter: undefined };
    return { headers, isRefused: false };
}

function settled(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}

describe("the gate", () => {
    it("never lets more than the configured requests go in any second", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.integer({ min: 1, max: 50 }),
                fc.array(fc.nat(3_000), { maxLength: 80 }),
                async (cap, pauses) => {
                    const { clock, rate } = gate(cap);
                    const times: number[] = [];
                    for (const pause of pauses) {
                        clock.time += pause % 7 === 0 ? pause : 0;
                        (await rate.admit(never, pause % 2 === 0 ? "read" : "write"))?.();
                        times.push(clock.now());
                    }
                    for (const time of times) {
                        assert.ok(times.filter((other) => other >= time && other < time + 1_000).length <= cap);
                    }
                },
            ),
        );
    });

    it("has no more requests under way than the tenant still accepts", async () => {
        const { rate } = gate();
        (await rate.admit(never, "read"))?.(left(2));
        const first = await rate.admit(never, "read");
        await rate.admit(never, "read");
        let isThirdIn = false;
        const third = rate.admit(never, "read").then(() => {
            isThirdIn = true;
        });
        await settled();
        assert.equal(isThirdIn, false);
        first?.(left(2));
        await third;
    });

    it("lets one request go when the tenant says there is room again, or it could never learn of a change", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        (await rate.admit(never, "read"))?.(left(0, 2_500));
        (await rate.admit(never, "read"))?.(left(0));
        assert.equal(clock.now(), start + 2_500);
        await rate.admit(never, "read");
        assert.equal(clock.now(), start + 3_500);
    });

    it("holds everyone while it is paused, and begins no wait that the deadline would cut off", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        rate.pause(5_000);
        assert.equal(await rate.admit(start + 4_000, "read"), undefined);
        assert.equal(await rate.admit(start + 4_000, "write"), undefined);
        assert.equal(clock.now(), start);
        assert.notEqual(await rate.admit(start + 6_000, "read"), undefined);
        assert.equal(clock.now(), start + 5_000);
    });

    it("serves twenty thousand who wait in the order in which they came", async () => {
        const { rate } = gate(100_000);
        const served: number[] = [];
        await Promise.all(
            Array.from({ length: 20_000 }, async (_, index) => {
                const release = await rate.admit(never, "read");
                served.push(index);
                await settled();
                release?.(left(9_000, undefined, 10_000));
            }),
        );
        assert.deepEqual(
            served,
            Array.from({ length: 20_000 }, (_, index) => index),
        );
    });

    it("lets those who have no time left go without a turn, and the others have theirs", async () => {
        const { clock, rate } = gate(1);
        const start = clock.now();
        const outcomes = await Promise.all(
            [2_000, never, 1_500, never].map(async (patience) => {
                const release = await rate.admit(start + patience, "read");
                release?.(left(9, undefined, 10));
                return release !== undefined;
            }),
        );
        assert.deepEqual(outcomes, [true, true, false, true]);
    });

    it("does not have writes wait for reads, where they are limited apart", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        (await rate.admit(never, "read"))?.(left(39, 60_000, 40));
        (await rate.admit(never, "write"))?.(left(19, 1_000, 20));
        (await rate.admit(never, "read"))?.(left(0, 60_000, 40));
        const late = rate.admit(start + 30_000, "read");
        assert.notEqual(await rate.admit(start + 30_000, "write"), undefined);
        assert.equal(await late, undefined);
        assert.equal(clock.now(), start);
    });

    it("spaces requests of another kind by the cap too, and those of the Management API after them", async () => {
        const { clock, rate } = gate(10);
        const start = clock.now();
        const passed = () => Math.round(clock.now() - start);
        assert.equal(await rate.admitOther(never), true);
        assert.equal(passed(), 0);
        // A tenth of a second, and a hair.
        assert.equal(await rate.admitOther(never), true);
        assert.equal(passed(), 102);
        const release = await rate.admit(never, "read");
        assert.equal(passed(), 204);
        release?.(left(9, undefined, 10));
        await rate.admitOther(never);
        assert.equal(passed(), 306);
    });

    it("begins no wait for a request of another kind that its deadline would cut off", async () => {
        const { clock, rate } = gate(1);
        const start = clock.now();
        assert.equal(await rate.admitOther(start), false);
        assert.equal(await rate.admitOther(start + 1), true);
        assert.equal(await rate.admitOther(start + 1_020), false);
        assert.equal(clock.now(), start);
        assert.equal(await rate.admitOther(start + 1_021), true);
    });

    it("has requests of another kind wait for nothing but the cap", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        rate.pause(60_000);
        for (let index = 0; index < 100; index += 1) {
            assert.equal(await rate.admitOther(never), true);
        }
        assert.equal(clock.now(), start);
    });

    it("is not paused for less by a refusal that asks for less", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        rate.pause(5_000);
        rate.pause(1_000);
        assert.equal(await rate.admit(start + 5_000, "read"), undefined);
        assert.notEqual(await rate.admit(start + 5_001, "read"), undefined);
        assert.equal(clock.now(), start + 5_000);
    });

    it("serves reads and writes in the order in which they came, where they draw from one bucket", async () => {
        const { rate } = gate();
        (await rate.admit(never, "read"))?.(left(49, undefined, 50));
        (await rate.admit(never, "write"))?.(left(48, undefined, 50));
        rate.pause(1_000);
        const served: string[] = [];
        await Promise.all(
            (["read", "write", "write", "read", "write"] as const).map(async (requestClass, index) => {
                await rate.admit(never, requestClass);
                served.push(`${requestClass} ${index}`);
            }),
        );
        assert.deepEqual(served, ["read 0", "write 1", "write 2", "read 3", "write 4"]);
    });

    it("lets those who wait go as soon as an answer shows that there is more", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        const first = await rate.admit(never, "read");
        const others = [1, 2, 3].map(async () => (await rate.admit(never, "read")) !== undefined);
        await settled();
        first?.(left(49, undefined, 50));
        assert.deepEqual(await Promise.all(others), [true, true, true]);
        assert.equal(clock.now(), start);
    });

    it("lets nobody go on a refusal before the pause that follows it is known", async () => {
        const { clock, rate } = gate();
        const start = clock.now();
        const first = await rate.admit(never, "read");
        let isSecondIn = false;
        const second = rate.admit(never, "read").then(() => {
            isSecondIn = true;
        });
        first?.({ ...left(49, undefined, 50), isRefused: true });
        await settled();
        assert.equal(isSecondIn, false);
        rate.pause(3_000);
        await second;
        assert.equal(clock.now(), start + 3_000);
    });

    it("says who waits and how far things are, however many there are of each kind", async () => {
        const { log, rate } = gate();
        (await rate.admit(never, "read"))?.(left(49, undefined, 50));
        rate.pause(20_000);
        await Promise.all(
            (["read", "write", "write"] as const).map(async (requestClass) => {
                (await rate.admit(never, requestClass))?.(left(48, undefined, 50));
            }),
        );
        assert.deepEqual(log.lines.slice(0, 2), [
            "t: waiting 20 s for the rate limit (requests done: 1, waiting: 1)",
            "t: waiting for 10 s so far for the rate limit (requests done: 1, waiting: 2)",
        ]);
    });

    it("leaves no timer behind that nobody waits for", async () => {
        const timers = new Set<AbortSignal>();
        const { log } = gate();
        const clock = new VirtualClock();
        clock.sleep = (_milliseconds: number, signal?: AbortSignal) => {
            const known = signal ?? assert.fail("a sleep that cannot be ended");
            timers.add(known);
            return new Promise((resolve) => known.addEventListener("abort", () => resolve()));
        };
        const rate = new RateGate(clock, new Waiting(clock, log, "t"), undefined);
        const first = await rate.admit(never, "read");
        first?.(left(1, 60_000, 2));
        const second = await rate.admit(never, "write");
        second?.(left(0, 60_000, 2));
        const third = rate.admit(never, "read");
        assert.equal([...timers].filter(({ aborted }) => !aborted).length, 1);
        clock.time += 60_000;
        rate.pause(0);
        assert.notEqual(await third, undefined);
        assert.equal([...timers].filter(({ aborted }) => !aborted).length, 0);
    });
});
