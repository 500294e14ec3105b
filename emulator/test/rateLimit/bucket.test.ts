import assert from "node:assert/strict";
import fc from "fast-check";
import {
    type BucketLimits,
    fullBucket,
    type RefillMode,
    refillModes,
    take,
    type Verdict,
} from "../../src/rateLimit/bucket";

const start = 1_800_000_000_000;

// Whole numbers, so that what the bucket holds at a whole millisecond is a multiple of a thousandth of a token.
const small = (max: number) => fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max }));
const rate = { burst: small(50), perSecond: small(60) };
const windowMs = fc.constantFrom(100, 1_000, 60_000);
const limitsOf = (refill: RefillMode): fc.Arbitrary<BucketLimits> =>
    fc.record({ ...rate, refill: fc.constant(refill), windowMs });
const anyLimits = fc.constantFrom(...refillModes).chain(limitsOf);

/** Pauses between requests in milliseconds: bursts, trickles and long rests. */
const pattern = fc.array(
    fc.oneof(
        { weight: 8, arbitrary: fc.constant(0) },
        { weight: 8, arbitrary: fc.nat(400) },
        { weight: 2, arbitrary: fc.nat(3_000) },
        { weight: 1, arbitrary: fc.nat(120_000) },
    ),
    { maxLength: 120 },
);

/** A bucket that remembers itself, for requests one after another. */
function bucketOf(limits: BucketLimits) {
    let bucket = fullBucket(limits, start);
    return {
        take: (now: number): Verdict => {
            const taken = take(bucket, limits, now);
            bucket = taken.bucket;
            return taken.verdict;
        },
        /** What the next request would be told, without making it. */
        peek: (now: number): Verdict => take(bucket, limits, now).verdict,
        /** How many requests are accepted at this moment, without making them. */
        contentAt: (now: number): number => {
            let copy = bucket;
            let accepted = 0;
            for (let taken = take(copy, limits, now); taken.verdict.accepted; taken = take(copy, limits, now)) {
                copy = taken.bucket;
                accepted += 1;
            }
            return accepted;
        },
    };
}

function timesOf(pauses: readonly number[]): number[] {
    let now = start;
    return pauses.map((pause) => {
        now += pause;
        return now;
    });
}

describe("a bucket", () => {
    it("accepts its burst at once, and then nothing", () => {
        fc.assert(
            fc.property(anyLimits, (limits) => {
                const bucket = bucketOf(limits);
                const verdicts = Array.from({ length: limits.burst + 3 }, () => bucket.take(start));
                assert.equal(verdicts.filter(({ accepted }) => accepted).length, limits.burst);
                assert.deepEqual(
                    verdicts.map(({ remaining }) => remaining),
                    verdicts.map((_, index) => Math.max(0, limits.burst - 1 - index)),
                );
                assert.ok(verdicts.every(({ limit }) => limit === limits.burst));
            }),
        );
    });

    it("never accepts more than its burst and what was refilled, in any stretch of any pattern", () => {
        fc.assert(
            fc.property(anyLimits, pattern, (limits, pauses) => {
                const bucket = bucketOf(limits);
                const accepted = timesOf(pauses).filter((now) => bucket.take(now).accepted);
                // What a window brings may have been due for as long as the window lasts.
                const due = limits.refill === "window" ? (limits.windowMs ?? 1_000) : 0;
                for (const [first, from] of accepted.entries()) {
                    for (const [more, to] of accepted.slice(first).entries()) {
                        assert.ok(more + 1 <= limits.burst + (limits.perSecond * (to - from + due)) / 1_000 + 1e-6);
                    }
                    assert.ok(first + 1 <= limits.burst + (limits.perSecond * (from - start)) / 1_000 + 1e-6);
                }
            }),
        );
    });

    it("loses nothing to refused requests", () => {
        fc.assert(
            fc.property(anyLimits, pattern, fc.integer({ min: 1, max: 5 }), (limits, pauses, refusals) => {
                const quiet = bucketOf(limits);
                const noisy = bucketOf(limits);
                for (const now of timesOf(pauses)) {
                    if (quiet.peek(now).accepted) {
                        assert.deepEqual(noisy.take(now), quiet.take(now));
                    } else {
                        for (let refused = 0; refused < refusals; refused += 1) {
                            assert.equal(noisy.take(now).accepted, false);
                        }
                    }
                }
            }),
        );
    });

    it("tells in `remaining` how many more requests it accepts at that moment", () => {
        fc.assert(
            fc.property(anyLimits, pattern, (limits, pauses) => {
                const bucket = bucketOf(limits);
                for (const now of timesOf(pauses)) {
                    const { accepted, remaining } = bucket.take(now);
                    assert.equal(bucket.contentAt(now), remaining);
                    assert.ok(accepted || remaining === 0);
                }
            }),
            { numRuns: 50 },
        );
    });

    it("is full again after a rest, however it is refilled, and never fuller", () => {
        fc.assert(
            fc.property(anyLimits, pattern, (limits, pauses) => {
                const bucket = bucketOf(limits);
                const times = timesOf(pauses);
                for (const now of times) {
                    bucket.take(now);
                }
                const rest = (limits.burst / limits.perSecond) * 1_000 + 2 * (limits.windowMs ?? 1_000);
                assert.equal(bucket.contentAt((times.at(-1) ?? start) + rest), limits.burst);
            }),
            { numRuns: 50 },
        );
    });

    it("gives and takes nothing when the clock is set back", () => {
        fc.assert(
            fc.property(anyLimits, (limits) => {
                const bucket = bucketOf(limits);
                const { remaining } = bucket.take(start);
                assert.equal(bucket.contentAt(start - 3_600_000), remaining);
                assert.equal(bucket.contentAt(start), remaining);
            }),
        );
    });

    /** Looks at each verdict of each pattern: at the last whole second before its reset, if not past, and at its reset. */
    function atResets(
        refill: RefillMode,
        look: (seen: {
            limits: BucketLimits;
            verdict: Verdict;
            before: number | undefined;
            at: number;
            contentAt: (now: number) => number;
        }) => void,
    ): void {
        fc.assert(
            fc.property(limitsOf(refill), pattern, (limits, pauses) => {
                const bucket = bucketOf(limits);
                for (const now of timesOf(pauses)) {
                    const verdict = bucket.take(now);
                    const at = verdict.reset * 1_000;
                    const before = at - 1_000 > now ? at - 1_000 : undefined;
                    assert.ok(at >= now);
                    look({ limits, verdict, before, at, contentAt: bucket.contentAt });
                }
            }),
            { numRuns: 50 },
        );
    }

    it("tells in `reset`, refilled in drips, when it is full", () => {
        atResets("drip", ({ limits, before, at, contentAt }) => {
            assert.equal(contentAt(at), limits.burst);
            assert.ok(before === undefined || contentAt(before) < limits.burst);
        });
    });

    it("tells in `reset`, as drip-next, when the next token is there", () => {
        atResets("drip-next", ({ limits, verdict: { remaining }, before, at, contentAt }) => {
            assert.ok(contentAt(at) >= Math.min(limits.burst, remaining + 1));
            assert.ok(before === undefined || contentAt(before) === remaining);
        });
    });

    it("tells in `reset`, refilled by windows, when the next window brings a token", () => {
        atResets("window", ({ limits, verdict: { remaining }, before, at, contentAt }) => {
            const perWindow = (limits.perSecond * (limits.windowMs ?? 1_000)) / 1_000;
            assert.ok(contentAt(at) >= Math.min(limits.burst, Math.max(1, remaining + Math.floor(perWindow))));
            assert.ok(before === undefined || contentAt(before) === remaining);
        });
    });

    const examples: readonly [limits: BucketLimits, requests: readonly [at: number, Verdict][]][] = [
        [
            { burst: 2, perSecond: 2, refill: "drip" },
            [
                [0, { accepted: true, limit: 2, remaining: 1, reset: 1 }],
                [100, { accepted: true, limit: 2, remaining: 0, reset: 1 }],
                [499, { accepted: false, limit: 2, remaining: 0, reset: 1 }],
                [500, { accepted: true, limit: 2, remaining: 0, reset: 2 }],
            ],
        ],
        [
            { burst: 50, perSecond: 16, refill: "drip-next" },
            [
                [0, { accepted: true, limit: 50, remaining: 49, reset: 1 }],
                [1_000, { accepted: true, limit: 50, remaining: 49, reset: 2 }],
            ],
        ],
        [
            { burst: 10, perSecond: 2, refill: "window" },
            [
                [0, { accepted: true, limit: 10, remaining: 9, reset: 1 }],
                [999, { accepted: true, limit: 10, remaining: 8, reset: 1 }],
                [1_000, { accepted: true, limit: 10, remaining: 9, reset: 2 }],
            ],
        ],
        [
            { burst: 1, perSecond: 0.4, refill: "window" },
            [
                [0, { accepted: true, limit: 1, remaining: 0, reset: 3 }],
                [2_999, { accepted: false, limit: 1, remaining: 0, reset: 3 }],
                [3_000, { accepted: true, limit: 1, remaining: 0, reset: 6 }],
            ],
        ],
    ];
    for (const [limits, requests] of examples) {
        it(`gives the figures that one finds by hand for ${JSON.stringify(limits)}`, () => {
            const bucket = bucketOf(limits);
            const begin = start / 1_000;
            for (const [at, verdict] of requests) {
                const expected = { ...verdict, reset: begin + verdict.reset };
                assert.deepEqual(bucket.take(start + at), expected, `at ${at}`);
            }
        });
    }
});
