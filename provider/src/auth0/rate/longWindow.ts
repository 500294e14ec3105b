// Whether the reset header names the end of a long window, such as a minute: it then stands still while what remains falls.
// Where a bucket drips, the time at which it is full moves on by as much as there is less in it. Pure.

/** See the first line of this file. */
export interface LongWindow {
    readonly isSure: boolean;
    /** The reset that is shown, when it was shown first, and what was left then. */
    readonly reset: number;
    readonly since: number;
    readonly remaining: number;
}

// A reset that is closer tells nothing: it is in whole seconds.
const farAhead = 2_500;
const standingStill = 1_500;
/** By how much answers that overtake each other may look like a refill. */
const overtaking = 3;

/**
 * Learns from an answer. Times in milliseconds.
 *
 * @param reset - The header as it is; the same number is the same moment.
 * @param resetIn - What it comes to, from when the answer was given.
 */
export function learnReset(
    known: LongWindow | undefined,
    { reset, resetIn, remaining, at }: Record<"reset" | "resetIn" | "remaining" | "at", number>,
): LongWindow | undefined {
    if (resetIn < farAhead) {
        return known;
    }
    if (known?.reset !== reset) {
        return { isSure: known?.isSure ?? false, reset, since: at, remaining };
    }
    const fallen = known.remaining - remaining;
    if (fallen < -overtaking) {
        return { ...known, isSure: false };
    }
    return fallen >= 0 && at - known.since > standingStill ? { ...known, isSure: true } : known;
}
