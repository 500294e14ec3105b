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
export const mostUnderWay = 512;
const secondsOfWork = 200;
// A window of a minute is 200 s of work only three times.
const secondsOfSlowWork = 1_800;
// Above this, runs of hundreds of thousands of requests take the machine seconds each.
export const fastRate = 500;

interface Choice {
    readonly processes: readonly number[];
    readonly roundTrips: readonly number[];
    readonly seeds: number;
    readonly fastSeeds: number;
    readonly mostJobs: number;
    readonly mostRate: number;
}

const choices: Readonly<Record<Extent, Choice>> = {
    quick: { processes: [1, 2, 3], roundTrips: [80], seeds: 1, fastSeeds: 1, mostJobs: 10_000, mostRate: 50 },
    usual: { processes: [1, 2, 3, 10], roundTrips: [80], seeds: 2, fastSeeds: 1, mostJobs: 300_000, mostRate: 1e9 },
    full: {
        processes: [1, 2, 3, 10],
        roundTrips: [20, 80, 300],
        seeds: 10,
        fastSeeds: 2,
        mostJobs: 300_000,
        mostRate: 1e9,
    },
};

export function cells(extent: Extent): readonly Cell[] {
    const { processes, roundTrips, seeds, fastSeeds, mostJobs, mostRate } = choices[extent];
    // Essentials and Professional are limited alike: all there is has a row for each.
    const names = planNames.filter(
        (plan) => (plan !== "professional" || extent === "full") && rateOf(plan).perSecond <= mostRate,
    );
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
                        seeds: limits.perSecond > fastRate ? fastSeeds : seeds,
                        isPromised: isPromised(limits, count, roundTrip),
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

function isPromised({ burst, refill }: BucketLimits, processes: number, roundTrip: number): boolean {
    const shared: readonly RefillMode[] = ["drip", "drip-next"];
    return roundTrip === 80 && shared.includes(refill) && (processes === 1 || (processes <= 3 && burst >= 10));
}

/** Whether the client has too few requests under way to use what is allowed. */
export function isBoundByClient({ limits, processes, roundTrip }: Cell): boolean {
    return (processes * mostUnderWay * 1_000) / roundTrip < limits.perSecond;
}
