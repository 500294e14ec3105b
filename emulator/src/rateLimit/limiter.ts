// The buckets of one tenant: which one a request draws from, and what is left in it.

import { type Bucket, fullBucket, type RefillMode, take, type Verdict } from "./bucket";
import { limitsOf, type PlanChoice, type RouteGroup } from "./plans";

/** See the first line of this file. */
export interface Limiter {
    /**
     * Asks for a token of the bucket that this group of endpoints draws from.
     *
     * @param now - Milliseconds; any origin will do, if it is always the same.
     */
    take(group: RouteGroup, now: number): Verdict;
}

/**
 * A limiter with full buckets. Each bucket's clock starts at its first use.
 *
 * @returns Undefined for the plan "unlimited".
 */
export function createLimiter(plan: PlanChoice, refill?: RefillMode): Limiter | undefined {
    const limitsFor = limitsOf(plan, refill);
    if (limitsFor === undefined) {
        return undefined;
    }
    const buckets = new Map<string, Bucket>();
    return {
        take: (group, now) => {
            const { bucket: name, limits } = limitsFor(group);
            const { bucket, verdict } = take(buckets.get(name) ?? fullBucket(limits, now), limits, now);
            buckets.set(name, bucket);
            return verdict;
        },
    };
}
