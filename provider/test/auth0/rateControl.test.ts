import assert from "node:assert/strict";
import fc from "fast-check";
import { HeaderRateControl } from "../../src/auth0/rateControl";
import type { RateHeaders } from "../../src/auth0/rateHeaders";
import { Waiting } from "../../src/auth0/waiting";
import { RecordedLog, VirtualClock } from "../support/client";

const never = Number.POSITIVE_INFINITY;

function control(requestsPerSecond?: number) {
    const clock = new VirtualClock();
    return { clock, rate: new HeaderRateControl(clock, new Waiting(clock, new RecordedLog(), "t"), requestsPerSecond) };
}

function left(remaining: number, resetIn?: number): RateHeaders {
    return { remaining, resetIn, retryAfter: undefined };
}

describe("the rate control", () => {
    it("never lets more than the configured requests go in any second", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.integer({ min: 1, max: 50 }),
                fc.array(fc.nat(3_000), { maxLength: 80 }),
                async (cap, pauses) => {
                    const { clock, rate } = control(cap);
                    const times: number[] = [];
                    for (const pause of pauses) {
                        clock.time += pause % 7 === 0 ? pause : 0;
                        (await rate.admit(never))?.();
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
        const { rate } = control();
        (await rate.admit(never))?.(left(2));
        const first = await rate.admit(never);
        await rate.admit(never);
        let isThirdIn = false;
        const third = rate.admit(never).then(() => {
            isThirdIn = true;
        });
        await new Promise((resolve) => setImmediate(resolve));
        assert.equal(isThirdIn, false);
        first?.(left(2));
        await third;
    });

    it("always lets one request go when none is under way, or it could never learn of a change", async () => {
        const { clock, rate } = control();
        const start = clock.now();
        (await rate.admit(never))?.(left(0, 2_500));
        (await rate.admit(never))?.(left(0));
        assert.equal(clock.now(), start + 2_500);
        await rate.admit(never);
        assert.equal(clock.now(), start + 3_500);
    });

    it("holds everyone while it is paused, and begins no wait that the deadline would cut off", async () => {
        const { clock, rate } = control();
        const start = clock.now();
        rate.pause(5_000);
        assert.equal(await rate.admit(start + 4_000), undefined);
        assert.equal(clock.now(), start);
        assert.notEqual(await rate.admit(start + 6_000), undefined);
        assert.equal(clock.now(), start + 5_000);
    });
});
