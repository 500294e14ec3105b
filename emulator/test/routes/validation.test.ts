import assert from "node:assert/strict";
import fc from "fast-check";
import type * as z from "zod";
import {
    createSchema,
    emailQuerySchema,
    fieldsQuerySchema,
    pageQuerySchema,
    patchSchema,
    replaceSchema,
    validBody,
    validQuery,
} from "../../src/routes/validation";
import { Contract } from "../support/contract";

const contract = new Contract("management-api.openapi.json");

const types = contract.schema("AuthenticationMethodTypeEnum").enum ?? [];
const anything = fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.integer(), fc.constant([]), fc.constant({}));

/** Mostly as documented, sometimes a near miss, now and then anything. */
function mostly<T>(usual: fc.Arbitrary<T>, ...misses: unknown[]): fc.Arbitrary<unknown> {
    return fc.oneof(
        { weight: 40, arbitrary: usual },
        { weight: misses.length === 0 ? 0 : 3, arbitrary: fc.constantFrom(...misses, undefined) },
        { weight: 1, arbitrary: anything },
    );
}

/** Values of every field that some request takes, near the limits, and at times of one that none does. */
const body = fc
    .record(
        {
            type: mostly(fc.constantFrom("phone", "email", "totp"), ...types),
            name: mostly(fc.string({ maxLength: 20 }), "x".repeat(21)),
            totp_secret: mostly(fc.string({ maxLength: 2 })),
            phone_number: mostly(fc.stringMatching(/^\+\d{1,29}$/), "", "1", "1".repeat(30), "1".repeat(31)),
            email: mostly(fc.string({ maxLength: 2 })),
            preferred_authentication_method: mostly(fc.constantFrom("voice", "sms"), "push"),
            key_id: mostly(fc.string()),
            public_key: mostly(fc.string()),
            aaguid: mostly(fc.constant("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"), "ea9b8d66"),
            relying_party_identifier: mostly(fc.constantFrom("example.com", "localhost"), "a b"),
            credential_device_type: mostly(fc.constantFrom("single_device", "multi_device"), "other"),
            credential_backed_up: mostly(fc.boolean()),
            identity_user_id: mostly(fc.string()),
            user_agent: mostly(fc.string()),
            user_handle: mostly(fc.string()),
            transports: mostly(fc.array(fc.string(), { maxLength: 2 })),
            confirmed: mostly(fc.constant(undefined), true),
        },
        { requiredKeys: ["type"] },
    )
    // As JSON carries it: without what is undefined.
    .map((value) => JSON.parse(JSON.stringify(value)) as Readonly<Record<string, unknown>>);

/** A body with these fields alone. */
function only(...fields: readonly string[]): fc.Arbitrary<unknown> {
    return body.map((value) => Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field))));
}

describe("what requests may hold", () => {
    const settable = ["type", "name", "totp_secret", "phone_number", "email", "preferred_authentication_method"];
    const requests: readonly [name: string, schema: z.ZodType, documented: string, bodies: fc.Arbitrary<unknown>][] = [
        ["POST", createSchema, "CreateUserAuthenticationMethodRequestContent", body],
        [
            "PATCH",
            patchSchema,
            "UpdateUserAuthenticationMethodRequestContent",
            fc.oneof(body, only("name", "preferred_authentication_method"), anything),
        ],
        [
            "PUT",
            replaceSchema,
            "SetUserAuthenticationMethodsRequestContent",
            fc.oneof(fc.array(fc.oneof({ weight: 9, arbitrary: only(...settable) }, body), { maxLength: 2 }), anything),
        ],
    ];
    for (const [name, schema, documented, bodies] of requests) {
        it(`is for a ${name} what is documented`, () => {
            const seen = new Set<boolean>();
            fc.assert(
                fc.property(bodies, (value) => {
                    const isDocumented = contract.problemsOf(value, contract.schema(documented)).length === 0;
                    assert.equal(schema.safeParse(value).success, isDocumented);
                    seen.add(isDocumented);
                }),
                { numRuns: 1_000 },
            );
            assert.equal(seen.size, 2);
        });
    }

    it("is named in the refusal when it is not documented, or not as it is", () => {
        const refused: readonly [body: unknown, message: string][] = [
            [{ name: "x", confirmed: true }, "'Additional properties not allowed: confirmed'"],
            [{ name: 1 }, "'Invalid input: expected string, received number' on property name"],
            [null, "'Invalid input: expected object, received null'"],
        ];
        for (const [value, message] of refused) {
            assert.throws(() => validBody(value, patchSchema), {
                status: 400,
                body: {
                    statusCode: 400,
                    error: "Bad Request",
                    message: `Payload validation error: ${message}.`,
                    errorCode: "invalid_body",
                },
            });
        }
    });

    it("is what a form's texts stand for", () => {
        const form = { type: "passkey", name: "true", credential_backed_up: "false", transports: "internal" };
        assert.deepEqual(validBody(form, createSchema, true), {
            type: "passkey",
            name: "true",
            credential_backed_up: false,
            transports: ["internal"],
        });
        const more = { type: "passkey", credential_backed_up: "true", transports: ["internal", "usb"] };
        assert.deepEqual(validBody(more, createSchema, true), { ...more, credential_backed_up: true });
        assert.throws(() => validBody(form, createSchema), { status: 400 });
        assert.throws(() => validBody({ type: "passkey", credential_backed_up: "yes" }, createSchema, true), {
            status: 400,
        });
        assert.throws(() => validBody({ type: "phone" }, replaceSchema, true), { status: 400 });
    });

    it("is nothing at all where nothing is required", () => {
        assert.deepEqual(validBody(undefined, patchSchema), {});
        assert.throws(() => validBody(undefined, createSchema), { status: 400 });
    });

    it("is for a page what is documented, and nothing that is no whole number", () => {
        assert.deepEqual(
            validQuery({ page: "0", per_page: "100", include_totals: "true", from: "x" }, pageQuerySchema),
            {
                page: 0,
                per_page: 100,
                include_totals: true,
            },
        );
        const refused = [{ page: "-1" }, { page: "1.5" }, { page: "" }, { per_page: "101" }, { include_totals: "1" }];
        for (const query of refused) {
            assert.throws(() => validQuery(query as Record<string, string>, pageQuerySchema), {
                status: 400,
                message: /Query validation error: .*invalid_query_string/,
            });
        }
    });

    it("is for a page any number of digits, as documented, where a page that far off is empty", () => {
        const { page } = validQuery({ page: "9".repeat(400) }, pageQuerySchema);
        assert.equal(page, Number.MAX_SAFE_INTEGER);
    });

    it("is for look-ups a list of fields, and an e-mail address, which may be empty", () => {
        assert.deepEqual(validQuery({ fields: "email,,name", include_fields: "false" }, fieldsQuerySchema), {
            fields: ["email", "name"],
            include_fields: false,
        });
        assert.deepEqual(validQuery({ email: "" }, emailQuerySchema), { email: "" });
        assert.throws(() => validQuery({}, emailQuerySchema), { status: 400 });
    });
});
