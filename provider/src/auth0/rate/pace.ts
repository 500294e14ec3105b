// How fast requests are sent while more wait: in proportion to what is left, times a pace that is moved until the bucket
// stays about half full. Pure.

/** A pace in requests per millisecond. */
export interface Pace {
    /** What is sent when the bucket is half full. */
    readonly current: number;
    /** Where all who use the bucket start from, and are drawn to. */
    readonly usual: number;
}

// How quickly the pace follows what is left, per second.
const gain = 0.5;
// How strongly it is drawn to the usual one. This is what makes all who use the bucket equal: those who see the same share
// of a full bucket end at the same pace, wherever they were before.
const attraction = 0.1;
const mostShare = 2;
// Who finds the bucket empty goes on looking at it.
const leastShare = 0.15;
const afterRefusal = 0.85;
/** How far the pace may be from the usual one, either way: a wrong guess, or ten who share. */
const range = 10;
const longestStep = 2;

// Published rates per second of the bucket sizes that occur at several rates, or at another than their size; elsewhere a
// bucket is refilled once a second. Only the start depends on it: the middle of what is possible serves all.
// Source: https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy
const usualRates = new Map([
    [10, 2.2],
    [20, 8],
    [40, 8.3],
    [50, 28],
]);

/** The pace to start at, for a bucket of this size. */
export function usualPace(limit: number): Pace {
    const usual = (usualRates.get(limit) ?? limit) / 1_000;
    return { current: usual, usual };
}

/**
 * How full a bucket is for who wants to draw from it: 1 is the middle between one token, without which nothing goes, and
 * a full bucket, which loses what comes.
 */
export function shareOf(credit: number, limit: number): number {
    const middle = (limit + 1) / 2;
    return Math.min(mostShare, Math.max(leastShare, (credit - 0.5) / (middle - 0.5)));
}

/**
 * Moves the pace: up while the bucket is fuller than half, down while it is emptier.
 *
 * @param elapsed - Milliseconds since it was moved last.
 */
export function adaptPace({ current, usual }: Pace, share: number, elapsed: number): Pace {
    const seconds = Math.min(longestStep, Math.max(0, elapsed) / 1_000);
    return within(current + gain * seconds * (attraction * usual * share + current * (share - 1)), usual);
}

/** What is left of the pace after a request was refused. */
export function slowDown({ current, usual }: Pace): Pace {
    return within(current * afterRefusal, usual);
}

function within(current: number, usual: number): Pace {
    return { current: Math.min(Math.max(current, usual / range), usual * range), usual };
}
