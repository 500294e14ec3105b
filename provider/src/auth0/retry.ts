// When a request is sent again, and after how long: one pure decision, for reads and writes alike, since a PATCH of
// declared settings, or a DELETE, does no harm when it arrives twice. What would do harm is held back in exchange.ts.

import type { RateHeaders } from "./rate/headers";

/** How patient the client is. Times in milliseconds. */
export interface RetryPolicy {
    /** How often a request is sent at the most, answers of 429 aside. */
    readonly attempts: number;
    /** The longest delay before the second attempt; it doubles with each one. */
    readonly firstDelay: number;
    /** The longest delay there is, unless Auth0 asks for a longer one. */
    readonly longestDelay: number;
}

/** Five attempts within about half a minute: outlasts a restart or a dropped connection, not an outage. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 5, firstDelay: 500, longestDelay: 10_000 };

/** What came of an attempt that did not succeed. */
export type FailedAttempt =
    | { readonly kind: "answer"; readonly status: number; readonly rate: RateHeaders }
    | { readonly kind: "no answer"; readonly transient: boolean };

/** Everything the decision depends on. */
export interface RetryQuestion {
    readonly attempt: FailedAttempt;
    /** How many attempts failed so far, this one included, answers of 429 aside. */
    readonly failures: number;
    /** How many answers of 429 came so far, this one included. */
    readonly rateLimited: number;
    /** Milliseconds until the operation's time is up. */
    readonly timeLeft: number;
    /** Whether the tenant's retry budget has something left. */
    readonly budgetLeft: boolean;
    /** From 0 up to, not including, 1. */
    readonly random: number;
    readonly policy: RetryPolicy;
}

/** Send again after `delay` milliseconds, or do not, and why not: for "time", that delay was too long. */
export type RetryDecision =
    | { readonly retry: true; readonly delay: number }
    | { readonly retry: false; readonly because: "final" | "attempts" | "budget" }
    | { readonly retry: false; readonly because: "time"; readonly delay: number };

// A tenant that says "in a millisecond" and refuses again, so often, would be asked a thousand times a second.
const mostHurried = 10;
const leastAfterMany = 1_000;

/** Answers that may be different next time; Auth0's 524 comes from the proxy before it. */
function isTransientStatus(status: number): boolean {
    return status === 408 || status >= 500;
}

function backOff(failures: number, { firstDelay, longestDelay }: RetryPolicy): number {
    return Math.min(longestDelay, firstDelay * 2 ** (failures - 1));
}

/**
 * Decides whether a request is sent again.
 *
 * A 429 is no failure: it is waited out as Auth0 says, or, where it does not say, with a back-off, as long as the
 * operation has time; at the most once or twice a second when it came often. 408, 5xx, broken connections and timeouts
 * back off with full jitter, a few times and within the retry budget. Everything else is final.
 */
export function decideRetry(question: RetryQuestion): RetryDecision {
    const { attempt, policy, random } = question;
    if (attempt.kind === "answer" && attempt.status === 429) {
        // A little later than told, each client differently: all who wait for one moment must not meet at it again.
        const told = attempt.rate.retryAfter ?? attempt.rate.resetIn;
        const delay =
            told === undefined || told === 0
                ? backOff(question.rateLimited, policy) * (0.5 + random / 2)
                : told + random * Math.min(told / 10, 1_000);
        const least = question.rateLimited > mostHurried ? leastAfterMany * (0.5 + random / 2) : 0;
        return inTime(Math.max(delay, least), question.timeLeft);
    }
    const transient = attempt.kind === "answer" ? isTransientStatus(attempt.status) : attempt.transient;
    if (!transient) {
        return { retry: false, because: "final" };
    }
    if (question.failures >= policy.attempts) {
        return { retry: false, because: "attempts" };
    }
    if (!question.budgetLeft) {
        return { retry: false, because: "budget" };
    }
    // A server that says when it is back (503 with Retry-After) is believed, never hurried.
    const told = attempt.kind === "answer" ? (attempt.rate.retryAfter ?? 0) : 0;
    return inTime(Math.max(told, random * backOff(question.failures, policy)), question.timeLeft);
}

function inTime(delay: number, timeLeft: number): RetryDecision {
    return delay < timeLeft ? { retry: true, delay } : { retry: false, because: "time", delay };
}
