import assert from "node:assert/strict";
import { drive, possible, type Refilled } from "../../support/virtualTenant";

/** What came of it, and what could have. */
function use(refilled: Refilled, seconds: number, processes = 1) {
    const { accepted, refused, fullness } = drive(refilled, seconds, processes);
    const counts = accepted.map(({ length }) => length);
    const sum = counts.reduce((total, count) => total + count, 0);
    return { part: sum / possible(refilled, seconds), refused: refused / (sum + refused), fullness, counts };
}

describe("a bucket over minutes", () => {
    const dripping: readonly [what: string, refilled: Refilled, seconds: number][] = [
        ["at the published rate", { limit: 50, perSecond: 28 }, 60],
        ["at the published rate of the smallest plan", { limit: 10, perSecond: 2.2 }, 240],
        ["at a third of the published rate", { limit: 50, perSecond: 10 }, 120],
        ["at twice the published rate", { limit: 50, perSecond: 56 }, 60],
        ["once a second, of a size that nobody has published", { limit: 300, perSecond: 300 }, 20],
        ["far away", { limit: 50, perSecond: 28, trip: 400 }, 60],
        ["and says when it is full", { limit: 50, perSecond: 28, tellsReset: true }, 60],
    ];
    for (const [what, refilled, seconds] of dripping) {
        it(`gives all that drips into it ${what}, and refuses next to nothing`, () => {
            const { part, refused, fullness } = use(refilled, seconds);
            // What it holds at the end is not given.
            assert.ok(part >= 0.9, `${part}`);
            assert.ok(refused <= 0.01, `${refused}`);
            assert.ok(fullness > 0.1 && fullness < 0.75, `${fullness}`);
        });
    }

    for (const limit of [20, 50, 100]) {
        it(`gives all of its windows of a second where it holds ${limit}`, () => {
            const { part, refused } = use({ limit, window: 1_000 }, 60);
            assert.ok(part >= 0.95, `${part}`);
            assert.ok(refused <= 0.02, `${refused}`);
        });
    }

    it("gives all of its windows of a minute", () => {
        const { part, refused } = use({ limit: 60, window: 60_000, tellsReset: true }, 600);
        assert.ok(part >= 0.95, `${part}`);
        assert.ok(refused <= 0.03, `${refused}`);
    });

    it("is shared evenly by those who use it, who know nothing of each other", () => {
        const { part, refused, counts } = use({ limit: 50, perSecond: 28 }, 120, 3);
        assert.ok(Math.min(...counts) / Math.max(...counts) > 0.9, `${counts}`);
        assert.ok(part >= 0.95, `${part}`);
        assert.ok(refused <= 0.01, `${refused}`);
    });
});
