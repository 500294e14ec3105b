import assert from "node:assert/strict";
import {
    areWindows,
    learnJump,
    learnRefusal,
    leastPace,
    nextWindow,
    noWindows,
    placeInWindow,
} from "../../../src/auth0/rate/windows";

describe("windows of a second", () => {
    it("are looked for while they are suspected, however little is left: who sends seldom sees none", () => {
        const once = learnJump(noWindows(), 1_300, 1_400);
        assert.equal(leastPace(once, 20, 1_500), 0);
        const twice = learnJump(once, 3_300, 3_400);
        assert.equal(leastPace(twice, 20, 3_500), 4 / 1_000);
        assert.equal(leastPace(twice, 2, 3_500), 0.4 / 1_000);
        assert.equal(leastPace(twice, 20, 3_400 + 29_999), 4 / 1_000);
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

    /** Windows whose start was seen once, between 300 and 400 ms after the full second. */
    const seenOnce = learnJump(noWindows(), 1_300, 1_400);

    it("are known the better, the more jumps show of them: no earlier and no later than all say", () => {
        const { from, to } = learnJump(seenOnce, 2_350, 2_450);
        assert.equal(from, 2_350);
        assert.ok(to >= 2_400 && to < 2_401, `${to}`);
        const other = learnJump(seenOnce, 2_250, 2_350);
        assert.ok(other.from <= 2_300 && other.from > 2_299, `${other.from}`);
        assert.equal(other.to, 2_350);
    });

    it("may drift by a tenth of a millisecond in a second, as clocks do", () => {
        const later = learnJump(seenOnce, 101_395, 101_450);
        assert.deepEqual([later.from, Math.round(later.to)], [101_395, 101_410]);
        const sooner = learnJump(seenOnce, 101_250, 101_299);
        assert.deepEqual([Math.round(sooner.from), sooner.to], [101_290, 101_299]);
        assert.ok(later.evidence > 0 && sooner.evidence > 0);
        assert.equal(learnJump(seenOnce, 101_250, 101_289).evidence, 0);
    });

    it("are no more believed in because one start of them is seen twice", () => {
        const twice = learnJump(seenOnce, 1_350, 1_450);
        assert.equal(twice.evidence, 0);
        assert.deepEqual([twice.from, twice.to], [1_350, 1_400]);
    });

    it("are not those of two jumps that come one right after the other", () => {
        const other = learnJump(seenOnce, 1_400, 1_450);
        assert.deepEqual([other.from, other.to, other.evidence], [1_400, 1_450, 0]);
    });

    it("are not shown by a jump that may have come at any time within a second", () => {
        assert.deepEqual(learnJump(seenOnce, 2_000, 3_000), seenOnce);
        assert.deepEqual(learnJump(noWindows(), 2_000, 3_000), noWindows());
    });

    it("are only suspected from a second jump on, whenever the first one came", () => {
        assert.deepEqual(learnJump(noWindows(), 950, 1_050), { from: 950, to: 1_050, evidence: 0, seen: 1_050 });
    });

    it("are believed in the sooner, the narrower the jumps that agree", () => {
        const evidence = (width: number) => {
            const first = learnJump(noWindows(), 1_300, 1_300 + width);
            return learnJump(first, 2_300, 2_300 + width).evidence;
        };
        assert.ok(evidence(10) > evidence(100));
        assert.ok(evidence(100) > evidence(300));
        assert.equal(evidence(600), 0);
    });

    it("tell when the next one may start, and when it surely has", () => {
        const next = (time: number) => nextWindow(seenOnce, time);
        assert.deepEqual(next(1_100), { from: 1_300, to: 1_400 });
        assert.deepEqual(next(1_450), { from: 2_300, to: 2_400 });
        assert.deepEqual(next(7_450), { from: 8_300, to: 8_400 });
        // While it may be starting, the one after it is what a request must not be late for.
        for (const time of [1_300, 1_350, 1_400]) {
            assert.deepEqual(next(time), { from: 2_300, to: 1_400 });
        }
    });

    it("tell of an answer that came near a start on which side of it it was given", () => {
        const place = (time: number, isRefilled: boolean) => placeInWindow(seenOnce, time, 20, isRefilled);
        assert.deepEqual([place(3_350, true), place(3_350, false)], [3_400, 3_300]);
        assert.deepEqual([place(3_285, true), place(3_285, false)], [3_400, 3_285]);
        assert.deepEqual([place(3_415, true), place(3_415, false)], [3_415, 3_300]);
        for (const far of [3_279, 3_421, 3_850, 3_000]) {
            assert.deepEqual([place(far, true), place(far, false)], [far, far]);
        }
    });

    it("start later than thought where a request is refused after they should have", () => {
        const afterRefusal = (from: number, to: number) => {
            const windows = learnRefusal(seenOnce, from, to);
            return [windows.from, windows.to];
        };
        assert.deepEqual(afterRefusal(5_350, 5_380), [5_350, 5_400]);
        assert.deepEqual(afterRefusal(5_500, 5_560), [5_500, 5_560]);
        assert.deepEqual(afterRefusal(5_300, 5_310), [5_300, 5_400]);
        assert.deepEqual(afterRefusal(5_650, 5_660), [5_650, 5_660]);
    });

    it("are not moved by a refusal in the middle of one: somebody else took what was there", () => {
        assert.deepEqual(learnRefusal(seenOnce, 5_651, 5_700), seenOnce);
        assert.deepEqual(learnRefusal(seenOnce, 5_299, 5_380), seenOnce);
    });
});
