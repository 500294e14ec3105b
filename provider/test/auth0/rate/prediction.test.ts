import assert from "node:assert/strict";
import { Bucket } from "../../../src/auth0/rate/bucket";
import { said } from "../../support/rate";

const trip = 80;
const many = 1_000;

/** Has a request answered that was sent then. */
function ask(
    bucket: Bucket,
    sentAt: number,
    remaining: number,
    reset: { reset?: number; resetIn?: number } = {},
): void {
    bucket.receive(bucket.send(sentAt, 1), "accepted", said({ remaining, ...reset }), sentAt + trip);
}

/** When two requests are due that follow one another. */
function twoDues(bucket: Bucket, now: number): readonly [first: number, second: number] {
    bucket.send(now, many);
    const first = bucket.earliest(now, many);
    bucket.send(first, many);
    return [first, bucket.earliest(first, many)];
}

function refuse(bucket: Bucket, sentAt: number, resetIn?: number): void {
    bucket.receive(bucket.send(sentAt, 1), "refused", said({ remaining: 0, resetIn }), sentAt + trip);
}

describe("a bucket that drips", () => {
    /** Fifty tokens, of which we take thirty a second for ten seconds. */
    function learned(perSecond: number) {
        const bucket = new Bucket(50, () => 0);
        let [content, now] = [50, 0];
        for (let index = 0; index < 20 * perSecond; index += 1) {
            now += 1_000 / (perSecond + 2);
            content = Math.min(50, content + perSecond / (perSecond + 2)) - 1;
            ask(bucket, now, Math.max(0, Math.floor(content)));
        }
        return { bucket, now: now + trip };
    }

    it("is predicted to go on as it was seen to, whatever was taken meanwhile", () => {
        const { bucket, now } = learned(28);
        const growth = bucket.credit(now + 500) - bucket.credit(now);
        assert.ok(growth > 12.5 && growth < 15.5, `${growth}`);
    });

    it("is predicted to get half of what is usual where less is seen to come: others may be taking it", () => {
        const { bucket, now } = learned(5);
        const growth = bucket.credit(now + 500) - bucket.credit(now);
        assert.ok(growth > 6.5 && growth < 7.5, `${growth}`);
    });

    it("is not believed to drip less because it was full for a while", () => {
        const bucket = new Bucket(50, () => 0);
        for (let second = 1; second <= 60; second += 1) {
            ask(bucket, second * 1_000, 49);
        }
        // Somebody empties it at that very moment.
        ask(bucket, 60_000, 10);
        const growth = bucket.credit(60_500) - bucket.credit(60_100);
        assert.ok(growth > 19 && growth < 21, `${growth}`);
    });

    it("has requests go the faster, the more is left and the fewer are under way", () => {
        const gap = (remaining: number, underWay: number) => {
            const bucket = new Bucket(50, () => 0);
            ask(bucket, 0, remaining);
            for (let index = 0; index < underWay; index += 1) {
                bucket.send(trip, many);
            }
            const [first, second] = twoDues(bucket, trip);
            return second - first;
        };
        assert.ok(gap(10, 0) > 3 * gap(40, 0), `${gap(10, 0)} and ${gap(40, 0)}`);
        assert.ok(gap(20, 2) > gap(20, 0) * 1.05, `${gap(20, 2)} and ${gap(20, 0)}`);
    });

    it("waits until it is told when it is refused twice, though it is predicted to hold something sooner", () => {
        const { bucket, now } = learned(28);
        refuse(bucket, now, 60_000);
        assert.ok(bucket.earliest(now + trip, 1) < now + 2_000);
        refuse(bucket, now + 2_000, 60_000);
        assert.ok(bucket.earliest(now + 2_000 + trip, 1) >= now + 2_000 + 60_000);
    });

    it("waits a while, not for ever, where it is refused twice and nothing is told", () => {
        const { bucket, now } = learned(28);
        refuse(bucket, now);
        refuse(bucket, now + 2_000);
        assert.ok(bucket.earliest(now + 2_000 + trip, 1) < now + 5_000);
    });

    it("is slowed once by what was refused together", () => {
        const [one, four] = [1, 4].map((refusals) => {
            const { bucket, now } = learned(28);
            const sent = Array.from({ length: 4 }, () => bucket.send(now, 1));
            sent.forEach((request, index) => {
                bucket.receive(request, index < refusals ? "refused" : "unseen", said({ remaining: 0 }), now + trip);
            });
            ask(bucket, now + trip, 25);
            bucket.send(now + 2 * trip, many);
            return bucket.earliest(now + 2 * trip, many);
        });
        assert.equal(one, four);
    });

    it("tells nothing of when the next request may go while one is under way and nothing is known to come back", () => {
        const bucket = new Bucket(0, () => 0);
        ask(bucket, 0, 2);
        bucket.send(trip, many);
        bucket.send(trip, many);
        assert.equal(bucket.earliest(trip, many), Number.POSITIVE_INFINITY);
    });
});

describe("a bucket that windows of a second fill", () => {
    const limit = 20;
    const learnt = 10_000;

    /** One that was seen to be filled at the start of ten seconds, up to so much. */
    function windowed(high = limit - 1) {
        const bucket = new Bucket(limit, () => 0.999);
        for (let start = 1_000; start <= learnt; start += 1_000) {
            ask(bucket, start - 130, 2);
            ask(bucket, start - 40, high);
        }
        return bucket;
    }

    it("is full at the next start, and gets nothing before", () => {
        const bucket = windowed();
        ask(bucket, learnt + 400, 5);
        assert.equal(Math.floor(bucket.credit(learnt + 900)), 5);
        assert.equal(bucket.credit(learnt + 1_030), limit);
    });

    it("is found at its own pace where no window fills it", () => {
        const bucket = windowed(10);
        ask(bucket, learnt + 400, 5);
        assert.ok(bucket.credit(learnt + 900) > 6);
    });

    it("is a window's where that fills the most of it", () => {
        const bucket = windowed(11);
        ask(bucket, learnt + 400, 5);
        assert.equal(Math.floor(bucket.credit(learnt + 900)), 5);
    });

    it("gives out what a window leaves so that all of it arrives before the next one can start", () => {
        const bucket = windowed();
        ask(bucket, learnt + 300, 10);
        const [first, second] = twoDues(bucket, learnt + 400);
        // Eight are left for less than half a second, and the last one is on its way for 40 ms.
        assert.ok(second - first > 40 && second - first < 60, `${second - first}`);
    });

    it("is taken for that of the window which an answer near a start shows by what is left", () => {
        // They were given at the start, or a hair before or after it.
        const refilled = windowed();
        ask(refilled, learnt + 500, 3);
        ask(refilled, learnt + 950, 15);
        assert.equal(Math.floor(refilled.credit(learnt + 1_100)), 15);
        const old = windowed();
        ask(old, learnt + 500, 3);
        ask(old, learnt + 950, 2);
        assert.equal(old.credit(learnt + 1_100), limit);
    });

    it("holds no more within a window than was left before: an answer that shows more was overtaken", () => {
        const bucket = windowed();
        ask(bucket, learnt + 300, 10);
        ask(bucket, learnt + 350, 12);
        assert.ok(bucket.credit(learnt + 500) < 10);
    });

    it("is waited for until a request that is sent arrives after the start", () => {
        const bucket = windowed();
        ask(bucket, learnt + 500, 0, { resetIn: 60_000 });
        const next = bucket.earliest(learnt + 600, 1);
        // The start is known to be between 98 ms before the full second and 8 ms after it; the way takes 40.
        assert.ok(Math.abs(next - (learnt + 1_000 + 8 - 40)) < 1.5, `${next}`);
    });

    it("is filled later than thought where a request is refused after the start, and holds nobody for it", () => {
        const bucket = windowed();
        const arrived = learnt + 1_040 + trip;
        refuse(bucket, learnt + 1_040, 60_000);
        assert.equal(bucket.earliest(arrived, 1), arrived);
        // Refused again, it is not the start that is wrong.
        refuse(bucket, arrived, 60_000);
        assert.ok(bucket.earliest(arrived + trip, 1) >= learnt + 2_000);
    });

    it("is filled as thought where a request is refused in the middle: somebody else took what was there", () => {
        const bucket = windowed();
        refuse(bucket, learnt + 500, 60_000);
        const next = bucket.earliest(learnt + 500 + trip, 1);
        assert.ok(Math.abs(next - (learnt + 1_000 + 8 - 40)) < 1.5, `${next}`);
    });
});

describe("a bucket that long windows fill", () => {
    /** One whose reset stood still for two seconds, and how much is left until then. */
    function known(remaining: number, resetIn: number) {
        const bucket = new Bucket(60, () => 0);
        const end = 100_000;
        for (const [before, left] of [
            [resetIn + 2_000, remaining + 2],
            [resetIn, remaining],
        ] as const) {
            const at = end - before;
            ask(bucket, at - trip / 2, left, { reset: end / 1_000, resetIn: before });
        }
        return { bucket, now: end - resetIn + trip / 2, end };
    }

    it("gets nothing before the window ends, and something then", () => {
        const { bucket, end } = known(30, 40_000);
        assert.equal(Math.floor(bucket.credit(end - 1)), 30);
        const empty = known(0, 40_000);
        assert.ok(empty.bucket.credit(empty.end - 1) < 1);
        assert.equal(empty.bucket.credit(empty.end), 1);
    });

    it("gives out what is left ten times as fast as evenly, up to a second before the end", () => {
        const { bucket, now, end } = known(4, 5_000);
        const [first, second] = twoDues(bucket, now);
        const evenly = (end - first - 1_000) / 3;
        assert.ok(Math.abs((second - first) / (evenly / 10) - 1) < 0.1, `${second - first} and ${evenly}`);
    });

    it("is a bucket like any other where the reset is not told as it stands", () => {
        const bucket = new Bucket(60, () => 0);
        ask(bucket, 0, 30, { resetIn: 40_000 });
        ask(bucket, 2_000, 30, { resetIn: 38_000 });
        assert.ok(bucket.credit(10_000) > 50);
    });
});
