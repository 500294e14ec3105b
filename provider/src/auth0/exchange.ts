// The loop around single attempts: token, turn, attempt, decision. It ends with an answer or one error of ours.

import type { Clock } from "../core/clock";
import { ExchangeError } from "../core/errors";
import type { Log } from "../core/log";
import { type Attempted, answerFailure, noTurn, notSentAnyMore } from "./failures";
import type { RateControl, Release, RequestClass } from "./rate/control";
import { type RateHeaders, readRateHeaders } from "./rate/headers";
import { decideRetry, type FailedAttempt, type RetryPolicy } from "./retry";
import type { RetryBudget } from "./retryBudget";
import { type Answer, type Request, type Transport, TransportFailure } from "./transport";
import { transportFailure } from "./unanswered";
import type { Waiting } from "./waiting";

/** What exchanges with one tenant share. */
export interface ExchangeParts {
    readonly transport: Transport;
    readonly rate: RateControl;
    readonly budget: RetryBudget;
    readonly policy: RetryPolicy;
    readonly clock: Clock;
    readonly waiting: Waiting;
    readonly log: Log;
    /** Aborted when the engine cancels the operation: nothing is waited for or sent any more. */
    readonly cancelled: AbortSignal;
}

/** One exchange. */
export interface Exchange extends Attempted {
    /** Makes the request of an attempt, anew for each. */
    build(): Promise<Request>;
    /** Called once when an answer says 401; the answer stands when this returns false. */
    renew?(): Promise<boolean>;
    /** Whose rate limit it counts against; undefined for what is no part of the Management API, and has a limit of its own. */
    readonly requestClass: RequestClass | undefined;
    /** Answers besides 2xx that are no failure to the caller. */
    readonly accepts?: readonly number[];
    /**
     * For what must not take effect twice: asked before each repetition once an attempt may have arrived, and when it is that
     * repetition's time. False ends it with the last failure. Absent for what may arrive twice.
     */
    mayRepeat?(): Promise<boolean>;
    /** Milliseconds since the epoch. */
    readonly deadline: number;
}

/**
 * Sends a request until it has an answer that is final.
 *
 * @throws An ExchangeError.
 */
export async function exchange(parts: ExchangeParts, wanted: Exchange): Promise<Answer> {
    const fate = { mayHaveArrived: false };
    try {
        return await attempts(parts, wanted, fate);
    } catch (error) {
        // What the last attempt came to says nothing of the ones before it: one lost answer is enough.
        if (error instanceof ExchangeError && wanted.isWrite && fate.mayHaveArrived) {
            error.outcomeUnknown = true;
        }
        throw error;
    }
}

async function attempts(parts: ExchangeParts, wanted: Exchange, fate: { mayHaveArrived: boolean }): Promise<Answer> {
    const { rate, budget, policy, clock, cancelled } = parts;
    let failures = 0;
    let rateLimited = 0;
    let isRenewed = false;
    let isReconnected = false;
    let last: Answer | TransportFailure | undefined;
    for (;;) {
        if (cancelled.aborted) {
            throw notSentAnyMore(wanted);
        }
        if (fate.mayHaveArrived && (await wanted.mayRepeat?.()) === false) {
            throw giveUp(last, wanted);
        }
        // The token comes before the turn: a turn that is held while a token is fetched would hold up the fetch.
        const request = await wanted.build();
        const { requestClass } = wanted;
        const release = await admit(rate, wanted);
        const timeLeft = wanted.deadline - clock.now();
        if (release === undefined || timeLeft <= 0) {
            release?.();
            throw cancelled.aborted ? notSentAnyMore(wanted) : giveUp(last, wanted);
        }
        const outcome = await attempt(parts, request, Math.min(wanted.requestTimeout, timeLeft), release);
        last = outcome.result;
        fate.mayHaveArrived ||= mayHaveArrived(last);
        if (isSuccess(last, wanted)) {
            budget.refill();
            return last;
        }
        if (isAnswer(last) && last.status === 401 && !isRenewed && wanted.renew !== undefined) {
            isRenewed = true;
            if (await wanted.renew()) {
                continue;
            }
        }
        if (!isAnswer(last) && last.kind === "stale" && !isReconnected && wanted.mayRepeat === undefined) {
            // It says nothing of the tenant that an old connection is gone, so it costs no time and no retry. What must not
            // take effect twice needs the time: what did arrive must have come to be when it is looked for.
            isReconnected = true;
            continue;
        }
        const refused = rateOfRefusal(outcome.failed);
        const isRateLimit = refused !== undefined;
        failures += isRateLimit ? 0 : 1;
        rateLimited += isRateLimit ? 1 : 0;
        const decision = decideRetry({
            attempt: outcome.failed,
            failures,
            rateLimited,
            timeLeft: wanted.deadline - clock.now(),
            budgetLeft: budget.isLeft,
            random: clock.random(),
            policy,
        });
        // The limit is the tenant's, so everyone waits; but where the refusal shows how the bucket stands, the rate control
        // knows when there is something for the others.
        const isForAll = isRateLimit && requestClass !== undefined && !showsBucket(refused);
        if (isRateLimit && requestClass !== undefined) {
            rate.pause(isForAll && "delay" in decision ? decision.delay : 0);
        }
        if (!decision.retry) {
            throw giveUp(last, wanted);
        }
        if (!isRateLimit) {
            budget.spend();
        }
        if (!isForAll) {
            const what = `before attempt ${failures + rateLimited + 1} to ${wanted.what}`;
            await parts.waiting.sleep(
                decision.delay,
                () => (isRateLimit ? `for the rate limit, ${what}` : what),
                cancelled,
            );
        }
    }
}

async function admit(rate: RateControl, { requestClass, deadline }: Exchange): Promise<Release | undefined> {
    if (requestClass !== undefined) {
        return rate.admit(deadline, requestClass);
    }
    return (await rate.admitOther(deadline)) ? () => {} : undefined;
}

interface AttemptOutcome {
    readonly result: Answer | TransportFailure;
    readonly failed: FailedAttempt;
}

async function attempt(
    { transport, clock, log }: ExchangeParts,
    request: Request,
    timeout: number,
    release: Release,
): Promise<AttemptOutcome> {
    const start = clock.now();
    const say = (what: string) => log.debug(`${request.method} ${request.path}: ${what} in ${clock.now() - start} ms`);
    try {
        const answer = await transport.send(request, timeout);
        const headers = readRateHeaders(answer.header, clock.now());
        release({ headers, isRefused: answer.status === 429 });
        say(String(answer.status));
        return { result: answer, failed: { kind: "answer", status: answer.status, rate: headers } };
    } catch (error) {
        release();
        if (!(error instanceof TransportFailure)) {
            throw error;
        }
        say(error.kind);
        return { result: error, failed: { kind: "no answer", transient: isTransient(error) } };
    }
}

/** What a 429 says of the rate limit; undefined of anything else. */
function rateOfRefusal(failed: FailedAttempt): RateHeaders | undefined {
    return failed.kind === "answer" && failed.status === 429 ? failed.rate : undefined;
}

/** Whether a refusal says how the bucket stands, rather than until when nothing may come at all. */
function showsBucket({ limit, remaining, retryAfter }: RateHeaders): boolean {
    return limit !== undefined && remaining !== undefined && retryAfter === undefined;
}

function isTransient({ kind }: TransportFailure): boolean {
    return ["timeout", "connection", "stale", "unreachable", "proxy for now"].includes(kind);
}

/** Whether a request that did not succeed may have been carried out. */
function mayHaveArrived(result: Answer | TransportFailure): boolean {
    return isAnswer(result)
        ? result.status === 408 || result.status >= 500
        : ["timeout", "cancelled", "connection", "stale", "too large"].includes(result.kind);
}

function isAnswer(result: Answer | TransportFailure): result is Answer {
    return !(result instanceof TransportFailure);
}

function isSuccess(result: Answer | TransportFailure, { accepts }: Exchange): result is Answer {
    return (
        isAnswer(result) && ((result.status >= 200 && result.status < 300) || accepts?.includes(result.status) === true)
    );
}

function giveUp(last: Answer | TransportFailure | undefined, wanted: Exchange): Error {
    if (last === undefined) {
        return noTurn(wanted);
    }
    return isAnswer(last) ? answerFailure(last, wanted) : transportFailure(last, wanted);
}
