import assert from "node:assert/strict";
import { BlindPace } from "../../../src/auth0/rate/blind";

describe("the pace towards a tenant that tells nothing", () => {
    /** How many requests of a tenant that accepts so many per second are accepted and refused in a minute. */
    function drive(perSecond: number) {
        const pace = new BlindPace();
        let [tokens, acceptedCount, refusedCount] = [perSecond, 0, 0];
        for (let now = 0; now < 60_000; now += 1) {
            tokens = Math.min(perSecond, tokens + perSecond / 1_000);
            for (let burst = 0; burst < 1_000 && pace.earliest(now) <= now; burst += 1) {
                pace.send(now);
                const isRefused = tokens < 1;
                tokens -= isRefused ? 0 : 1;
                acceptedCount += isRefused ? 0 : 1;
                refusedCount += isRefused ? 1 : 0;
                pace.receive(now, isRefused, now);
                if (isRefused) {
                    now += 500; // As the exchange pauses after a refusal.
                    tokens = Math.min(perSecond, tokens + perSecond / 2);
                }
            }
        }
        return { accepted: acceptedCount, refused: refusedCount };
    }

    for (const perSecond of [2, 20, 200]) {
        it(`comes near ${perSecond} requests per second by refusals alone, with few of them`, () => {
            const { accepted: done, refused: failed } = drive(perSecond);
            assert.ok(done >= 0.6 * perSecond * 60, `${done}`);
            assert.ok(failed <= 0.2 * done, `${failed} of ${done}`);
        });
    }

    it("is slowed once by what was refused together", () => {
        const one = new BlindPace();
        const other = new BlindPace();
        for (const pace of [one, other]) {
            for (let index = 0; index < 8; index += 1) {
                pace.send(0);
            }
            pace.receive(0, true, 80);
        }
        for (let index = 0; index < 7; index += 1) {
            other.receive(0, true, 80);
        }
        one.send(100);
        other.send(100);
        assert.equal(one.earliest(100), other.earliest(100));
    });

    /** A pace that had requests accepted, evenly over a time, and then one refused. */
    function refusedAfter(requests: number, milliseconds: number) {
        const pace = new BlindPace();
        for (let index = 0; index < requests; index += 1) {
            const now = (index * milliseconds) / requests;
            pace.send(now);
            pace.receive(now, false, now);
        }
        pace.send(milliseconds);
        pace.receive(milliseconds, true, milliseconds);
        return pace;
    }

    /** Milliseconds between one request and the next. */
    function spacing(pace: BlindPace, now: number): number {
        pace.send(now);
        const next = pace.earliest(now);
        pace.receive(now, false, now);
        return next - now;
    }

    it("has one request go alone, then as many as 64, whether answers come or not", () => {
        const pace = new BlindPace();
        assert.equal(pace.earliest(5), 5);
        pace.send(5);
        assert.equal(pace.earliest(5), Number.POSITIVE_INFINITY);
        pace.receive(5, false, 90);
        for (let underWay = 0; underWay < 64; underWay += 1) {
            assert.equal(pace.earliest(90), 90);
            pace.send(90);
        }
        assert.equal(pace.earliest(90), Number.POSITIVE_INFINITY);
        pace.receive(90, false, 180);
        assert.equal(pace.earliest(180), 180);
    });

    it("goes on at seven tenths of what was accepted until the first refusal", () => {
        for (const [requests, milliseconds] of [
            [40, 2_000],
            [400, 4_000],
            [1, 8_000],
        ] as const) {
            const expected = milliseconds / (0.7 * requests);
            const measured = spacing(refusedAfter(requests, milliseconds), milliseconds);
            assert.ok(Math.abs(measured - Math.min(5_000, expected)) < 1e-6, `${measured} for ${expected}`);
        }
    });

    it("counts what was accepted over a second or more, so that a burst is not taken for a rate", () => {
        assert.ok(Math.abs(spacing(refusedAfter(20, 100), 100) - 1_000 / (0.7 * 20)) < 1e-6);
    });

    it("counts what was accepted lately, not before a pause", () => {
        const pace = new BlindPace();
        for (let now = 0; now < 5_000; now += 10) {
            pace.send(now);
            pace.receive(now, false, now);
        }
        for (let now = 100_000; now < 102_000; now += 100) {
            pace.send(now);
            pace.receive(now, false, now);
        }
        pace.send(102_000);
        pace.receive(102_000, true, 102_000);
        const measured = spacing(pace, 102_000);
        assert.ok(Math.abs(measured - 100 / 0.7) < 1e-6, `${measured}`);
    });

    it("counts on one request a second where the very first is refused", () => {
        const pace = new BlindPace();
        pace.send(0);
        pace.receive(0, true, 80);
        assert.ok(Math.abs(spacing(pace, 80) - 1_000 / 0.7) < 1e-6);
    });

    it("rises by a twentieth of itself in a second while nothing is refused, and falls by three tenths when it is", () => {
        const pace = refusedAfter(40, 2_000);
        const before = 1 / spacing(pace, 2_000);
        let now = 2_000;
        while (now < 12_000) {
            now += spacing(pace, now);
        }
        const after = 1 / spacing(pace, now);
        assert.ok(Math.abs(after / before - 1.5) < 0.02, `${after / before}`);
        pace.send(now);
        pace.receive(now, true, now);
        assert.ok(Math.abs(1 / spacing(pace, now) / after - 0.7) < 0.01);
    });

    it("never becomes slower than a request in five seconds", () => {
        const pace = new BlindPace();
        for (let now = 0; now < 1_000; now += 10) {
            pace.send(now);
            pace.receive(now, true, now);
        }
        assert.ok(Math.abs(spacing(pace, 1_000) - 5_000) < 1);
    });
});
