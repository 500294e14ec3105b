import assert from "node:assert/strict";
import { adaptPace, type Pace, shareOf, slowDown, usualPace } from "../../../src/auth0/rate/pace";

describe("the share of a bucket", () => {
    it("is one in the middle between a single token and a full bucket, and in proportion around it", () => {
        for (const limit of [2, 10, 50, 5_000]) {
            const middle = (limit + 1) / 2;
            assert.equal(shareOf(middle, limit), 1);
            assert.equal(shareOf(0.5 + (middle - 0.5) / 2, limit), 0.5);
            assert.equal(shareOf(0.5 + (middle - 0.5) * 1.5, limit), 1.5);
        }
    });

    it("is never so little that nobody would look at an empty bucket again, and two at the most", () => {
        assert.equal(shareOf(-100, 50), shareOf(1, 50));
        assert.ok(shareOf(-100, 50) > 0.1);
        assert.equal(shareOf(1_000, 50), 2);
    });
});

describe("the pace", () => {
    it("starts where the published rate is, or at the size of the bucket in a second where none is published", () => {
        assert.deepEqual(usualPace(50), { current: 0.028, usual: 0.028 });
        assert.deepEqual(usualPace(10), { current: 0.0022, usual: 0.0022 });
        assert.deepEqual(usualPace(300), { current: 0.3, usual: 0.3 });
    });

    /** Where it ends when the bucket is always found equally full. */
    function settle(current: number, share: number): number {
        let pace: Pace = { current, usual: 1 };
        for (let step = 0; step < 10_000; step += 1) {
            pace = adaptPace(pace, share, 100);
        }
        return pace.current;
    }

    it("settles at the usual one where the bucket is found a little less than half full, wherever it begins", () => {
        for (const current of [0.1, 1, 10]) {
            const settled = settle(current, 10 / 11);
            assert.ok(Math.abs(settled - 1) < 0.001, `${settled} from ${current}`);
        }
    });

    it("stays within a tenth and ten times of the usual one, however empty or full the bucket is", () => {
        assert.equal(settle(1, 0.01), 0.1);
        assert.equal(settle(1, 2), 10);
        let pace: Pace = { current: 1, usual: 1 };
        for (let refusals = 0; refusals < 100; refusals += 1) {
            pace = slowDown(pace);
        }
        assert.deepEqual(pace, { current: 0.1, usual: 1 });
    });

    it("is moved by as much as time has passed: not at all by none, and by two seconds at the most", () => {
        const pace = { current: 1, usual: 1 };
        const moved = (milliseconds: number) => adaptPace(pace, 1.2, milliseconds).current - 1;
        assert.ok(moved(100) > 0);
        assert.ok(Math.abs(moved(1_000) - 10 * moved(100)) < 1e-9);
        assert.ok(Math.abs(moved(2_000) - 20 * moved(100)) < 1e-9);
        assert.equal(moved(60_000), moved(2_000));
        assert.equal(moved(0), 0);
        assert.equal(moved(-5_000), 0);
    });

    it("loses a little with each refusal, not half: a neighbour's burst may have caused it", () => {
        const { current } = slowDown({ current: 1, usual: 1 });
        assert.ok(current >= 0.8 && current <= 0.9, `${current}`);
    });

    it("rises while the bucket is more than half full, falls while it is less, and falls with a refusal", () => {
        const pace = usualPace(250);
        assert.ok(adaptPace(pace, shareOf(250, 250), 1_000).current > pace.current);
        assert.ok(adaptPace(pace, shareOf(20, 250), 1_000).current < pace.current);
        assert.ok(slowDown(pace).current < pace.current);
    });

    it("becomes the same for all who see the same, wherever they begin", () => {
        const usual = usualPace(50);
        let [slow, fast] = [{ ...usual, current: usual.usual / 5 }, usual];
        for (let step = 0; step < 2_000; step += 1) {
            // What both take makes the bucket emptier.
            const share = Math.max(0.15, 1.5 - (slow.current + fast.current) / (2 * usual.usual));
            slow = adaptPace(slow, share, 100);
            fast = adaptPace(fast, share, 100);
        }
        assert.ok(slow.current / fast.current > 0.95, `${slow.current / fast.current}`);
    });
});
