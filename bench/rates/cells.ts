// Which runs are made: plans, refill modes, processes and round trips, and what is promised of them.

import { type BucketLimits, type RefillMode, refillModes } from "../../emulator/src/rateLimit/bucket";
import { type PlanName, planNames, plans, type Rate } from "../../emulator/src/rateLimit/plans";
import type { Extent } from "../options";
import { allowedRate } from "./tenant";

/** One row of the tables, run with several seeds. */
export interface Cell {
    readonly plan: PlanName;
    readonly limits: BucketLimits;
    readonly processes: number;
    readonly roundTrip: number;
    readonly jobs: number;
    readonly seeds: number;
    /** Whether the command fails when it misses its aim; the others are shown as they are. */
    readonly isPromised: boolean;
}

export const leastUtilisation = 0.98;
export const mostRefused = 0.01;
/** Of two who share, the lesser part: 40 to 60. */
export const leastFairness = 40 / 60;

// As many requests as the provider has under way at the most.
const mostUnderWay = 256;
const secondsOfWork = 200;
// A window of a minute is 200 s of work only three times.
const secondsOfSlowWork = 1_800;
const reachableRate = 500;

interface Choice {
    readonly processes: readonly number[];
    readonly roundTrips: readonly number[];
    readonly seeds: number;
    readonly mostJobs: number;
    readonly mostRate: number;
}

const choices: Readonly<Record<Extent, Choice>> = {
    quick: { processes: [1, 2, 3], roundTrips: [80], seeds: 1, mostJobs: 10_000, mostRate: 50 },
    usual: { processes: [1, 2, 3, 10], roundTrips: [80], seeds: 2, mostJobs: 20_000, mostRate: 1e9 },
    full: { processes: [1, 2, 3, 10], roundTrips: [20, 80, 300], seeds: 10, mostJobs: 60_000, mostRate: 1e9 },
};

export function cells(extent: Extent): readonly Cell[] {
    const { processes, roundTrips, seeds, mostJobs, mostRate } = choices[extent];
    // The two are limited alike.
    const names = planNames.filter((plan) => plan !== "professional" && rateOf(plan).perSecond <= mostRate);
    return names.flatMap((plan) =>
        refillModes.flatMap((refill) =>
            processes.flatMap((count) =>
                roundTrips.map((roundTrip) => {
                    const limits = { ...rateOf(plan), refill };
                    const seconds = limits.windowMs === undefined ? secondsOfWork : secondsOfSlowWork;
                    const jobs = limits.burst + Math.round(allowedRate(limits) * seconds);
                    return {
                        plan,
                        limits,
                        processes: count,
                        roundTrip,
                        jobs: Math.min(jobs, mostJobs),
                        // What lasts long is alike from seed to seed.
                        seeds: limits.perSecond > reachableRate ? Math.min(seeds, 3) : seeds,
                        isPromised: isPromised(limits, count, roundTrip) && jobs <= 3 * mostJobs,
                    };
                }),
            ),
        ),
    );
}

/** The bucket that authentication methods draw from. */
export function rateOf(plan: PlanName): Rate {
    const chosen = plans[plan];
    return "global" in chosen ? chosen.global : chosen.groups.other;
}

function isPromised({ burst, perSecond, refill }: BucketLimits, processes: number, roundTrip: number): boolean {
    const shared: readonly RefillMode[] = ["drip", "drip-next"];
    return (
        roundTrip === 80 &&
        perSecond <= reachableRate &&
        shared.includes(refill) &&
        (processes === 1 || (processes <= 3 && burst >= 10))
    );
}

/** Whether the client has too few requests under way to use what is allowed. */
export function isBoundByClient({ limits, processes, roundTrip }: Cell): boolean {
    return (processes * mostUnderWay * 1_000) / roundTrip < limits.perSecond;
}
