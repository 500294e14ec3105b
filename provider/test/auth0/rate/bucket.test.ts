import assert from "node:assert/strict";
import fc from "fast-check";
import { Bucket, type Outcome, type Sent } from "../../../src/auth0/rate/bucket";
import { bucketWith, many, onTheWire, said, trip } from "../../support/rate";

describe("a bucket", () => {
    it("is asked by one request alone at first, to learn what it holds", () => {
        const bucket = new Bucket(50, () => 0.5);
        assert.equal(bucket.earliest(0, many), 0);
        bucket.send(0, many);
        assert.equal(bucket.earliest(0, many), Number.POSITIVE_INFINITY);
    });

    it("gives out at once what fits into half of what is left", () => {
        const { bucket, now } = bucketWith(50, 40);
        for (let index = 0; index < 4; index += 1) {
            assert.equal(bucket.earliest(now, 4 - index), now);
            bucket.send(now, 4 - index);
        }
    });

    it("spreads out what does not", () => {
        const { bucket, now } = bucketWith(50, 40);
        bucket.send(now, many);
        bucket.send(bucket.earliest(now, many), many);
        assert.ok(bucket.earliest(now, many) > now);
    });

    it("has four requests under way at first, and more where it is large: a start of seconds would be lost", () => {
        for (const [limit, atFirst] of [
            [50, 4],
            [5_000, 100],
        ] as const) {
            const { bucket } = bucketWith(limit, limit - 1);
            // The answer that was seen already counts.
            for (let index = 0; index < atFirst + 1; index += 1) {
                const at = bucket.earliest(trip, many);
                assert.ok(Number.isFinite(at));
                bucket.send(at, many);
            }
            assert.equal(bucket.earliest(trip, many), Number.POSITIVE_INFINITY);
        }
    });

    for (const outcome of ["lost", "unseen"] as const) {
        it(`is not taken for empty because a tenant that is down tells nothing of it: ${outcome}`, () => {
            let { bucket, now } = bucketWith(10, 1);
            for (let index = 0; index < 60; index += 1) {
                now = bucket.earliest(now, many);
                assert.ok(Number.isFinite(now));
                const sent = bucket.send(now, many);
                now += trip;
                bucket.receive(sent, outcome, undefined, now);
            }
            // Half of the two a second that such a bucket usually gets is what is counted on.
            assert.ok(now < 80_000, `${now} ms`);
        });
    }

    it("never has a request go when the predicted credit is less than one, whatever the tenant says", () => {
        const field = fc.oneof(
            fc.integer({ min: -5, max: 60 }).map(String),
            fc.constantFrom("", "NaN", "soon", "1e400", "99999999999999999999", "0", "1", "2", "50"),
        );
        const event = fc.record({
            pause: fc.nat(3_000),
            outcome: fc.constantFrom<Outcome[]>("accepted", "accepted", "accepted", "refused", "lost", "unseen"),
            remaining: field,
            reset: field,
        });
        fc.assert(
            fc.property(
                fc.constantFrom(0, 1, 2, 10, 50, 5_000),
                fc.array(event, { maxLength: 60 }),
                (limit, events) => {
                    const bucket = new Bucket(limit, () => 0.5);
                    let now = 0;
                    let isKnown = false;
                    const underWay: Sent[] = [];
                    for (const { pause, outcome, remaining, reset } of events) {
                        now += pause;
                        while (bucket.earliest(now, many) <= now && underWay.length < 10_000) {
                            // Requests that arrive later find no less.
                            const credit = bucket.credit(now + trip);
                            assert.ok(
                                isKnown ? credit >= 1 : underWay.length === 0,
                                `${credit} with ${underWay.length}`,
                            );
                            underWay.push(bucket.send(now, many));
                        }
                        const sent = underWay.shift();
                        if (sent !== undefined) {
                            now = Math.max(now, sent.at + trip);
                            const fields = { "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset };
                            bucket.receive(sent, outcome, onTheWire(fields, now), now);
                            isKnown ||= outcome === "accepted" || outcome === "refused";
                        }
                    }
                },
            ),
        );
    });

    it("always comes to let a request go when none is under way, whatever the tenant said", () => {
        const number = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 1e15, 0.5));
        const event = fc.record({
            outcome: fc.constantFrom<Outcome[]>("accepted", "refused", "lost", "unseen"),
            remaining: fc.option(number, { nil: undefined }),
            resetIn: fc.option(fc.nat(300_000), { nil: undefined }),
        });
        fc.assert(
            fc.property(
                fc.constantFrom(0, 1, 2, 10, 50, 5_000),
                fc.array(event, { maxLength: 40 }),
                (limit, events) => {
                    const bucket = new Bucket(limit, () => 0.999);
                    let now = 0;
                    for (const { outcome, remaining, resetIn } of events) {
                        const next = bucket.earliest(now, many);
                        assert.ok(next >= now && next <= now + 500_000, `${next - now}`);
                        const sent = bucket.send(next, many);
                        now = next + trip;
                        bucket.receive(sent, outcome, said({ remaining, reset: resetIn, resetIn }), now);
                    }
                },
            ),
        );
    });

    it("holds everyone after a refusal", () => {
        const { bucket, now } = bucketWith(50, 40);
        const [first, second] = [bucket.send(now, many), bucket.send(now, many)];
        bucket.receive(first, "refused", said({ limit: 50, remaining: 0 }), now + trip);
        bucket.receive(second, "accepted", said({ limit: 50, remaining: 0 }), now + trip);
        assert.ok(bucket.earliest(now + trip, many) > now + trip);
        assert.ok(bucket.earliest(now + trip, 1) > now + trip);
    });

    it("has those who are refused together again and again come back later each time, and at different times", () => {
        const [calm, eager] = [0.999, 0].map((random) => {
            const bucket = new Bucket(10, () => random);
            bucket.receive(bucket.send(0, many), "accepted", said({ limit: 10, remaining: 5 }), trip);
            let now = trip;
            for (let index = 0; index < 6; index += 1) {
                const sent = bucket.send(now, many);
                now += trip;
                bucket.receive(sent, "refused", said({ limit: 10, remaining: 0 }), now);
            }
            return bucket.earliest(now, many) - now;
        });
        assert.ok((calm ?? 0) > (eager ?? 0) + 1_000, `${calm} and ${eager}`);
    });

    it("waits for the reset when it is refused again", () => {
        const { bucket } = bucketWith(10, 5);
        let now = trip;
        for (let index = 0; index < 2; index += 1) {
            const at = bucket.earliest(now, many);
            const sent = bucket.send(at, many);
            now = at + trip;
            bucket.receive(sent, "refused", said({ limit: 10, remaining: 0, reset: 60, resetIn: 60_000 }), now);
        }
        assert.ok(bucket.earliest(now, 1) >= now - trip + 60_000);
    });

    it("waits for the reset when it is empty and was never seen to be refilled, and asks again then", () => {
        const { bucket, now } = bucketWith(10, 0, 7_000);
        const next = bucket.earliest(now, 1);
        assert.ok(next >= now + 6_800 && next <= now + 7_000, `${next - now}`);
    });

    it("asks again after a second when it is empty and nothing is said", () => {
        const { bucket, now } = bucketWith(0, 0);
        const next = bucket.earliest(now, 1);
        assert.ok(next > now + 900 && next <= now + 1_000, `${next - now}`);
    });

    /** How many requests can be sent until an answer has to come. */
    function fillUp(bucket: Bucket, now: number): number {
        let count = 0;
        while (count < 100 && Number.isFinite(bucket.earliest(now, many))) {
            bucket.send(now, many);
            count += 1;
        }
        return count;
    }

    it("has one request more under way with each answer", () => {
        const underWay = (answers: number) => {
            const { bucket, now } = bucketWith(50, 49);
            for (let index = 0; index < answers; index += 1) {
                bucket.receive(bucket.send(now, many), "accepted", said({ limit: 50, remaining: 49 }), now);
            }
            return fillUp(bucket, now);
        };
        assert.deepEqual([underWay(0), underWay(1), underWay(3)], [5, 6, 8]);
    });

    it("has no more under way after requests that are lost, or whose answers show nothing of it", () => {
        const { bucket, now } = bucketWith(50, 49);
        for (const outcome of ["lost", "unseen"] as const) {
            bucket.receive(bucket.send(now, many), outcome, undefined, now);
        }
        assert.equal(fillUp(bucket, now), 5);
    });

    it("holds those who are refused for more than twice as long each time, and for ten seconds at the most", () => {
        const waits = (random: number) => {
            const bucket = new Bucket(50, () => random);
            bucket.receive(bucket.send(0, many), "accepted", said({ limit: 50, remaining: 25 }), trip);
            return Array.from({ length: 14 }, (_, index) => {
                const at = 100_000 * (index + 1);
                bucket.receive(bucket.send(at, many), "refused", said({ limit: 50, remaining: 0 }), at);
                return bucket.earliest(at, many) - at;
            });
        };
        const [least, most] = [waits(0), waits(0.999_999)];
        assert.ok(Math.max(...least) < 3_000, `${least}`);
        assert.ok(Math.max(...most) > 9_900 && Math.max(...most) <= 10_001, `${most}`);
        const rising = most.filter((wait, index) => wait > 1.1 * (least[index] ?? 0) && wait < 9_900);
        assert.ok(rising.length >= 2, `${most}`);
        rising.slice(1).forEach((wait, index) => {
            assert.ok(wait / (rising[index] ?? 0) > 2 && wait / (rising[index] ?? 0) < 4, `${rising}`);
        });
    });

    /** When the next three requests are due, where each one goes so much after it is due. */
    function duesWithTimersLate(late: number): number[] {
        const { bucket, now } = bucketWith(50, 25);
        let at = now;
        return Array.from({ length: 4 }, () => {
            const due = bucket.earliest(at, many);
            at = due + late;
            bucket.send(at, many);
            return due;
        });
    }

    it("is drawn from no slower because timers fire a little late, and does not make up for long delays", () => {
        const gaps = ([, first = 0, second = 0, third = 0]: number[]) => [second - first, third - second] as const;
        const punctual = gaps(duesWithTimersLate(0));
        const late = gaps(duesWithTimersLate(15));
        assert.ok(Math.abs(late[0] - punctual[0]) < 2 && Math.abs(late[1] - punctual[1]) < 2, `${late}, ${punctual}`);
        // Who comes half a second late has the next one go a little sooner than usual, not ten at once.
        const afterDelay = gaps(duesWithTimersLate(500))[0] - 500;
        assert.ok(afterDelay > 0 && afterDelay < punctual[0], `${afterDelay} and ${punctual[0]}`);
    });

    it("teaches nothing of the pace to who sends one by one", () => {
        const spacing = (wanted: number) => {
            const { bucket, now } = bucketWith(50, 49);
            let at = now;
            for (let index = 0; index < 10; index += 1) {
                at += 500;
                bucket.receive(bucket.send(at, wanted), "accepted", said({ limit: 50, remaining: 49 }), at);
            }
            bucket.send(at, many);
            return bucket.earliest(at, many) - at;
        };
        const [one, more] = [spacing(1), spacing(2)];
        assert.ok(one > more * 2, `${one} and ${more}`);
    });
});
