// The bodies of a tenant's answers: as Auth0's own description of its API has them, and then spoilt in every way.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { canaries, errorText, nested, prototypeKeys, tenantText, withOwn } from "./texts";

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

export function schemaNamed(name: string): fc.Arbitrary<unknown> {
    return fromSchema({ $ref: name });
}

// The description has no schema for errors; these are what recorded ones hold.
export const errorBody = fc.record(
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

export const tokenBody = fc.record(
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
export function bodyOf(of: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
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
