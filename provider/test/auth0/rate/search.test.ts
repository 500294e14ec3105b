import assert from "node:assert/strict";
import fc from "fast-check";
import { firstMoment } from "../../../src/auth0/rate/search";

describe("the first moment", () => {
    it("is found to half a millisecond, never too early", () => {
        fc.assert(
            fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (from) => {
                const { at, isFound } = firstMoment(0, 120_000, (time) => time >= from);
                assert.ok(isFound);
                assert.ok(at >= from && at <= from + 0.5, `${at} for ${from}`);
            }),
        );
    });

    it("is the start where nothing has to be waited for, and never before it", () => {
        assert.deepEqual(
            firstMoment(5_000, 120_000, (time) => time >= 10),
            { at: 5_000, isFound: true },
        );
        const { at } = firstMoment(5_000, 120_000, (time) => time >= 5_000.25);
        assert.ok(at >= 5_000.25 && at <= 5_000.75, `${at}`);
    });

    it("is found in few steps however far away it is: each step asks all of a bucket", () => {
        let asked = 0;
        firstMoment(0, 120_000, (time) => {
            asked += 1;
            return time >= 99_999;
        });
        assert.ok(asked <= 40, `${asked}`);
    });

    it("is looked for as far as it is told, and not for ever", () => {
        const near = firstMoment(1_000, 120_000, (time) => time >= 120_000);
        assert.ok(near.isFound && near.at >= 120_000 && near.at <= 120_000.5);
        const late = firstMoment(1_000_000, 120_000, (time) => time >= 1_100_000);
        assert.ok(late.isFound && late.at >= 1_100_000 && late.at <= 1_100_000.5);
        const { at, isFound } = firstMoment(1_000, 120_000, () => false);
        assert.equal(isFound, false);
        assert.ok(at > 121_000 && at < 1_000 + 3 * 120_000, `${at}`);
    });
});
