// Where access tokens come from, and the key to check them with.

import { tokenRefusals } from "../errors";
import type { TokenForm } from "../tokens";
import type { Route } from "./route";

// As documented for this grant. What is not listed passes, whatever it is.
const parameters = [
    "grant_type",
    "client_id",
    "client_secret",
    "audience",
    "organization",
    "client_assertion",
    "client_assertion_type",
] as const;

/** The routes of this file. */
export const tokenRoutes: readonly Route[] = [
    {
        name: "POST /oauth/token",
        answer: async ({ body }, { tokens }) => {
            if (typeof body !== "object" || body === null || Array.isArray(body)) {
                throw tokenRefusals.malformed();
            }
            return { status: 200, body: await tokens.exchange(readForm(body as Record<string, unknown>)) };
        },
    },
    {
        name: "GET /.well-known/jwks.json",
        answer: async (_request, { tokens }) => ({ status: 200, body: await tokens.publicKeys() }),
    },
];

function readForm(body: Readonly<Record<string, unknown>>): TokenForm {
    const given = parameters.filter((name) => body[name] !== undefined);
    return Object.fromEntries(
        given.map((name) => {
            const value = body[name];
            if (typeof value !== "string") {
                throw tokenRefusals.noText(name);
            }
            return [name, value];
        }),
    );
}
