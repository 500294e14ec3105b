import assert from "node:assert/strict";
import { Bucket } from "../../../src/auth0/rate/bucket";
import { bucketWith, many, said, trip } from "../../support/rate";

describe("what is believed to be left in a bucket", () => {
    it("is full again after a long rest, and gives out a burst", () => {
        const { bucket, now } = bucketWith(50, 3);
        const later = now + 3_600_000;
        assert.ok(bucket.credit(later) >= 49);
        assert.equal(bucket.earliest(later, 20), later);
    });

    it("takes what remains as it comes, more or less than expected", () => {
        const { bucket, now } = bucketWith(50, 10);
        for (const remaining of [40, 5, 49]) {
            const sent = bucket.send(now, 1);
            bucket.receive(sent, "accepted", said({ limit: 50, remaining }), now);
            assert.equal(Math.floor(bucket.credit(now)), remaining);
        }
    });

    it("believes in no more than its size", () => {
        const { bucket, now } = bucketWith(10, 1e15);
        assert.ok(bucket.credit(now) <= 10);
    });

    it("counts what is under way as taken, a lost request as well, and one that shows nothing of it as given back", () => {
        for (const [outcome, taken] of [
            ["lost", 1],
            ["unseen", 0],
        ] as const) {
            const { bucket, now } = bucketWith(50, 10);
            const before = bucket.credit(now);
            const sent = bucket.send(now, many);
            assert.equal(bucket.credit(now), before - 1);
            bucket.receive(sent, outcome, undefined, now);
            assert.equal(bucket.credit(now), before - taken);
        }
    });

    it("never holds less than nothing, however many requests are lost", () => {
        const { bucket, now } = bucketWith(50, 0);
        for (let index = 0; index < 10; index += 1) {
            bucket.receive(bucket.send(now, many), "lost", undefined, now);
        }
        assert.equal(bucket.credit(now), 0);
    });

    it("is empty after a refusal, whatever is said to remain", () => {
        const { bucket, now } = bucketWith(50, 40);
        bucket.receive(bucket.send(now, many), "refused", said({ limit: 50, remaining: 30 }), now);
        assert.ok(bucket.credit(now) < 1);
        assert.ok(bucket.earliest(now, 1) > now);
    });

    it("is believed in the order in which answers were given, not in that in which they come", () => {
        const { bucket, now } = bucketWith(50, 40);
        const [slow, quick] = [bucket.send(now, 1), bucket.send(now + 10, 1)];
        // Half of a trip ago: this one was given later.
        bucket.receive(quick, "accepted", said({ limit: 50, remaining: 12 }), now + 60);
        bucket.receive(slow, "accepted", said({ limit: 50, remaining: 35 }), now + 65);
        assert.ok(bucket.credit(now + 65) < 14, `${bucket.credit(now + 65)}`);
    });

    it("takes an answer that does not say what remains for one that says nothing is left", () => {
        const { bucket, now } = bucketWith(50, 40);
        bucket.receive(bucket.send(now, 1), "accepted", said({ limit: 50 }), now);
        assert.ok(bucket.credit(now) < 1);
    });

    it("learns from an answer to a request that was not known to draw from it", () => {
        const bucket = new Bucket(50, () => 0.5);
        bucket.show(said({ limit: 50, remaining: 20 }), false, 0, trip);
        // It was given half of a trip ago.
        assert.equal(Math.floor(bucket.credit(trip / 2)), 20);
        bucket.show(said({ limit: 50, remaining: 30 }), true, trip, 2 * trip);
        assert.ok(bucket.credit(2 * trip) < 1);
    });

    it("is not guessed to be refilled where its size is not told and nothing was seen to come back", () => {
        const { bucket, now } = bucketWith(0, 5);
        assert.equal(Math.floor(bucket.credit(now + 3_600_000)), 5);
    });

    it("is as large as the most that it was seen to hold, where its size is not told", () => {
        const { bucket, now } = bucketWith(0, 30);
        assert.equal(Math.floor(bucket.credit(now)), 30);
        bucket.receive(bucket.send(now, 1), "accepted", said({ remaining: 200 }), now);
        assert.equal(Math.floor(bucket.credit(now)), 200);
    });
});
