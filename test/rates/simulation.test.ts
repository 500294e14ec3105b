// The rate control and the client around it against the emulator's own buckets, in virtual time: what is promised of every
// plan, one by one. All of it, with every plan, refill and seed: `npm run bench:full -- --only rates`.

import assert from "node:assert/strict";
import { rateOf } from "../../bench/rates/cells";
import { type Failing, survive } from "../../bench/rates/faults";
import { type RunOptions, simulate } from "../../bench/rates/simulate";
import { allowedRate } from "../../bench/rates/tenant";
import type { RefillMode } from "../../emulator/src/rateLimit/bucket";
import type { PlanName } from "../../emulator/src/rateLimit/plans";

function run(plan: PlanName, refill: RefillMode, processes: number, more: Partial<RunOptions> = {}) {
    const limits = { ...rateOf(plan), refill };
    const seconds = limits.windowMs === undefined ? 200 : 1_800;
    const jobs = limits.burst + Math.round(allowedRate(limits) * seconds);
    return simulate({ limits, processes, jobs, roundTrip: 80, seed: 7, ...more });
}

function fail(more: Partial<Failing>, plan: PlanName = "enterprise") {
    const limits = { ...rateOf(plan), refill: "drip" as const };
    return survive({
        limits,
        jobs: limits.burst + limits.perSecond * 60,
        roundTrip: 80,
        seed: 7,
        resets: 0,
        unavailable: 0,
        operationTimeout: 600_000,
        ...more,
    });
}

describe("the rate control in virtual time", () => {
    const promised: readonly [plan: PlanName, processes: number][] = [
        ["free", 1],
        ["essentials", 3],
        ["enterprise-non-production", 3],
        ["enterprise", 3],
        ["private-dev", 3],
        ["private-100", 1],
    ];
    for (const [plan, processes] of promised) {
        for (const refill of ["drip", "drip-next"] as const) {
            const who = processes === 1 ? "one process" : `${processes} processes`;
            it(`uses 98 % of what ${plan} allows (${refill}, ${who}), with no more than 1 % refused`, () => {
                const { utilisation, refused, lost } = run(plan, refill, processes);
                assert.ok(utilisation >= 0.98, `${utilisation}`);
                assert.ok(refused <= 0.01, `${refused}`);
                assert.equal(lost, 0);
            });
        }
    }

    it("uses 98 % of 5,000 requests a second, with one process and within a minute", () => {
        const { utilisation, refused } = run("private-10000", "drip", 1, { jobs: 5_000 * 61 });
        assert.ok(utilisation >= 0.98, `${utilisation}`);
        assert.ok(refused <= 0.01, `${refused}`);
    });

    for (const plan of ["enterprise", "essentials", "private-dev", "private-100"] as const) {
        it(`finds the windows of ${plan}, and uses 98 % of them with no more than 1 % refused`, () => {
            const { utilisation, refused } = run(plan, "window", 1);
            assert.ok(utilisation >= 0.98, `${utilisation}`);
            assert.ok(refused <= 0.01, `${refused}`);
        });
    }

    for (const plan of ["essentials", "enterprise-non-production", "enterprise", "private-100"] as const) {
        it(`shares ${plan} evenly between two processes`, () => {
            assert.ok(run(plan, "drip", 2).fairness >= 40 / 60);
        });
    }

    for (const plan of ["essentials", "private-dev", "private-100"] as const) {
        it(`lets neither of two processes starve where windows fill the bucket of ${plan}`, () => {
            const { fairness, utilisation } = run(plan, "window", 2);
            assert.ok(fairness >= 40 / 60, `${fairness}`);
            assert.ok(utilisation >= 0.98, `${utilisation}`);
        });
    }

    for (const [plan, refill] of [
        ["free", "drip"],
        ["free", "window"],
        ["private-dev", "window"],
    ] as const) {
        it(`loses nothing where it is hardest: ten processes on ${plan}, ${refill}`, () => {
            assert.equal(run(plan, refill, 10).lost, 0);
        });
    }

    it("does the same with clocks that are an hour off", () => {
        const right = run("enterprise", "drip", 3);
        assert.deepEqual(run("enterprise", "drip", 3, { skew: 3_600_000 }), right);
    });
});

describe("the client in virtual time", () => {
    it("loses no job to 1 % broken connections and 1 % of 503, and uses 95 %", async () => {
        const { lost, utilisation } = await fail({ resets: 0.01, unavailable: 0.01 });
        assert.equal(lost, 0);
        assert.ok(utilisation >= 0.95, `${utilisation}`);
    });

    it("ends in an outage within its time, with hardly more than one request for each of 2,000 jobs", async () => {
        const { lost, requests, time } = await fail({ unavailable: 1, jobs: 2_000 });
        assert.equal(lost, 2_000);
        assert.ok(requests <= 2_000 * 1.02, `${requests}`);
        assert.ok(time < 60_000, `${time}`);
    });

    const garbled: readonly [what: string, garble: NonNullable<Failing["garble"]>, utilisation: number][] = [
        ["nothing at all of its limit", () => undefined, 0.5],
        ["nothing of its reset", (name, value) => (name === "x-ratelimit-reset" ? undefined : value), 0.95],
        ["a reset in the past", (name, value) => (name === "x-ratelimit-reset" ? "1000000000" : value), 0.95],
        ["a reset in the far future", (name, value) => (name === "x-ratelimit-reset" ? "99999999999" : value), 0.95],
        ["rubbish for a reset", (name, value) => (name === "x-ratelimit-reset" ? "soon" : value), 0.95],
        ["no size", (name, value) => (name === "x-ratelimit-limit" ? undefined : value), 0.9],
        ["an absurd size", (name, value) => (name === "x-ratelimit-limit" ? "-1" : value), 0.9],
        ["no date", (name, value) => (name === "date" ? undefined : value), 0.95],
    ];
    for (const [what, garble, least] of garbled) {
        it(`loses nothing to a tenant that says ${what}, and is not much slower`, async () => {
            const { lost, utilisation } = await fail({ garble });
            assert.equal(lost, 0);
            assert.ok(utilisation >= least, `${utilisation}`);
        });
    }
});
