// How fast a bucket is refilled, less what others take from it: learned from what was left at two moments and what we took
// between them. Pure: a new estimate for each answer.

/** What is known of the refill. Times in milliseconds, rates in tokens per millisecond. */
export interface Refill {
    /** The estimate. */
    readonly rate: number;
    /** Whether anything was seen to come back at all: until then, the estimate is a guess. */
    readonly isProven: boolean;
    /** Undefined until a first answer was read. */
    readonly look: Look | undefined;
}

/** Where the time that is looked at began, and where the next one will. */
interface Look {
    readonly older: Mark;
    readonly newer: Mark;
}

/** What was left at a moment, and how many tokens we had taken until then. */
export interface Mark {
    readonly at: number;
    readonly remaining: number;
    readonly taken: number;
}

// An estimate that is off is moved most of the way, further up than down: too low wastes, too high is refused and shows.
const upwards = 0.6;
const downwards = 0.3;
// Whole tokens are shown of a bucket that holds fractions: two readings are off by one at the most, and a hair.
const quantisation = 1.2;
const afterRefusal = 0.98;
const shortestLook = 5_000;
const tokensInLook = 40;
const slowest = 0.0001;

/** Nothing is known but a guess. */
export function guessedRefill(rate: number): Refill {
    return { rate, isProven: false, look: undefined };
}

/**
 * Learns from an answer.
 *
 * @param isFull - Whether the bucket was full, so that more may have come back than it could hold; we look anew from here on.
 * @param blur - Tokens that the reading may be off by, beside the fraction: timing, and answers that overtake each other.
 */
export function learnRefill(refill: Refill, mark: Mark, isFull: boolean, blur: number): Refill {
    if (refill.look === undefined) {
        return { ...refill, look: { older: mark, newer: mark } };
    }
    const { older, newer } = refill.look;
    const time = mark.at - older.at;
    if (time <= 0) {
        return refill;
    }
    const gain = mark.remaining - older.remaining + mark.taken - older.taken;
    const slack = quantisation + blur;
    const [least, most] = [(gain - slack) / time, isFull ? Number.POSITIVE_INFINITY : (gain + slack) / time];
    let { rate } = refill;
    if (rate < least) {
        rate += (least - rate) * upwards;
    } else if (rate > most) {
        rate += (most - rate) * downwards;
    }
    rate = Math.max(rate, slowest);
    const isOver = mark.at - newer.at >= Math.max(shortestLook, tokensInLook / rate);
    return {
        rate,
        isProven: refill.isProven || least > 0,
        look: { older: isFull ? mark : isOver ? newer : older, newer: isFull || isOver ? mark : newer },
    };
}

/** What is left of the estimate after a request was refused. */
export function slowRefill(refill: Refill): Refill {
    return { ...refill, rate: Math.max(slowest, refill.rate * afterRefusal) };
}
