// Auth0's error bodies: those of the Management API, and OAuth's for the token endpoint.

import { STATUS_CODES } from "node:http";

// As the recorded bodies have them, where Node's names may be others.
const reasons: Readonly<Record<number, string>> = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
};

/** A refusal, with the answer that tells it. */
export class Refusal extends Error {
    override readonly name = "Refusal" as const;
    readonly status: number;
    readonly body: Readonly<Record<string, unknown>>;

    constructor(status: number, body: Readonly<Record<string, unknown>>) {
        super(`${status}: ${JSON.stringify(body)}`);
        this.status = status;
        this.body = body;
    }
}

function reasonFor(status: number): string {
    return reasons[status] ?? STATUS_CODES[status] ?? "Unknown Error";
}

/** A refusal of the Management API. */
function refusal(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
    return new Refusal(status, { statusCode: status, error: reasonFor(status), message, ...more });
}

/** The refusals of the Management API, by what is wrong. */
export const refusals = {
    invalidBody: (problem: string) =>
        refusal(400, `Payload validation error: ${problem}.`, { errorCode: "invalid_body" }),
    malformedBody: () => refusal(400, "Invalid request payload JSON format"),
    invalidQuery: (problem: string) =>
        refusal(400, `Query validation error: ${problem}.`, { errorCode: "invalid_query_string" }),
    invalidPath: (problem: string) => refusal(400, `Path validation error: ${problem}.`, { errorCode: "invalid_uri" }),
    invalidToken: (message = "Invalid token.") => refusal(401, message, { attributes: { error: message } }),
    missingToken: () => refusals.invalidToken("Missing authentication token"),
    insufficientScope: (scope: string) =>
        refusal(403, `Insufficient scope, expected any of: ${scope}`, { errorCode: "insufficient_scope" }),
    passkeyRegistered: () => refusal(403, "Operation not permitted when the user has registered at least 1 passkey"),
    noUser: () => refusal(404, "The user does not exist.", { errorCode: "inexistent_user" }),
    // PUT documents no 404.
    noUserToReplace: () => refusal(400, "The user does not exist.", { errorCode: "inexistent_user" }),
    noMethod: () => refusal(404, "The authentication method could not be found."),
    noRoute: () => refusal(404, "Not Found"),
    methodExists: () => refusal(409, "Authentication method already exists."),
    tooLarge: (most: number) => refusal(413, `Payload content length greater than maximum allowed: ${most}`),
    tooManyRequests: () => refusal(429, "Global limit has been reached", { errorCode: "too_many_requests" }),
    internal: () => refusal(500, "An internal server error occurred"),
    /** What goes with a status of which nothing more is known. */
    byStatus: (status: number) => refusal(status, reasonFor(status)),
};

/** A refusal of the token endpoint. */
function oauthRefusal(status: number, error: string, error_description: string): Refusal {
    return new Refusal(status, { error, error_description });
}

/** The refusals of the token endpoint, by what is wrong. */
export const tokenRefusals = {
    malformed: () => oauthRefusal(400, "invalid_request", "The body is neither JSON nor a form"),
    missing: (parameter: string) => oauthRefusal(400, "invalid_request", `Missing required parameter: ${parameter}`),
    noText: (parameter: string) => oauthRefusal(400, "invalid_request", `Parameter must be a string: ${parameter}`),
    grantType: (grantType: string) =>
        oauthRefusal(400, "unsupported_grant_type", `Unsupported grant type: ${grantType}`),
    assertionType: () => oauthRefusal(400, "invalid_request", "Unsupported client_assertion_type"),
    client: (why = "Client authentication failed") => oauthRefusal(401, "invalid_client", why),
    audience: (audience: string) => oauthRefusal(403, "access_denied", `Service not found: ${audience}`),
    /** What goes with a status of which nothing more is known. */
    byStatus: (status: number) =>
        oauthRefusal(status, reasonFor(status).toLowerCase().replaceAll(" ", "_"), reasonFor(status)),
};
