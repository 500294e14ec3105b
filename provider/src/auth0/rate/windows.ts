// Whether a bucket is refilled all at once, at the start of windows of a second, and when those start. Read from jumps of
// what remains: each one says that a window started between two moments. Where all of them agree modulo the window, it is
// one. Pure: a new state for each jump.

/** What is known of the windows. Times in milliseconds. */
export interface Windows {
    /** A window started after this and no later than `to`; undefined until a first jump is seen. */
    readonly from: number;
    readonly to: number;
    /** The evidence: how unlikely it is, as a logarithm, that jumps agreed by chance. */
    readonly evidence: number;
    /** The answer that showed the last jump was received then. */
    readonly seen: number;
}

const windowLength = 1_000;
const enough = Math.log(300);
// While there is some evidence, more is looked for: at this part of the bucket per second, or so many requests.
const lookingPart = 0.2;
const mostLooks = 4;
const longestSuspicion = 30_000;
// Clocks drift apart by less than this.
const drift = 1e-4;

export function noWindows(): Windows {
    return { from: 0, to: 0, evidence: 0, seen: Number.NEGATIVE_INFINITY };
}

/** Whether enough jumps agree. */
export function areWindows({ evidence }: Windows): boolean {
    return evidence >= enough;
}

/**
 * The pace that it takes to find windows that are suspected, in requests per millisecond: who sends seldom sees no jump, and
 * starves among others who know when windows start and leave nothing of them.
 */
export function leastPace({ evidence, seen }: Windows, limit: number, time: number): number {
    const isSuspected = evidence > 0 && time - seen < longestSuspicion;
    return isSuspected ? Math.min(lookingPart * limit, mostLooks) / 1_000 : 0;
}

/** The first window that has surely just started at `to`, not before `time`: when it may start, and when it has. */
export function nextWindow({ from, to }: Windows, time: number): { readonly from: number; readonly to: number } {
    const shift = Math.ceil((time - to) / windowLength) * windowLength;
    // Its start may be before the time already; then the next one is what a request must not be late for.
    const next = from + shift > time ? shift : shift + windowLength;
    return { from: from + next, to: to + shift };
}

/**
 * Learns from a jump: there was more after `from` than before, at `to` at the latest.
 */
export function learnJump(windows: Windows, from: number, to: number): Windows {
    const isNew = from >= windows.seen;
    const width = (to - from) / windowLength;
    if (width >= 1) {
        return windows;
    }
    const fresh: Windows = { from, to, evidence: 0, seen: to };
    if (windows.seen === Number.NEGATIVE_INFINITY) {
        return fresh;
    }
    // The same start may be seen twice, but two jumps one after the other are two starts.
    const least = isNew ? 1 : 0;
    const shift = Math.max(least, Math.ceil((from - windows.to) / windowLength)) * windowLength;
    const widening = shift * drift;
    const [earliest, latest] = [windows.from + shift - widening, windows.to + shift + widening];
    const [narrowFrom, narrowTo] = [Math.max(earliest, from), Math.min(latest, to)];
    if (narrowFrom >= narrowTo) {
        return fresh;
    }
    const surprise = isNew ? Math.max(0, -Math.log(width + (latest - earliest) / windowLength)) : 0;
    return { from: narrowFrom, to: narrowTo, evidence: windows.evidence + surprise, seen: to };
}

/** Of the window whose start is nearest to the time: the moments between which it starts. */
function nearestStart({ from, to }: Windows, time: number): { readonly from: number; readonly to: number } {
    const shift = Math.round((time - (from + to) / 2) / windowLength) * windowLength;
    return { from: from + shift, to: to + shift };
}

/**
 * When an answer was given, seen from the start of windows: near a start our clock cannot tell the old window from the new
 * one, and what is left can.
 *
 * @param time - When it was given by our clock, off by no more than `blur`.
 */
export function placeInWindow(windows: Windows, time: number, blur: number, isRefilled: boolean): number {
    const { from, to } = nearestStart(windows, time);
    if (time < from - blur || time > to + blur) {
        return time;
    }
    return isRefilled ? Math.max(time, to) : Math.min(time, from);
}

/**
 * Learns from a request that was refused although a window should have started: it starts later than thought.
 *
 * @param from - Not before this was it refused, nor after `to`.
 */
export function learnRefusal(windows: Windows, from: number, to: number): Windows {
    const start = nearestStart(windows, from);
    if (from < start.from || from > start.to + windowLength / 4) {
        return windows;
    }
    return { ...windows, from, to: Math.max(start.to, to) };
}
