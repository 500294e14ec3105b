// A token bucket as arithmetic: the clock is passed in and a new state is given back, so that the same code limits
// requests over sockets and in virtual time.

/**
 * How a bucket is refilled, and what its reset header tells. Auth0's documents allow all three readings:
 * - `drip`: continuously; reset is the time at which the bucket is full.
 * - `drip-next`: continuously; reset is the time of the next token.
 * - `window`: all at once at the start of each window, counted from the first use; reset is the next window that
 *   brings a token.
 */
export type RefillMode = "drip" | "drip-next" | "window";

/** All refill modes. */
export const refillModes: readonly RefillMode[] = ["drip", "drip-next", "window"];

/** The size of a bucket and how it is refilled. */
export interface BucketLimits {
    /** How many tokens it holds: the requests that can be made at once. */
    readonly burst: number;
    /** How many tokens come back per second. */
    readonly perSecond: number;
    /** How they come back. */
    readonly refill: RefillMode;
    /**
     * The length of a window in milliseconds, for the mode `window`.
     *
     * @default 1000
     */
    readonly windowMs?: number;
}

/** A bucket at one moment. */
export interface Bucket {
    /** Tokens, with a fraction while one is dripping in. */
    readonly content: number;
    /** Up to when the refill is counted in `content`, in milliseconds. */
    readonly countedTo: number;
}

/** What came of asking for a token, in the terms of the rate-limit headers. */
export interface Verdict {
    readonly accepted: boolean;
    readonly limit: number;
    readonly remaining: number;
    /** Unix time in whole seconds, rounded up. */
    readonly reset: number;
}

// Sums of fractions fall short of whole tokens by less than this.
const rounding = 1e-9;

/** A bucket that nobody has used yet. */
export function fullBucket({ burst }: BucketLimits, now: number): Bucket {
    return { content: burst, countedTo: now };
}

/** Takes one token, if there is one: a refused request costs nothing. */
export function take(bucket: Bucket, limits: BucketLimits, now: number): { bucket: Bucket; verdict: Verdict } {
    const { content, countedTo } = refilled(bucket, limits, now);
    const accepted = content + rounding >= 1;
    const after = { content: accepted ? Math.max(0, content - 1) : content, countedTo };
    return {
        bucket: after,
        verdict: {
            accepted,
            limit: limits.burst,
            remaining: Math.floor(after.content + rounding),
            reset: Math.ceil(resetTime(after, limits) / 1_000),
        },
    };
}

function refilled(bucket: Bucket, limits: BucketLimits, now: number): Bucket {
    const elapsed = now - bucket.countedTo;
    if (elapsed <= 0) {
        return bucket; // A clock that was set back gives and takes nothing.
    }
    const counted = limits.refill === "window" ? elapsed - (elapsed % windowOf(limits)) : elapsed;
    return {
        content: Math.min(limits.burst, bucket.content + (counted * limits.perSecond) / 1_000),
        countedTo: bucket.countedTo + counted,
    };
}

function resetTime({ content, countedTo }: Bucket, limits: BucketLimits): number {
    const { burst, perSecond, refill } = limits;
    switch (refill) {
        case "drip":
            return countedTo + ((burst - content) / perSecond) * 1_000;
        case "drip-next": {
            const next = Math.min(burst, Math.floor(content + rounding) + 1);
            return countedTo + (Math.max(0, next - content) / perSecond) * 1_000;
        }
        case "window": {
            // A rate below one per window needs more than one window for a token.
            const perWindow = (perSecond * windowOf(limits)) / 1_000;
            const windows = Math.max(1, Math.ceil((1 - content) / perWindow - rounding));
            return countedTo + windows * windowOf(limits);
        }
    }
}

function windowOf({ windowMs }: BucketLimits): number {
    return windowMs ?? 1_000;
}
