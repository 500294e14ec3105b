// Answers as the rate control sees them, and a bucket that has seen one.

import { Bucket } from "../../src/auth0/rate/bucket";
import type { Answered } from "../../src/auth0/rate/control";
import { type RateHeaders, readRateHeaders } from "../../src/auth0/rate/headers";

/** What a tenant says of its limit. */
export function said(headers: Partial<RateHeaders>): RateHeaders {
    const nothing = { limit: undefined, remaining: undefined, reset: undefined, resetIn: undefined };
    return { ...nothing, retryAfter: undefined, ...headers };
}

/** An answer that was accepted. */
export function accepted(headers: Partial<RateHeaders>): Answered {
    return { headers: said(headers), isRefused: false };
}

/** A 429. */
export function refused(headers: Partial<RateHeaders> = {}): Answered {
    return { headers: said(headers), isRefused: true };
}

/** What is read from header fields that stand on the wire like this. */
export function onTheWire(fields: Readonly<Record<string, string>>, receivedAt: number): RateHeaders {
    return readRateHeaders((name) => fields[name], receivedAt);
}

/** Milliseconds from a request to its answer. */
export const trip = 80;
/** How many wait, where it must not matter. */
export const many = 1_000;

/** A bucket of which one answer was seen, and the time at which it was. */
export function bucketWith(limit: number, remaining: number, resetIn?: number) {
    const bucket = new Bucket(limit, () => 0.5);
    const sent = bucket.send(0, many);
    const reset = resetIn === undefined ? undefined : resetIn / 1_000;
    bucket.receive(sent, "accepted", said({ limit, remaining, reset, resetIn }), trip);
    return { bucket, now: trip };
}
