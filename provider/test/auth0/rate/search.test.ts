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

    it("is not looked for for ever", () => {
        assert.equal(firstMoment(0, 120_000, () => false).isFound, false);
    });
});
