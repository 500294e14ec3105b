// Answers of a tenant: as Auth0's own description of its API has them, and then spoilt in every way.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseJson } from "../../../src/auth0/json";
import type { TransportFailureKind } from "../../../src/auth0/transport";
import { tokenSchema } from "../../../src/auth0/wire";
import { anyText, canaries, errorText, nested, prototypeKeys, tenantText, withOwn } from "./texts";

/** An answer as it is on the wire, or why there is none. */
export type WireAnswer =
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }
    | { readonly failure: TransportFailureKind; readonly reason: string };

interface Schema {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly items?: Schema;
    readonly enum?: readonly string[];
    readonly oneOf?: readonly Schema[];
    readonly $ref?: string;
}

const contract = JSON.parse(
    readFileSync(join(__dirname, "../../../../emulator/contract/management-api.openapi.json"), "utf8"),
) as { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

/** The user and the methods that the tests ask for. */
export const ids = { user: "auth0|ada", phone: "phone|dev_1", totp: "totp|dev_2" } as const;

const personal: Readonly<Record<string, string>> = {
    phone_number: canaries.phone,
    email: canaries.email,
    totp_secret: canaries.totpSecret,
};

function fromSchema(schema: Schema, name = ""): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) {
        return fromSchema(contract.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, name);
    }
    if (schema.oneOf !== undefined) {
        return fc.oneof(...schema.oneOf.map((one) => fromSchema(one)));
    }
    if (schema.enum !== undefined) {
        return fc.constantFrom(...schema.enum);
    }
    switch (schema.type) {
        case "object": {
            const properties = Object.entries(schema.properties ?? {});
            return fc.record(
                Object.fromEntries(properties.map(([key, property]) => [key, fromSchema(property, key)])),
                { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true },
            );
        }
        case "array":
            return fc.array(fromSchema(schema.items ?? {}), { maxLength: 4 });
        case "number":
        case "integer":
            return fc.nat({ max: 60 });
        case "boolean":
            return fc.boolean();
        default:
            return textOf(name);
    }
}

function textOf(name: string): fc.Arbitrary<string> {
    if (name === "id") {
        return fc.constantFrom(ids.phone, ids.phone, ids.totp, "passkey|dev_3");
    }
    if (name.endsWith("_at")) {
        return fc.constant("2026-01-05T08:00:00.000Z");
    }
    const own = personal[name];
    return own === undefined ? fc.constantFrom("Work phone", "Old phone", "Private") : fc.constant(own);
}

function schemaNamed(name: string): fc.Arbitrary<unknown> {
    return fromSchema({ $ref: name });
}

// The description has no schema for errors; these are what recorded ones hold.
const errorBody = fc.record(
    {
        statusCode: fc.constantFrom(400, 401, 403, 404, 429, 500),
        error: fc.constantFrom("Bad Request", "Not Found", "Forbidden"),
        message: fc.oneof(
            fc.constantFrom("The user does not exist.", "Insufficient scope, expected any of: update:users"),
            errorText(),
        ),
        errorCode: fc.constantFrom("inexistent_user", "insufficient_scope", "invalid_body"),
        error_description: errorText(),
    },
    { requiredKeys: [], noNullPrototype: true },
);

const tokenBody = fc.record(
    {
        access_token: fc.constant(canaries.token),
        expires_in: fc.constantFrom(0, 60, 86_400),
        token_type: fc.constant("Bearer"),
        scope: fc.constant("read:authentication_methods update:authentication_methods"),
    },
    { requiredKeys: ["access_token"], noNullPrototype: true },
);

/** Numbers that JSON can write and few programs expect. */
const numbers = ["1e999", "-1e999", "-1", "-0", "0.5", "9007199254740993", "1e21"];
const marked = (number: string) => `@number ${number}@`;

const spoil = fc.record({
    at: fc.nat({ max: 60 }),
    how: fc.constantFrom("drop", "null", "text", "number", "list", "nest", "twice", "key", "object", "switch"),
    text: tenantText(),
    number: fc.constantFrom(...numbers),
    key: fc.constantFrom(...prototypeKeys),
});

type Spoiling = typeof spoil extends fc.Arbitrary<infer T> ? T : never;

/** Every place in a value, the value itself being `root.body`. */
function placesIn(value: unknown, places: [holder: object, key: string][]): typeof places {
    if (typeof value === "object" && value !== null) {
        for (const key of Object.keys(value)) {
            places.push([value, key]);
            placesIn((value as Record<string, unknown>)[key], places);
        }
    }
    return places;
}

function spoilt(body: unknown, spoilings: readonly Spoiling[]): unknown {
    const root = JSON.parse(JSON.stringify({ body })) as { body: unknown };
    for (const { at, how, text, number, key } of spoilings) {
        const places = placesIn(root, []);
        const [holder, name] = places[at % places.length] ?? [root, "body"];
        const value = (holder as Record<string, unknown>)[name];
        const put = (other: unknown) => withOwn(holder, name, other);
        switch (how) {
            case "drop":
                delete (holder as Record<string, unknown>)[name];
                break;
            case "null":
                put(null);
                break;
            case "text":
                put(text);
                break;
            case "number":
                put(marked(number));
                break;
            case "list":
                put([value]);
                break;
            case "nest":
                put(nested(300));
                break;
            case "twice":
                put(Array.isArray(value) ? [...value, ...value] : [value, value]);
                break;
            case "key":
                put(withOwn({}, key, value));
                break;
            case "object":
                put({});
                break;
            case "switch":
                put(typeof value !== "boolean");
                break;
        }
    }
    return root.body;
}

/** A body, spoilt in as many places as the list is long. */
function bodyOf(of: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
    const json = fc
        .tuple(of, fc.array(spoil, { maxLength: 3 }))
        .map(([body, spoilings]) =>
            (JSON.stringify(spoilt(body, spoilings)) ?? "").replace(/"@number ([^@]*)@"/g, "$1"),
        );
    return fc.oneof(
        { weight: 20, arbitrary: json },
        { weight: 1, arbitrary: fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))) },
        { weight: 1, arbitrary: tenantText() },
        { weight: 1, arbitrary: fc.constantFrom("", "null", "7", '"text"', "[]", "{}", "NaN", "\ufeff[]", "<html>") },
    );
}

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

    next(method: string): WireAnswer {
        const kind = method === "POST" ? "token" : method === "PATCH" ? "patch" : "list";
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
