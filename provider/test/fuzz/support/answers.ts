// Answers of a tenant, and the scripts by which it gives them: whole, late, odd, or none.

import fc from "fast-check";
import { parseJson } from "../../../src/auth0/json";
import { tokenPath } from "../../../src/auth0/paths";
import type { TransportFailureKind } from "../../../src/auth0/transport";
import { tokenSchema } from "../../../src/auth0/wire/token";
import { bodyOf, errorBody, ids, schemaNamed, tokenBody } from "./bodies";
import { anyText, canaries, errorText, tenantText } from "./texts";

/** An answer as it is on the wire, or why there is none. */
export type WireAnswer =
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }
    | { readonly failure: TransportFailureKind; readonly reason: string };

const success = fc.oneof({ weight: 8, arbitrary: fc.constant(200) }, fc.integer({ min: 200, max: 299 }));
const noSuccess = fc.oneof(
    {
        weight: 8,
        arbitrary: fc.constantFrom(302, 400, 401, 403, 404, 404, 407, 408, 409, 429, 429, 431, 500, 503, 524),
    },
    { weight: 1, arbitrary: fc.integer({ min: 300, max: 999 }) },
);

const headerText = fc.oneof(
    fc.constantFrom("0", "1", "10", "60", "-1", "1.5", "0.001", "1e5", "NaN", "Infinity", "0x10", "", "  7  ", "1,1"),
    fc.nat().map(String),
    fc.integer({ min: 20, max: 400 }).map((digits) => "9".repeat(digits)),
    fc.constantFrom("Sun, 01 Mar 2026 12:00:10 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"),
    fc.constantFrom("Sun, 99 Mar 2026 99:99:99 GMT", "tomorrow", "1772366405", "1772366405000"),
    fc.string({ unit: fc.constantFrom("\u0020", "a", "\u00e9", "9", ";", "\t"), maxLength: 12 }),
);

const headers = fc.record(
    {
        "retry-after": headerText,
        "x-ratelimit-limit": headerText,
        "x-ratelimit-remaining": headerText,
        "x-ratelimit-reset": headerText,
        date: headerText,
        "content-type": fc.oneof(fc.constantFrom("application/json", "text/html"), tenantText()),
    },
    { requiredKeys: [], noNullPrototype: true },
);

const kinds: readonly TransportFailureKind[] = [
    "timeout",
    "cancelled",
    "connection",
    "stale",
    "unreachable",
    "unknown host",
    "certificate",
    "proxy",
    "proxy for now",
    "too large",
    "invalid",
];
const failure: fc.Arbitrary<WireAnswer> = fc.record({
    failure: fc.constantFrom(...kinds),
    reason: fc.oneof(
        fc.constantFrom(
            "ECONNRESET",
            "EAI_AGAIN",
            "CERT_HAS_EXPIRED",
            "ERR_TLS_CERT_ALTNAME_INVALID",
            "EPROTO",
            "407 no",
        ),
        errorText(),
    ),
});

function answerOf(body: fc.Arbitrary<unknown>): fc.Arbitrary<WireAnswer> {
    const spoiltBody = bodyOf(body);
    const errors = fc.oneof({ weight: 5, arbitrary: bodyOf(errorBody) }, { weight: 1, arbitrary: spoiltBody });
    return fc.oneof(
        { weight: 8, arbitrary: fc.record({ status: success, headers, text: spoiltBody }) },
        { weight: 7, arbitrary: fc.record({ status: noSuccess, headers, text: errors }) },
        { weight: 1, arbitrary: failure },
    );
}

/** How a tenant answers each kind of request: in turn, and the last answer for ever. */
export interface Script {
    readonly token: readonly WireAnswer[];
    readonly list: readonly WireAnswer[];
    readonly patch: readonly WireAnswer[];
}

/** A script while it is played. */
export class Playing {
    readonly #script: Script;
    readonly #asked = { token: 0, list: 0, patch: 0 };
    #isTokenIssued = false;

    constructor(script: Script) {
        this.#script = script;
    }

    next({ method, path }: { readonly method: string; readonly path: string }): WireAnswer {
        // An enrolment and a deletion are answered as a PATCH is, which is as good as anything.
        const kind = path === tokenPath ? "token" : method === "GET" ? "list" : "patch";
        const answers = this.#script[kind];
        const answer = answers[Math.min(this.#asked[kind]++, answers.length - 1)] as WireAnswer;
        // Nobody can know a token for one before it is issued.
        const known = (said: string) => (this.#isTokenIssued ? said : said.replaceAll(canaries.token, "no token"));
        if ("failure" in answer) {
            return { ...answer, reason: known(answer.reason) };
        }
        const { status, headers, text } = answer;
        const isIssuing = kind === "token" && status < 300;
        const played = {
            status,
            headers: Object.fromEntries(Object.entries(headers).map(([name, said]) => [name, known(said)])),
            text: isIssuing ? text : known(text),
        };
        this.#isTokenIssued ||=
            isIssuing && tokenSchema.safeParse(parseJson(text)).data?.access_token === canaries.token;
        return played;
    }
}

const good = (body: unknown): WireAnswer => ({ status: 200, headers: {}, text: JSON.stringify(body) });

/** A tenant that answers as it should, for where the fuzz is elsewhere. */
export const goodScript: Script = {
    token: [good({ access_token: canaries.token, expires_in: 86_400, token_type: "Bearer" })],
    list: [
        good([
            {
                id: ids.phone,
                type: "phone",
                name: "Old phone",
                created_at: "2026-01-05T08:00:00.000Z",
                phone_number: canaries.phone,
            },
            { id: ids.totp, type: "totp", created_at: "2026-01-05T08:00:00.000Z" },
        ]),
    ],
    patch: [good({ type: "phone", totp_secret: canaries.totpSecret })],
};

/** Lists as Auth0 has them, of methods that hold anything. */
const strangeLists = fc
    .array(
        fc.record(
            {
                id: fc.oneof(fc.constantFrom(ids.phone, ids.totp), tenantText()),
                type: fc.oneof(fc.constantFrom("phone", "totp"), tenantText()),
                name: tenantText(),
                preferred_authentication_method: tenantText(),
                created_at: anyText(),
                confirmed: fc.boolean(),
            },
            { requiredKeys: ["id", "type", "created_at"], noNullPrototype: true },
        ),
        { maxLength: 30 },
    )
    .map((methods) => [good(methods)]);

/** Any tenant: each part of it answers as it should, or as no tenant ever did. */
export const scripts: fc.Arbitrary<Script> = fc.record({
    token: fc.oneof(
        { weight: 3, arbitrary: fc.constant(goodScript.token) },
        { weight: 1, arbitrary: fc.array(answerOf(tokenBody), { minLength: 1, maxLength: 3 }) },
    ),
    list: fc.oneof(
        { weight: 1, arbitrary: fc.constant(goodScript.list) },
        { weight: 1, arbitrary: strangeLists },
        {
            weight: 3,
            arbitrary: fc.array(answerOf(schemaNamed("ListUserAuthenticationMethodsResponseContent")), {
                minLength: 1,
                maxLength: 3,
            }),
        },
    ),
    patch: fc.array(answerOf(schemaNamed("UpdateUserAuthenticationMethodResponseContent")), {
        minLength: 1,
        maxLength: 3,
    }),
});
