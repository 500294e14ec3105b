// What the emulator is not held to, each with its reason. Whatever else schemathesis finds fails the test.

import { type Document, operationOf, propertiesOf, type Schema, schemaOf } from "./openapi";

/** The checks of schemathesis that are left out. */
export const excusedChecks: Readonly<Record<string, string>> = {
    unsupported_method: "wants 405 for a method that is not documented; Auth0 documents no 405, and 404 is the answer",
};

/** Those that the test of single methods leaves out. */
export const excusedOperations: Readonly<Record<string, string>> = {
    "put_authentication-methods": "ends what others have made, and schemathesis does not know",
    "delete_authentication-methods": "ends what others have made, and schemathesis does not know",
};

/** Whether a user's id is left out: schemathesis sends a percent sign as it is, for it takes it for encoding. */
export function isExcusedId(userId: string): boolean {
    return userId.includes("%");
}

const form = "application/x-www-form-urlencoded";
const post = "POST /users/{id}/authentication-methods";
const put = "PUT /users/{id}/authentication-methods";
const postBody = "CreateUserAuthenticationMethodRequestContent";
const postForm = "CreateUserAuthenticationMethodForm";

/** What is changed in the document of the Management API. */
export const excuses: readonly { readonly because: string; change(document: Document): void }[] = [
    {
        because: "OpenAPI takes a body for optional where nothing is said, even if its schema requires a property",
        change: (document) => {
            for (const { requestBody } of [operationOf(document, post), operationOf(document, put)]) {
                Object.assign(requestBody ?? {}, { required: true });
            }
        },
    },
    {
        because: "the body of PUT is an array, which no form holds: schemathesis sends JSON and calls it a form",
        change: (document) => delete operationOf(document, put).requestBody?.content[form],
    },
    {
        because: "in a form, a text (wrong) and a list of one text (right) are sent alike",
        change: (document) => {
            const { transports: _, ...properties } = propertiesOf(schemaOf(document, postBody));
            document.components.schemas[postForm] = { ...schemaOf(document, postBody), properties };
            const content = operationOf(document, post).requestBody?.content ?? {};
            content[form] = { schema: { $ref: `#/components/schemas/${postForm}` } };
        },
    },
    {
        because: "the preference applies to phones alone, as its description says and the schema does not",
        change: (document) => {
            for (const name of [postBody, postForm, "SetUserAuthenticationMethods"]) {
                document.components.schemas[name] = withPreferenceOfPhones(document, schemaOf(document, name));
            }
        },
    },
    {
        because: "the preference applies to phones alone, and schemathesis does not know what a PATCH is of",
        change: (document) => {
            const properties = propertiesOf(schemaOf(document, "UpdateUserAuthenticationMethodRequestContent"));
            delete properties["preferred_authentication_method"];
        },
    },
    {
        because:
            "the types in the answer to a PATCH lack the passkey that POST takes, as they lack one seen in real answers",
        change: (document) => {
            (schemaOf(document, "CreatedAuthenticationMethodTypeEnum")["enum"] as string[]).push("passkey");
        },
    },
    {
        because: "names are of any length in a POST and a PATCH, and in real answers, but of 20 at most in a GET",
        change: (document) => {
            for (const name of ["UserAuthenticationMethod", "GetUserAuthenticationMethodResponseContent"]) {
                delete propertiesOf(schemaOf(document, name))["name"]?.["maxLength"];
            }
        },
    },
];

function withPreferenceOfPhones(document: Document, schema: Schema): Schema {
    const { preferred_authentication_method: _, ...others } = propertiesOf(schema);
    const reference = String(others["type"]?.["$ref"]).replace("#/components/schemas/", "");
    const types = schemaOf(document, reference)["enum"] as string[];
    return {
        anyOf: [
            { ...schema, properties: { ...propertiesOf(schema), type: { enum: ["phone"] } } },
            { ...schema, properties: { ...others, type: { enum: types.filter((type) => type !== "phone") } } },
        ],
    };
}
