// What an answer says about the rate limit. The documents leave the meaning of the reset header open, so every reading
// that occurs is understood here, and what cannot be meant is ignored.

/** The header of an answer by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined;

/** What an answer's headers say, in milliseconds from when it was received. */
export interface RateHeaders {
    /** How many requests the tenant accepts at once when it has rested: the size of its bucket, not a rate. */
    readonly limit: number | undefined;
    /** How many requests the tenant still accepts now. */
    readonly remaining: number | undefined;
    /** The reset header itself, to see whether it changes. */
    readonly reset: number | undefined;
    /** When the tenant accepts more, as far as it says so believably. */
    readonly resetIn: number | undefined;
    /** How long the tenant told us to wait; it outranks the reset header. */
    readonly retryAfter: number | undefined;
}

// The longest period of any published limit is a minute; a reset further away than this is a clock or a format gone wrong.
const furthestReset = 300_000;
// A number below this is seconds from now, above it seconds since 1970; the last reading for 1973, the first for 3 years.
const epochSeconds = 100_000_000;
const epochMilliseconds = 100_000_000_000;

// A number of so many digits that it is none any more would be waited for without end.
function number(text: string | undefined): number | undefined {
    const value = text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
    return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

function date(text: string | undefined): number | undefined {
    // Only the form of RFC 9110, since Date.parse makes a date of nearly anything.
    const time =
        text !== undefined && /^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}

/**
 * Reads the rate-limit headers of an answer. Times are measured against the server's own `Date`, so a clock that is an
 * hour off does no harm.
 *
 * @param receivedAt - Milliseconds since the epoch, for answers without a `Date`.
 */
export function readRateHeaders(header: HeaderReader, receivedAt: number): RateHeaders {
    const serverNow = date(header("date")) ?? receivedAt;
    const reset = number(header("x-ratelimit-reset"));
    return {
        limit: number(header("x-ratelimit-limit")),
        remaining: number(header("x-ratelimit-remaining")),
        reset,
        resetIn: readReset(reset, serverNow),
        retryAfter: readRetryAfter(header("retry-after"), serverNow),
    };
}

function readReset(value: number | undefined, serverNow: number): number | undefined {
    if (value === undefined) {
        return undefined;
    }
    const wait =
        value >= epochMilliseconds
            ? value - serverNow
            : value >= epochSeconds
              ? value * 1_000 - serverNow
              : value * 1_000;
    return wait > furthestReset ? undefined : Math.max(0, wait);
}

function readRetryAfter(text: string | undefined, serverNow: number): number | undefined {
    const seconds = number(text);
    if (seconds !== undefined) {
        return seconds * 1_000;
    }
    const at = date(text);
    return at === undefined ? undefined : Math.max(0, at - serverNow);
}
