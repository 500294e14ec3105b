// What each Auth0 plan allows the Management API, as its rate limit tables say.
// Source: https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy

import { type BucketLimits, type RefillMode, refillModes } from "./bucket";

/** The groups of endpoints that some plans limit apart from each other. */
export type RouteGroup = "read-users" | "write-users" | "other";

/** The limits of one bucket, short of the refill mode, which the tables leave open. */
export type Rate = Omit<BucketLimits, "refill">;

/** One bucket for all requests, or one for each group of endpoints. */
export type Plan = { readonly global: Rate } | { readonly groups: Readonly<Record<RouteGroup, Rate>> };

const minute = 60_000;
const perMinute = (burst: number, requests: number): Rate => ({ burst, perSecond: requests / 60, windowMs: minute });
const perSecond = (burst: number, requests: number): Plan => ({ global: { burst, perSecond: requests } });

// These two have no global row. Authentication methods are in no row of theirs either, and so are "all other".
const perEndpoint: Plan = {
    groups: {
        "read-users": perMinute(40, 500),
        "write-users": perMinute(20, 200),
        other: perMinute(10, 150),
    },
};

/** The plans by name. */
export const plans = {
    free: perSecond(2, 2),
    essentials: perEndpoint,
    professional: perEndpoint,
    "enterprise-non-production": perSecond(10, 2),
    enterprise: perSecond(50, 16),
    "private-dev": perSecond(20, 20),
    "private-100": perSecond(50, 50),
    "private-500": perSecond(250, 250),
    "private-1500": perSecond(750, 750),
    "private-3000": perSecond(1_500, 1_500),
    "private-6000": perSecond(3_000, 3_000),
    "private-10000": perSecond(5_000, 5_000),
} as const satisfies Record<string, Plan>;

/** The name of a plan. */
export type PlanName = keyof typeof plans;

/** All plan names, from the smallest. */
export const planNames = Object.keys(plans) as readonly PlanName[];

/** A plan's name, no limit at all, or limits of one's own. */
export type PlanChoice = PlanName | "unlimited" | BucketLimits;

/**
 * What a choice stands for.
 *
 * @param refill - Overrides the refill mode; `drip` where neither this nor the choice says one.
 * @returns The limits for each group of endpoints and the name of the bucket they share; undefined when unlimited.
 * @throws Error when there is no such plan, or when limits would never let a request pass.
 */
export function limitsOf(
    choice: PlanChoice,
    refill?: RefillMode,
): ((group: RouteGroup) => { bucket: string; limits: BucketLimits }) | undefined {
    if (choice === "unlimited") {
        return undefined;
    }
    const plan: Plan = typeof choice === "string" ? planNamed(choice) : { global: choice };
    const mode = refill ?? (typeof choice === "string" ? "drip" : choice.refill);
    if (!refillModes.includes(mode)) {
        throw new Error(`There is no refill mode "${mode}". There are: ${refillModes.join(", ")}.`);
    }
    const rates = "global" in plan ? [plan.global] : Object.values(plan.groups);
    for (const { burst, perSecond, windowMs = 1 } of rates) {
        if (!(burst >= 1 && perSecond > 0 && windowMs > 0 && Number.isFinite(burst + perSecond + windowMs))) {
            throw new Error("A rate limit needs a burst of at least 1 and a rate above 0 per second.");
        }
    }
    return (group) =>
        "global" in plan
            ? { bucket: "global", limits: { ...plan.global, refill: mode } }
            : { bucket: group, limits: { ...plan.groups[group], refill: mode } };
}

function planNamed(name: string): Plan {
    if (!Object.hasOwn(plans, name)) {
        throw new Error(`There is no plan "${name}". There are: unlimited, ${planNames.join(", ")}.`);
    }
    return plans[name as PlanName];
}
