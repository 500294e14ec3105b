import assert from "node:assert/strict";
import { refillModes } from "../../src/rateLimit/bucket";
import { createLimiter } from "../../src/rateLimit/limiter";
import { limitsOf, type PlanChoice, planNames, type RouteGroup } from "../../src/rateLimit/plans";

const now = 1_800_000_000_000;
const groups: readonly RouteGroup[] = ["read-users", "write-users", "other"];

/** How many requests of a group pass at once. */
function burstOf(plan: PlanChoice, group: RouteGroup): number {
    const limiter = createLimiter(plan) ?? assert.fail("no limit");
    let accepted = 0;
    while (limiter.take(group, now).accepted) {
        accepted += 1;
    }
    return accepted;
}

describe("a plan", () => {
    // As https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy has them.
    const documented: readonly [plan: PlanChoice, burst: number, perSecond: number][] = [
        ["free", 2, 2],
        ["enterprise-non-production", 10, 2],
        ["enterprise", 50, 16],
        ["private-dev", 20, 20],
        ["private-100", 50, 50],
        ["private-500", 250, 250],
        ["private-1500", 750, 750],
        ["private-3000", 1_500, 1_500],
        ["private-6000", 3_000, 3_000],
        ["private-10000", 5_000, 5_000],
    ];
    for (const [plan, burst, perSecond] of documented) {
        it(`"${plan}" lets ${burst} pass at once and ${perSecond} per second, all endpoints together`, () => {
            const limiter = createLimiter(plan) ?? assert.fail("no limit");
            for (let request = 0; request < burst; request += 1) {
                assert.ok(limiter.take(groups[request % 3] ?? "other", now).accepted);
            }
            assert.ok(groups.every((group) => !limiter.take(group, now).accepted));
            let accepted = 0;
            for (let millisecond = 1; millisecond <= 10_000; millisecond += 1) {
                while (limiter.take("other", now + millisecond).accepted) {
                    accepted += 1;
                }
            }
            assert.equal(accepted, perSecond * 10);
        });
    }

    for (const plan of ["essentials", "professional"] as const) {
        it(`"${plan}" limits reads of users, writes of users and all others apart`, () => {
            assert.deepEqual(
                groups.map((group) => burstOf(plan, group)),
                [40, 20, 10],
            );
            const limiter = createLimiter(plan) ?? assert.fail("no limit");
            for (let request = 0; request < 40; request += 1) {
                limiter.take("read-users", now);
            }
            assert.equal(limiter.take("read-users", now).accepted, false);
            assert.equal(limiter.take("other", now).accepted, true);
            // 500, 200 and 150 per minute.
            assert.deepEqual(
                groups.map((group) => limitsOf(plan)?.(group).limits.perSecond),
                [500 / 60, 200 / 60, 150 / 60],
            );
        });
    }

    it("is in this list, or has no name", () => {
        assert.deepEqual(
            [...planNames].sort(),
            [...documented.map(([plan]) => String(plan)), "essentials", "professional"].sort(),
        );
        assert.throws(() => limitsOf("gold" as PlanChoice), /There is no plan "gold". There are: unlimited, free, /);
        assert.throws(() => limitsOf("toString" as PlanChoice), /There is no plan "toString"/);
    });

    it("refills in drips unless told, and in windows of a second or of the minute that it is told in", () => {
        assert.equal(limitsOf("enterprise")?.("other").limits.refill, "drip");
        for (const refill of refillModes) {
            assert.equal(limitsOf("enterprise", refill)?.("other").limits.refill, refill);
        }
        const { reset: second } = createLimiter("enterprise", "window")?.take("other", now) ?? assert.fail();
        const { reset: minute } = createLimiter("essentials", "window")?.take("other", now) ?? assert.fail();
        assert.deepEqual([second - now / 1_000, minute - now / 1_000], [1, 60]);
    });

    it('"unlimited" has no limiter', () => {
        assert.equal(createLimiter("unlimited"), undefined);
    });

    it("can be limits of one's own, whose refill mode holds unless another is given", () => {
        const own = { burst: 3, perSecond: 0.5, refill: "window" } as const;
        assert.deepEqual(limitsOf(own)?.("other").limits, own);
        assert.deepEqual(limitsOf(own, "drip")?.("other").limits, { ...own, refill: "drip" });
        assert.equal(burstOf(own, "other"), 3);
    });

    it("must let requests pass, in a mode that there is", () => {
        const own = { burst: 3, perSecond: 1, refill: "drip" } as const;
        for (const wrong of [{ burst: 0.5 }, { perSecond: 0 }, { perSecond: Number.NaN }, { windowMs: 0 }]) {
            assert.throws(() => limitsOf({ ...own, ...wrong }), /burst of at least 1 and a rate above 0/);
        }
        assert.throws(() => limitsOf({ ...own, burst: Number.POSITIVE_INFINITY }), /burst of at least 1/);
        assert.throws(() => limitsOf({ ...own, refill: "flood" as "drip" }), /There is no refill mode "flood"/);
    });
});
