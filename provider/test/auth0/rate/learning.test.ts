import assert from "node:assert/strict";
import fc from "fast-check";
import { learnReset } from "../../../src/auth0/rate/longWindow";
import { guessedRefill, learnRefill, slowRefill } from "../../../src/auth0/rate/refill";

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

    const start = { at: 0, remaining: 20, taken: 0 };
    /** What is known after two readings, the second one some time later. */
    const learn = (guess: number, later: { at: number; remaining: number; taken: number }, isFull = false, blur = 0) =>
        learnRefill(learnRefill(guessedRefill(guess), start, false, 0), later, isFull, blur);

    it("stays as guessed while what is left may come of it: whole tokens are shown of fractions", () => {
        for (const remaining of [29, 30, 31]) {
            assert.equal(learn(0.01, { at: 1_000, remaining, taken: 0 }).rate, 0.01);
            assert.equal(learn(0.01, { at: 1_000, remaining: remaining - 15, taken: 15 }).rate, 0.01);
        }
    });

    it("is moved most of the way up, and less of it down: too much is refused and shows, too little is wasted", () => {
        const more = learn(0.01, { at: 1_000, remaining: 40, taken: 0 }).rate - 0.01;
        const less = 0.01 - learn(0.01, { at: 1_000, remaining: 20, taken: 0 }).rate;
        assert.ok(more > 0.005 && more < 0.01, `${more}`);
        assert.ok(less > 0.002 && less < 0.005, `${less}`);
    });

    it("is not moved by what timing may have done to a reading", () => {
        assert.equal(learn(0.01, { at: 1_000, remaining: 40, taken: 0 }, false, 9).rate, 0.01);
        assert.equal(learn(0.01, { at: 1_000, remaining: 20, taken: 0 }, false, 9).rate, 0.01);
    });

    it("is proven by more than a whole token that came back, and stays proven", () => {
        assert.equal(learn(0.01, { at: 1_000, remaining: 21, taken: 0 }).isProven, false);
        const proven = learn(0.01, { at: 1_000, remaining: 22, taken: 0 });
        assert.equal(proven.isProven, true);
        assert.equal(learnRefill(proven, { at: 2_000, remaining: 10, taken: 0 }, false, 0).isProven, true);
    });

    it("is not read from answers of one moment, nor from those that come in another order", () => {
        for (const at of [0, -100]) {
            const before = learnRefill(guessedRefill(0.01), start, false, 0);
            assert.deepEqual(learnRefill(before, { at, remaining: 500, taken: 0 }, false, 0), before);
        }
    });

    it("never becomes nothing, whatever is read and however often a request is refused", () => {
        let refill = guessedRefill(0.01);
        for (let index = 0; index < 1_000; index += 1) {
            refill = slowRefill(learnRefill(refill, { at: index * 1_000, remaining: 0, taken: 0 }, false, 0));
        }
        assert.ok(refill.rate > 0);
        assert.ok(refill.rate < 0.001, `${refill.rate}`);
    });

    it("is less after a refusal, by a hair", () => {
        const { rate } = slowRefill(guessedRefill(0.01));
        assert.ok(rate < 0.01 && rate > 0.0095, `${rate}`);
    });

    /** Reads a bucket each second that is refilled at one rate and then, after a minute, at another. */
    function change(before: number, after: number, seconds: number, isFull = false) {
        let refill = guessedRefill(before);
        let content = 100;
        for (let second = 0; second < 60 + seconds; second += 1) {
            content += 1_000 * (second < 60 ? before : after);
            refill = learnRefill(
                refill,
                { at: second * 1_000, remaining: Math.floor(content) - second, taken: second },
                isFull && second < 60,
                0,
            );
        }
        return refill.rate;
    }

    it("follows a change, since what was read long ago is forgotten", () => {
        // Forty tokens are looked at, or five seconds, and twice that until all of the past is gone.
        const faster = change(0.01, 0.02, 20);
        assert.ok(Math.abs(faster - 0.02) < 0.002, `${faster}`);
        const slower = change(0.02, 0.01, 20);
        assert.ok(Math.abs(slower - 0.01) < 0.002, `${slower}`);
    });

    it("is looked at for long where it is slow, so that whole tokens do not blur it", () => {
        let refill = guessedRefill(0.002);
        for (let second = 0; second < 200; second += 1) {
            refill = learnRefill(refill, { at: second * 1_000, remaining: 20 + second, taken: 0 }, false, 0);
        }
        assert.ok(refill.rate < 0.001_04 && refill.rate > 0.000_96, `${refill.rate}`);
    });

    it("is looked at anew from where the bucket was full", () => {
        const rate = change(0.01, 0.005, 10, true);
        assert.ok(Math.abs(rate - 0.005) < 0.001, `${rate}`);
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

    it("is not looked for in a reset that is near: it is in whole seconds, and stands still for one anyway", () => {
        const near = { reset: 60, resetIn: 2_499, remaining: 9, at: 0 };
        assert.equal(learnReset(undefined, near), undefined);
        assert.equal(learnReset(undefined, { ...near, resetIn: 2_500 })?.isSure, false);
        const first = learnReset(undefined, { ...minute, remaining: 9, at: 0 });
        assert.equal(learnReset(first, { ...near, at: 47_501 }), first);
    });

    it("is believed in only when the reset stood still for longer than a second and a half", () => {
        const first = learnReset(undefined, { ...minute, remaining: 9, at: 1_000 });
        assert.equal(learnReset(first, { ...minute, remaining: 9, at: 2_500 }), first);
        assert.equal(learnReset(first, { ...minute, remaining: 9, at: 2_501 })?.isSure, true);
    });

    it("is still believed in when answers overtake each other, and when the next one begins", () => {
        const first = learnReset(undefined, { ...minute, remaining: 5, at: 0 });
        assert.equal(learnReset(first, { ...minute, remaining: 6, at: 2_000 }), first);
        const sure = learnReset(first, { ...minute, remaining: 4, at: 2_000 });
        assert.equal(learnReset(sure, { ...minute, remaining: 8, at: 2_500 })?.isSure, true);
        assert.equal(learnReset(sure, { ...minute, remaining: 9, at: 2_500 })?.isSure, false);
        const next = learnReset(sure, { reset: 120, resetIn: 60_000, remaining: 9, at: 52_000 });
        assert.deepEqual(next, { isSure: true, reset: 120, since: 52_000, remaining: 9 });
    });
});
