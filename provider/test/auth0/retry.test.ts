import assert from "node:assert/strict";
import fc from "fast-check";
import { decideRetry, defaultRetryPolicy, type FailedAttempt, type RetryQuestion } from "../../src/auth0/retry";

const nothingSaid = {
    limit: undefined,
    remaining: undefined,
    reset: undefined,
    resetIn: undefined,
    retryAfter: undefined,
};

function ask(attempt: FailedAttempt, rest: Partial<RetryQuestion> = {}) {
    return decideRetry({
        attempt,
        failures: 1,
        rateLimited: 1,
        timeLeft: 600_000,
        budgetLeft: true,
        random: 0.5,
        policy: defaultRetryPolicy,
        ...rest,
    });
}

const status = (code: number, rate = {}): FailedAttempt => ({
    kind: "answer",
    status: code,
    rate: { ...nothingSaid, ...rate },
});

describe("decideRetry", () => {
    for (const code of [400, 401, 403, 404, 409, 422, 301]) {
        it(`never repeats a ${code}`, () => {
            assert.deepEqual(ask(status(code)), { retry: false, because: "final" });
        });
    }

    for (const code of [408, 500, 502, 503, 504, 524]) {
        it(`repeats a ${code} a few times`, () => {
            assert.equal(ask(status(code)).retry, true);
            assert.deepEqual(ask(status(code), { failures: defaultRetryPolicy.attempts }), {
                retry: false,
                because: "attempts",
            });
        });
    }

    it("repeats a broken connection, but not a host that does not exist", () => {
        assert.equal(ask({ kind: "no answer", transient: true }).retry, true);
        assert.deepEqual(ask({ kind: "no answer", transient: false }), { retry: false, because: "final" });
    });

    it("repeats nothing but a 429 when the retry budget is empty", () => {
        assert.deepEqual(ask(status(500), { budgetLeft: false }), { retry: false, because: "budget" });
        assert.equal(ask(status(429), { budgetLeft: false }).retry, true);
    });

    it("waits out a 429 however often it comes", () => {
        assert.equal(ask(status(429, { resetIn: 2_000 }), { rateLimited: 1_000, failures: 1_000 }).retry, true);
    });

    it("does not hurry for a tenant that says at once, and refuses again and again", () => {
        const delays = (random: number) =>
            [1, 10, 11, 1_000].map((rateLimited) => {
                const decision = ask(status(429, { resetIn: 20 }), { rateLimited, random });
                return decision.retry && decision.delay;
            });
        assert.deepEqual(delays(0), [20, 20, 500, 500]);
        assert.deepEqual(delays(0.5), [21, 21, 750, 750]);
    });

    it("believes Retry-After before the reset header, and never comes early", () => {
        fc.assert(
            fc.property(
                fc.nat(300_000),
                fc.nat(300_000),
                fc.double({ min: 0, max: 0.999, noNaN: true }),
                (after, reset, random) => {
                    const decision = ask(status(429, { retryAfter: after, resetIn: reset }), { random, timeLeft: 1e9 });
                    assert.ok(
                        decision.retry && decision.delay >= after && decision.delay <= Math.max(after + 1_000, 500),
                    );
                },
            ),
        );
    });

    it("fails at once when what it is told to wait is more than the time left", () => {
        assert.deepEqual(ask(status(429, { retryAfter: 3_600_000 })), {
            retry: false,
            because: "time",
            delay: 3_600_500,
        });
    });

    it("begins no wait that ends when the time is up", () => {
        const broken: FailedAttempt = { kind: "no answer", transient: true };
        assert.deepEqual(ask(broken, { timeLeft: 250 }), { retry: false, because: "time", delay: 250 });
        assert.deepEqual(ask(broken, { timeLeft: 251 }), { retry: true, delay: 250 });
    });

    it("backs off for up to half a second, twice as long each time and never longer than ten, any part of it", () => {
        const delays = (random: number) =>
            [1, 2, 3, 4, 5, 6, 60].map((failures) => {
                const policy = { ...defaultRetryPolicy, attempts: 100 };
                const decision = ask(status(500), { failures, random, policy });
                return decision.retry && decision.delay;
            });
        assert.deepEqual(delays(0), [0, 0, 0, 0, 0, 0, 0]);
        assert.deepEqual(delays(0.5), [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    });

    for (const [what, rate] of [
        ["nothing", {}],
        ["that it accepts more at once", { resetIn: 0 }],
    ] as const) {
        it(`backs off by half or more after a 429 that says ${what}, longer each time it comes`, () => {
            const delays = (random: number) =>
                [1, 2, 3, 60].map((rateLimited) => {
                    const decision = ask(status(429, rate), { rateLimited, random });
                    return decision.retry && decision.delay;
                });
            assert.deepEqual(delays(0), [250, 500, 1_000, 5_000]);
            assert.deepEqual(delays(0.5), [375, 750, 1_500, 7_500]);
        });
    }

    it("comes later than told by up to a tenth and never by more than a second, so that not all come at once", () => {
        const delay = (resetIn: number, random: number) => {
            const decision = ask(status(429, { resetIn }), { random });
            return decision.retry && decision.delay;
        };
        assert.deepEqual([delay(3_000, 0), delay(3_000, 0.5)], [3_000, 3_150]);
        assert.deepEqual([delay(60_000, 0), delay(60_000, 0.5)], [60_000, 60_500]);
    });

    it("never hurries a server that says when it is back, and backs off where that is sooner", () => {
        assert.deepEqual(ask(status(503, { retryAfter: 7_000 })), { retry: true, delay: 7_000 });
        assert.deepEqual(ask(status(503, { retryAfter: 100 })), { retry: true, delay: 250 });
    });

    it("stays within its bounds, whatever it is asked", () => {
        const attempt: fc.Arbitrary<FailedAttempt> = fc.oneof(
            fc.record({
                kind: fc.constant("answer" as const),
                status: fc.integer({ min: 100, max: 599 }),
                rate: fc.record({
                    limit: fc.option(fc.nat(), { nil: undefined }),
                    remaining: fc.option(fc.nat(), { nil: undefined }),
                    reset: fc.option(fc.nat(), { nil: undefined }),
                    resetIn: fc.option(fc.nat(300_000), { nil: undefined }),
                    retryAfter: fc.option(fc.nat(), { nil: undefined }),
                }),
            }),
            fc.record({ kind: fc.constant("no answer" as const), transient: fc.boolean() }),
        );
        const question = fc.record({
            attempt,
            failures: fc.integer({ min: 1, max: 100 }),
            rateLimited: fc.integer({ min: 1, max: 5_000 }),
            timeLeft: fc.integer({ min: -1_000, max: 600_000 }),
            budgetLeft: fc.boolean(),
            random: fc.double({ min: 0, max: 0.999, noNaN: true }),
            policy: fc.constant(defaultRetryPolicy),
        });
        fc.assert(
            fc.property(question, (asked) => {
                const decision = decideRetry(asked);
                if (decision.retry) {
                    assert.ok(Number.isFinite(decision.delay));
                    assert.ok(decision.delay >= 0 && decision.delay < asked.timeLeft);
                }
            }),
        );
    });
});
