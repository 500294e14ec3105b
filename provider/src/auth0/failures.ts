// How an answer that is no success, and a request that was not sent, are told to the user.

import type { TenantKey } from "../configuration/sources";
import {
    AuthenticationError,
    CancelledError,
    type ExchangeDetails,
    type ExchangeError,
    InvalidAnswerError,
    NetworkError,
    PermissionError,
    RateLimitError,
    RequestRefusedError,
    ServerError,
} from "../core/errors";
import { scrub } from "../core/text";
import { parseJson } from "./json";
import { whereToGrant } from "./scopes";
import type { Answer } from "./transport";
import { type ErrorBody, readErrorBody } from "./wire/errors";

/** What was attempted, in the words of a message. */
export interface Attempted {
    /** Such as `read the authentication methods of user "auth0|ada"`. */
    readonly what: string;
    /** The tenant, as messages call it. */
    readonly tenant: string;
    /** The key of a setting of the tenant in the stack's configuration. */
    readonly keyOf: (key: TenantKey) => string;
    /** What the request needs, for a message about permission. */
    readonly scope: string | undefined;
    /** Whether it changes something, so that it matters whether a request without an answer was carried out. */
    readonly isWrite: boolean;
    /** The texts that must never be shown. */
    readonly secrets: readonly string[];
    /** Where the exchange stands, for messages about time. */
    readonly requestTimeout: number;
    readonly operationTimeout: number;
}

/** What every message of a failed exchange says, in this order. */
export function sentence(attempted: Attempted, problem: string, nextStep: string): string {
    return `Could not ${attempted.what} in tenant ${attempted.tenant}: ${problem}. ${nextStep}`;
}

/** `403 (insufficient_scope): Insufficient scope, expected any of: …` */
function describe(answer: Answer, attempted: Attempted) {
    const body = readErrorBody(parseJson(answer.text));
    const errorCode = body?.errorCode === undefined ? undefined : scrub(body.errorCode, attempted.secrets);
    const message = body === undefined ? "" : scrub(body.message, attempted.secrets).replace(/\.$/, "");
    const code = errorCode === undefined ? "" : ` (${errorCode})`;
    const details: ExchangeDetails = { status: answer.status, ...(errorCode !== undefined && { errorCode }) };
    return {
        body,
        text: `${answer.status}${code}${message === "" ? "" : `: ${message}`}`,
        details,
        message,
    };
}

/** The error for an answer that is not a success, after retries if they made sense. */
export function answerFailure(answer: Answer, attempted: Attempted): ExchangeError {
    const { body, text, details, message } = describe(answer, attempted);
    const { status } = answer;
    const { keyOf } = attempted;
    const fail = (nextStep: string) => sentence(attempted, `Auth0 answered ${text}`, nextStep);
    if (status >= 300 && status < 400) {
        return new InvalidAnswerError(
            sentence(
                attempted,
                `the answer is a redirect (${status}), which is not followed, since it would take the token elsewhere`,
                `Check that ${keyOf("domain")} is the tenant's own domain, and no proxy answers in its place.`,
            ),
            details,
        );
    }
    switch (status) {
        case 401:
            return new AuthenticationError(
                fail(
                    `The credentials are not valid for this tenant, or have expired: check ${keyOf("clientId")} and ` +
                        `${keyOf("clientSecret")} (or ${keyOf("clientAssertionPrivateKey")}, or ${keyOf("apiToken")}), ` +
                        "and the variables that stand for them. " +
                        (attempted.scope === undefined
                            ? ""
                            : `Where they are right, the token is for another API: check ${keyOf("audience")}. `) +
                        "`pulumi destroy` and `pulumi refresh` use the configuration that the last `pulumi up` saved.",
                ),
                details,
            );
        case 403:
            return new PermissionError(fail(nextStepForbidden(body, message, attempted)), details);
        case 407:
            return new NetworkError(
                sentence(
                    attempted,
                    "a proxy between here and Auth0 asks who you are (407)",
                    "Put user and password into HTTPS_PROXY, as in " + "http://USER:PASSWORD@HOST:PORT.",
                ),
                details,
            );
        case 429:
            return new RateLimitError(
                fail(
                    `The rate limit left no room within the ${attempted.operationTimeout / 1_000} s of ` +
                        "auth0-authentication-methods:operationTimeout. Run again; what is done is not repeated.",
                ),
                details,
            );
        case 404:
            return new RequestRefusedError(
                fail(
                    body?.isManagementApi === true
                        ? "It was there when it was last read. Run again."
                        : `Check that ${keyOf("domain")} is the tenant's own domain: this is not how the Management API ` +
                              "answers.",
                ),
                details,
            );
        default:
            return status === 408 || status >= 500
                ? new ServerError(
                      fail("Run again later; what is done is not repeated. Auth0's state: https://status.auth0.com"),
                      details,
                  )
                : new RequestRefusedError(
                      fail(
                          message === ""
                              ? `Sending it again would not help. Check that ${keyOf("domain")} is the tenant's own domain.`
                              : "Sending it again would not help: mend what the message names.",
                      ),
                      details,
                  );
    }
}

function nextStepForbidden(body: ErrorBody | undefined, message: string, { scope, keyOf }: Attempted): string {
    if (scope === undefined) {
        return `Authorize the application for the Auth0 Management API (${whereToGrant}), and check ${keyOf("audience")}.`;
    }
    if (body === undefined) {
        return "This is not how the Management API answers: check what stands before the tenant, such as a firewall.";
    }
    if (body.errorCode === "insufficient_scope" || /scope/i.test(message)) {
        const named = /expected(?: any of)?:?\s*([\w:, ]+)/i.exec(message)?.[1]?.trim() ?? scope;
        return `Grant the scope ${named} to the application (${whereToGrant}).`;
    }
    // A tenant says it of its applications and the like in the same words, with this errorCode.
    if (body.errorCode === "too_many_entities" || /reached the limit of entities/i.test(message)) {
        return (
            "The user has as many methods of this type as Auth0 allows: delete one that is no longer wanted in Auth0 and run " +
            "again, or declare one that is there with AuthenticationMethodSettings. Where this was to replace a method of the " +
            "program, the resource option deleteBeforeReplace: true deletes that one first."
        );
    }
    const reason = message === "" ? "and gives no reason" : "for the reason it gives";
    return `The tenant does not permit it, ${reason}. Check that the application has the scope ${scope} (${whereToGrant}).`;
}

/** The error for a success that cannot be read. */
export function unreadableAnswer(answer: Answer, attempted: Attempted, problem?: string): InvalidAnswerError {
    const type = scrub(answer.header("content-type") ?? "unknown", attempted.secrets);
    return new InvalidAnswerError(
        sentence(
            attempted,
            problem === undefined
                ? `the answer (${answer.status}, ${type}) is not JSON of the Management API`
                : `the answer of the Management API is not as documented: ${problem}`,
            `Check that ${attempted.keyOf("domain")} is the tenant's own domain, and no proxy answers in its place.`,
        ),
        { status: answer.status, outcomeUnknown: attempted.isWrite },
    );
}

/** The error for a request that was not sent, or not sent again, since the engine cancelled the operation. */
export function notSentAnyMore(attempted: Attempted): CancelledError {
    return new CancelledError(
        sentence(attempted, "the operation was cancelled before that", "Run again; what is done is not repeated."),
    );
}

/** The error for a request that could not be sent in the time that its operation has. */
export function noTurn(attempted: Attempted): RateLimitError {
    return new RateLimitError(
        sentence(
            attempted,
            "the rate limit of the tenant, or auth0-authentication-methods:requestsPerSecond, leaves no room for it within " +
                `the ${attempted.operationTimeout / 1_000} s of auth0-authentication-methods:operationTimeout`,
            "Run again; what is done is not repeated.",
        ),
    );
}
