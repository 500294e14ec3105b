// Answers as the rate control sees them.

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
