// Every failure a user can meet, one class per kind. Messages say what failed, for which user and method, the status and
// Auth0's errorCode, and the next step; they and everything else on these errors are free of tokens and personal data.

/**
 * What all errors of this package have in common. Messages hold no token and no personal data.
 *
 * @group Errors
 */
export abstract class AuthenticationMethodsError extends Error {
    /** Tells the kind apart where `instanceof` cannot: across two copies of this package. */
    abstract readonly code: `authentication_methods_${string}`;
}

/**
 * Tells an error of this package, whichever copy of it made the error.
 *
 * @param error - What was caught.
 * @returns Whether it is an error of this package, which has a `code`.
 *
 * @group Errors
 *
 * @example Going on where a look-up fails, whatever the reason.
 * ```ts
 * import { getUser, isAuthenticationMethodsError } from "pulumi-auth0-authentication-methods";
 *
 * export const ada = await getUser({ email: "ada@example.com" }).catch((error: unknown) => {
 *     if (isAuthenticationMethodsError(error)) {
 *         return undefined;
 *     }
 *     throw error;
 * });
 * ```
 */
export function isAuthenticationMethodsError(error: unknown): error is AuthenticationMethodsError {
    return error instanceof Error && "code" in error && String(error.code).startsWith("authentication_methods_");
}

/** The configuration is incomplete or wrong. Nothing was sent. */
export class ConfigurationError extends AuthenticationMethodsError {
    override readonly name = "ConfigurationError";
    readonly code = "authentication_methods_configuration";
}

/** A value cannot be an id of the Management API, or a resource id cannot be read. Nothing was sent. */
export class InvalidIdError extends AuthenticationMethodsError {
    override readonly name = "InvalidIdError";
    readonly code = "authentication_methods_invalid_id";
}

/** Arguments of a look-up are wrong, or those of a resource, which check refuses, reached us all the same. Nothing was sent. */
export class InvalidArgumentsError extends AuthenticationMethodsError {
    override readonly name = "InvalidArgumentsError";
    readonly code = "authentication_methods_invalid_arguments";
}

/**
 * The user does not exist in the tenant.
 *
 * @group Errors
 *
 * @example A program that goes on without a user who has left.
 * ```ts
 * import { getUser, UserNotFoundError } from "pulumi-auth0-authentication-methods";
 *
 * export const eve = await getUser({ email: "eve@example.com" }).catch((error: unknown) => {
 *     if (error instanceof UserNotFoundError) {
 *         return undefined;
 *     }
 *     throw error;
 * });
 * ```
 */
export class UserNotFoundError extends AuthenticationMethodsError {
    /** The name of the class, which stands before the message. */
    override readonly name = "UserNotFoundError";
    readonly code = "authentication_methods_user_not_found";
}

/**
 * Several users have the e-mail address by which one was looked up.
 *
 * @group Errors
 */
export class SeveralUsersError extends AuthenticationMethodsError {
    /** The name of the class, which stands before the message. */
    override readonly name = "SeveralUsersError";
    readonly code = "authentication_methods_several_users";
}

/**
 * The user exists, the authentication method does not.
 *
 * @group Errors
 */
export class MethodNotFoundError extends AuthenticationMethodsError {
    /** The name of the class, which stands before the message. */
    override readonly name = "MethodNotFoundError";
    readonly code = "authentication_methods_method_not_found";
}

/**
 * The user has several authentication methods of the declared type, and it is not declared which of them is meant.
 *
 * @group Errors
 */
export class AmbiguousMethodError extends AuthenticationMethodsError {
    /** The name of the class, which stands before the message. */
    override readonly name = "AmbiguousMethodError";
    readonly code = "authentication_methods_ambiguous_method";
}

/** The declared settings do not fit the method, such as a preference on a TOTP method. */
export class SettingNotApplicableError extends AuthenticationMethodsError {
    override readonly name = "SettingNotApplicableError";
    readonly code = "authentication_methods_setting_not_applicable";
}

/** The user has the method already that was to be enrolled. Nothing was changed. */
export class AlreadyEnrolledError extends AuthenticationMethodsError {
    override readonly name = "AlreadyEnrolledError";
    readonly code = "authentication_methods_already_enrolled";
}

/** It cannot be told whether a method was enrolled: no answer came, and the user's methods do not show it either. */
export class EnrolmentInDoubtError extends AuthenticationMethodsError {
    override readonly name = "EnrolmentInDoubtError";
    readonly code = "authentication_methods_enrolment_in_doubt";
}

/** Some entries of a group could not be brought into line. */
export class GroupError extends AuthenticationMethodsError {
    override readonly name = "GroupError";
    readonly code = "authentication_methods_group";
}

/** An entry of a group, or a look-up, was not tried, since none of those before it had the credentials or the permission. */
export class NotTriedError extends AuthenticationMethodsError {
    override readonly name = "NotTriedError";
    readonly code = "authentication_methods_not_tried";
}

/** What is known of a failed exchange with Auth0. */
export interface ExchangeDetails {
    /** HTTP status, where an answer came. */
    readonly status?: number;
    /** Auth0's errorCode, where it sent one. */
    readonly errorCode?: string;
    /**
     * Whether the request may have taken effect all the same: the connection broke, time ran out, or the answer could
     * not be read. Matters for writes.
     */
    readonly outcomeUnknown?: boolean;
}

/** An exchange with Auth0 failed. */
export abstract class ExchangeError extends AuthenticationMethodsError {
    readonly status: number | undefined;
    readonly errorCode: string | undefined;
    /** See {@link ExchangeDetails.outcomeUnknown}. Set by whoever knows of all attempts. */
    outcomeUnknown: boolean;

    constructor(message: string, details: ExchangeDetails = {}) {
        super(message);
        this.status = details.status;
        this.errorCode = details.errorCode;
        this.outcomeUnknown = details.outcomeUnknown ?? false;
    }
}

/** Whether a request that failed may have taken effect all the same. */
export function mayHaveArrived(error: unknown): error is ExchangeError {
    return error instanceof ExchangeError && error.outcomeUnknown;
}

/** The credentials or the token were not accepted. */
export class AuthenticationError extends ExchangeError {
    override readonly name = "AuthenticationError";
    readonly code = "authentication_methods_authentication";
}

/** The token lacks a scope, or the tenant does not permit the operation. */
export class PermissionError extends ExchangeError {
    override readonly name = "PermissionError";
    readonly code = "authentication_methods_permission";
}

/** Auth0 did not let the application in, or not to what it asked for. */
export type Denial = AuthenticationError | PermissionError;

/** Tells such an error. */
export function isDenial(error: unknown): error is Denial {
    return error instanceof AuthenticationError || error instanceof PermissionError;
}

/** Auth0 found the request wrong. Sending it again would not help. */
export class RequestRefusedError extends ExchangeError {
    override readonly name = "RequestRefusedError";
    readonly code = "authentication_methods_request_refused";
}

/** The rate limit did not let the request through in the time there was. */
export class RateLimitError extends ExchangeError {
    override readonly name = "RateLimitError";
    readonly code = "authentication_methods_rate_limit";
}

/** Auth0 answered that it cannot answer (408, 5xx), and went on doing so. */
export class ServerError extends ExchangeError {
    override readonly name = "ServerError";
    readonly code = "authentication_methods_server";
}

/** No answer: the connection could not be made, or broke. */
export class NetworkError extends ExchangeError {
    override readonly name = "NetworkError";
    readonly code = "authentication_methods_network";
}

/** No answer in time. */
export class TimeoutError extends ExchangeError {
    override readonly name = "TimeoutError";
    readonly code = "authentication_methods_timeout";
}

/** The engine cancelled the operation (Ctrl-C, `pulumi cancel`), and this was not done any more. */
export class CancelledError extends ExchangeError {
    override readonly name = "CancelledError";
    readonly code = "authentication_methods_cancelled";
}

/** An answer came that is not of the Management API: HTML, cut off, too large, a redirect, a field missing. */
export class InvalidAnswerError extends ExchangeError {
    override readonly name = "InvalidAnswerError";
    readonly code = "authentication_methods_invalid_answer";
}
