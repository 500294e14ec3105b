// The life of an authentication method, which Auth0's SDKs for Node, Go and Python all live in the emulator: what each
// does, what it must see, and what must arrive. The programs in node.ts, go/ and python/ do these steps in this order.

import type { Emulator } from "../../emulator/src/index";

/** What a step saw: an answer as the SDK gives it, an error, or nothing. */
export interface Step {
    readonly step: string;
    readonly answer?: unknown;
    readonly error?: { readonly type: string; readonly status: number; readonly body: unknown };
}

/** A request as it arrived: with the query's parameters in the order of the alphabet, and ids decoded. */
export type Arrived = readonly [request: string, body: unknown, status: number | undefined];

/** What the programs are told. */
export interface LifeArguments {
    readonly url: string;
    readonly audience: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** A token that permits updates and nothing else. */
    readonly narrowToken: string;
    /** Has no method before and after. */
    readonly user: string;
    readonly nobody: string;
    /** Has a method that has no preference. */
    readonly other: string;
    readonly otherMethod: string;
    readonly email: string;
    readonly create: {
        readonly type: "phone";
        readonly name: string;
        readonly phone_number: string;
        readonly preferred_authentication_method: "sms";
    };
    /** As in Auth0's page of the endpoint. */
    readonly update: { readonly name: string; readonly preferred_authentication_method: "voice" };
    readonly refused: { readonly preferred_authentication_method: "sms" };
}

const user = "auth0|507f1f77bcf86cd799439026";
// A slash, a second bar: what is hard to send.
const nobody = "samlp|corp|staff/0000";
const other = "auth0|507f1f77bcf86cd799439020";
const otherMethod = "totp|dev_F9T7cy0hM0IgHjwP";
const email = "ada+1@example.com";
const create = {
    type: "phone",
    name: "Desk phone",
    phone_number: "+442079460123",
    preferred_authentication_method: "sms",
} as const;
const update = { name: "Work phone ☎", preferred_authentication_method: "voice" } as const;
const refused = { preferred_authentication_method: "sms" } as const;

/** Makes the emulator ready. */
export async function prepareLife(emulator: Emulator): Promise<LifeArguments> {
    const { url, audience, clientId, clientSecret } = emulator;
    // Refused in the words of a tenant whose limit is reached, however fast the program is.
    emulator.fault({ route: "GET /api/v2/users-by-email", status: 429, headers: { "x-ratelimit-remaining": "0" } });
    const narrowToken = await emulator.issueToken({ scopes: ["update:authentication_methods"] });
    const known = { url, audience, clientId, clientSecret, narrowToken };
    return { ...known, user, nobody, other, otherMethod, email, create, update, refused };
}

/** What each step must see, with the method that was made under this id, and made then. */
export function expectedSteps(id: string, created_at: string): Step[] {
    const key = id.replace("phone|", "");
    const made = {
        id,
        type: "phone",
        name: create.name,
        phone_number: "XXXXXXXXX0123",
        authentication_methods: [
            { id: `sms|${key}`, type: "sms" },
            { id: `voice|${key}`, type: "voice" },
        ],
        preferred_authentication_method: "sms",
        created_at,
    };
    const updated = { ...made, ...update };
    const noMethod = errorOf("NotFoundError", 404, "Not Found", "The authentication method could not be found.");
    return [
        { step: "list before", answer: [] },
        { step: "create", answer: made },
        { step: "list", answer: [{ ...made, confirmed: true }] },
        { step: "get", answer: { ...made, confirmed: true } },
        { step: "update", answer: updated },
        { step: "list updated", answer: [{ ...updated, confirmed: true }] },
        {
            step: "create again",
            error: errorOf("ConflictError", 409, "Conflict", "Authentication method already exists."),
        },
        {
            step: "update what it does not apply to",
            error: errorOf(
                "BadRequestError",
                400,
                "Bad Request",
                "Payload validation error: 'applies to phone authentication methods only' on property " +
                    "preferred_authentication_method.",
                { errorCode: "invalid_body" },
            ),
        },
        { step: "delete" },
        { step: "get deleted", error: noMethod },
        { step: "update deleted", error: noMethod },
        { step: "delete deleted", error: noMethod },
        { step: "list after", answer: [] },
        {
            step: "list of nobody",
            error: errorOf("NotFoundError", 404, "Not Found", "The user does not exist.", {
                errorCode: "inexistent_user",
            }),
        },
        {
            step: "look up beyond the limit",
            error: errorOf("TooManyRequestsError", 429, "Too Many Requests", "Too Many Requests"),
        },
        {
            step: "list without the scope",
            error: errorOf(
                "ForbiddenError",
                403,
                "Forbidden",
                "Insufficient scope, expected any of: read:authentication_methods",
                { errorCode: "insufficient_scope" },
            ),
        },
        {
            step: "list without a token",
            error: errorOf("UnauthorizedError", 401, "Unauthorized", "Invalid token.", {
                attributes: { error: "Invalid token." },
            }),
        },
    ];
}

function errorOf(type: string, statusCode: number, error: string, message: string, more: object = {}) {
    return { type, status: statusCode, body: { statusCode, error, message, ...more } };
}

/** What must arrive of it, beside the requests for tokens. */
export function expectedRequests(id: string): Arrived[] {
    const methods = `/api/v2/users/${user}/authentication-methods`;
    const method = `${methods}/${id}`;
    const list = "include_totals=true&page=0&per_page=50";
    return [
        [`GET ${methods}?${list}`, undefined, 200],
        [`POST ${methods}`, create, 201],
        [`GET ${methods}?${list}`, undefined, 200],
        [`GET ${method}`, undefined, 200],
        [`PATCH ${method}`, update, 200],
        [`GET ${methods}?${list}`, undefined, 200],
        [`POST ${methods}`, create, 409],
        [`PATCH /api/v2/users/${other}/authentication-methods/${otherMethod}`, refused, 400],
        [`DELETE ${method}`, undefined, 204],
        [`GET ${method}`, undefined, 404],
        [`PATCH ${method}`, update, 404],
        [`DELETE ${method}`, undefined, 404],
        [`GET ${methods}?${list}`, undefined, 200],
        [`GET /api/v2/users/${nobody}/authentication-methods?${list}`, undefined, 404],
        [`GET /api/v2/users-by-email?email=${email}`, undefined, 429],
        [`GET ${methods}?${list}`, undefined, 403],
        [`GET ${methods}?${list}`, undefined, 401],
    ];
}
