import assert from "node:assert/strict";
import fc from "fast-check";
import { learnReset } from "../../../src/auth0/rate/longWindow";
import { adaptPace, shareOf, slowDown, usualPace } from "../../../src/auth0/rate/pace";
import { Queue } from "../../../src/auth0/rate/queue";
import { guessedRefill, learnRefill } from "../../../src/auth0/rate/refill";
import { areWindows, learnJump, leastPace, noWindows } from "../../../src/auth0/rate/windows";

describe("the refill", () => {
    it("is learned from what was left and what we took, within the error of whole tokens", () => {
        fc.assert(
            fc.property(fc.double({ min: 0.5, max: 20, noNaN: true }), fc.nat(1_000), (perSecond, phase) => {
                let refill = guessedRefill(0.05);
                for (let taken = 0; taken < 400; taken += 1) {
                    // One token is taken each second, so that the content grows by the rest.
                    const at = phase + taken * 1_000;
                    const remaining = Math.floor(5 + (perSecond * at) / 1_000 - taken);
                    refill = learnRefill(refill, { at, remaining, taken }, false, 0);
                }
                assert.ok(Math.abs(refill.rate * 1_000 - perSecond) < 0.35, `${refill.rate * 1_000} for ${perSecond}`);
                assert.ok(refill.isProven);
            }),
        );
    });

    it("is not taken for less because a full bucket could not hold more", () => {
        let refill = guessedRefill(0.01);
        for (let taken = 0; taken < 100; taken += 1) {
            refill = learnRefill(refill, { at: taken * 1_000, remaining: 49, taken }, true, 0);
        }
        assert.ok(refill.rate >= 0.01);
    });
});

describe("the pace", () => {
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

describe("windows of a second", () => {
    it("are looked for while they are suspected, however little is left: who sends seldom sees none", () => {
        const once = learnJump(noWindows(), 1_300, 1_400);
        assert.equal(leastPace(once, 20, 1_500), 0);
        const twice = learnJump(once, 3_300, 3_400);
        assert.equal(leastPace(twice, 20, 3_500), 4 / 1_000);
        assert.equal(leastPace(twice, 2, 3_500), 0.4 / 1_000);
        assert.equal(leastPace(twice, 20, 3_400 + 30_000), 0);
    });

    it("are believed in when what remains jumps at the same part of each second", () => {
        let windows = noWindows();
        for (let second = 1; second <= 6; second += 1) {
            windows = learnJump(windows, second * 1_000 + 300, second * 1_000 + 400);
        }
        assert.ok(areWindows(windows));
    });

    it("are not believed in when it jumps at any time", () => {
        // Parts of a second that are spread as evenly as can be.
        const goldenRatio = (1 + Math.sqrt(5)) / 2;
        let windows = noWindows();
        for (let second = 1; second <= 1_000; second += 1) {
            const at = Math.round(1_000 * second * goldenRatio);
            windows = learnJump(windows, at, at + 100);
            assert.ok(!areWindows(windows), `${second}`);
        }
    });

    it("are given up when a jump comes at another time", () => {
        let windows = noWindows();
        for (let second = 1; second <= 6; second += 1) {
            windows = learnJump(windows, second * 1_000 + 300, second * 1_000 + 400);
        }
        assert.ok(!areWindows(learnJump(windows, 8_700, 8_800)));
    });
});

describe("a long window", () => {
    const minute = { reset: 60, resetIn: 50_000 };

    it("is believed in when the reset stands still while what remains falls", () => {
        const first = learnReset(undefined, { ...minute, remaining: 9, at: 0 });
        assert.equal(learnReset(first, { ...minute, remaining: 8, at: 500 })?.isSure, false);
        assert.equal(learnReset(first, { ...minute, remaining: 7, at: 2_000 })?.isSure, true);
    });

    it("is not believed in where the reset moves on, or more remains than before", () => {
        const first = learnReset(undefined, { ...minute, remaining: 2, at: 0 });
        assert.equal(learnReset(first, { reset: 61, resetIn: 50_000, remaining: 1, at: 2_000 })?.isSure, false);
        const sure = learnReset(first, { ...minute, remaining: 1, at: 2_000 });
        assert.equal(learnReset(sure, { ...minute, remaining: 8, at: 3_000 })?.isSure, false);
    });
});

describe("a queue", () => {
    it("gives back in order what it was given", () => {
        fc.assert(
            fc.property(fc.array(fc.option(fc.integer())), (steps) => {
                const queue = new Queue<number>();
                const model: number[] = [];
                for (const step of steps) {
                    if (step === null) {
                        queue.shift();
                        model.shift();
                    } else {
                        queue.push(step);
                        model.push(step);
                    }
                    assert.equal(queue.first, model[0]);
                    assert.equal(queue.size, model.length);
                }
            }),
        );
    });
});
