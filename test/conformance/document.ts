// Auth0's published description as schemathesis gets it: cut to what the emulator serves, and told what the document
// leaves unsaid, which makes the judge stricter. What is taken away from it stands in excuses.ts.

import { routeNames } from "../../emulator/src/routes/route";
import { excuses } from "./excuses";
import { type Document, operationOf, propertiesOf, readDocument, type Schema, schemaOf } from "./openapi";

const base = "/api/v2";

/** The operations of the Management API that the emulator serves, as the document names them. */
export const served: readonly string[] = routeNames
    .filter((name) => name.includes(base))
    .map((name) => name.replace(base, ""));

/** The Management API, with these users in the tenant. */
export function managementDocument(userIds: readonly string[]): Document {
    const document = readDocument("management-api.openapi.json");
    for (const { change } of excuses) {
        change(document);
    }
    keepServed(document);
    for (const operation of served.map((name) => operationOf(document, name))) {
        const id = operation.parameters?.find((parameter) => parameter.in === "path" && parameter.name === "id");
        if (id !== undefined) {
            // Ids made up are not found. Others than these are still sent where they are to be refused, which DELETE of all
            // does not: it documents no 404.
            const isRefused = "404" in operation.responses || operation.requestBody !== undefined;
            id.schema = { type: "string", [isRefused ? "enum" : "examples"]: [...userIds] };
        }
        for (const [status, response] of Object.entries(operation.responses)) {
            response.headers = status === "401" ? {} : rateLimitHeaders;
            if (status.startsWith("4")) {
                response.content = { "application/json": { schema: errorSchema(Number(status)) } };
            }
        }
    }
    linkMethods(document);
    return document;
}

/** The token endpoint, for this client and audience. */
export function tokenDocument(known: { clientId: string; clientSecret: string; audience: string }): Document {
    const document = readDocument("openapi-oauth-token-excerpt.json");
    document.info = { title: "Auth0 Authentication API", version: "1" };
    const grant = schemaOf(document, "ClientCredentialsGrant");
    // "Required for Client Credentials flow", as the description of the audience says.
    grant["required"] = ["grant_type", "client_id", "client_secret", "audience"];
    const properties = propertiesOf(grant);
    Object.assign(properties, {
        client_id: { type: "string", enum: [known.clientId] },
        client_secret: { type: "string", enum: [known.clientSecret] },
        audience: { type: "string", enum: [known.audience] },
    });
    // An assertion that is made up is refused, as it has to be: the tests of the emulator sign real ones.
    delete properties["client_assertion"];
    delete properties["client_assertion_type"];
    const schema = { $ref: "#/components/schemas/ClientCredentialsGrant" };
    operationOf(document, "POST /oauth/token").requestBody = {
        required: true,
        content: { "application/json": { schema }, "application/x-www-form-urlencoded": { schema } },
    };
    return document;
}

function keepServed({ paths }: Document): void {
    for (const [template, operations] of Object.entries(paths)) {
        for (const method of Object.keys(operations)) {
            if (!served.includes(`${method.toUpperCase()} ${template}`)) {
                delete operations[method];
            }
        }
        if (Object.keys(operations).length === 0) {
            delete paths[template];
        }
    }
}

// Documented for every answer of the Management API, on success and on failure.
const rateLimitHeaders = Object.fromEntries(
    ["limit", "remaining", "reset"].map((name) => [
        `x-ratelimit-${name}`,
        { required: true, schema: { type: "integer", minimum: 0 } },
    ]),
);

/** The excerpt has no schema for errors. This is what all recorded ones have; the code is missing in many. */
function errorSchema(status: number): Schema {
    return {
        type: "object",
        required: ["statusCode", "error", "message"],
        properties: {
            statusCode: { const: status },
            error: { type: "string", minLength: 1 },
            message: { type: "string", minLength: 1 },
            errorCode: { type: "string", pattern: "^[a-z_]+$" },
            ...(status === 401 && { attributes: { type: "object" } }),
        },
        additionalProperties: false,
    };
}

/** Says that what POST makes is what the others find, so that it is looked for, changed, deleted and looked for again. */
function linkMethods(document: Document): void {
    const created = operationOf(document, "POST /users/{id}/authentication-methods").responses["201"];
    const single = document.paths["/users/{id}/authentication-methods/{authentication_method_id}"] ?? {};
    Object.assign(created ?? {}, {
        links: Object.fromEntries(
            Object.entries(single).map(([method, { operationId }]) => [
                method,
                {
                    operationId,
                    parameters: { id: "$request.path.id", authentication_method_id: "$response.body#/id" },
                },
            ]),
        ),
    });
}
