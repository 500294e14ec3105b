// Where access tokens come from, and the key to check them with.

import { tokenRefusals } from "../errors";
import type { Route } from "./route";

/** The routes of this file. */
export const tokenRoutes: readonly Route[] = [
    {
        name: "POST /oauth/token",
        answer: async ({ body }, { tokens }) => {
            if (typeof body !== "object" || body === null || Array.isArray(body)) {
                throw tokenRefusals.malformed();
            }
            const texts = Object.entries(body).filter(
                (entry): entry is [string, string] => typeof entry[1] === "string",
            );
            return { status: 200, body: await tokens.exchange(Object.fromEntries(texts)) };
        },
    },
    {
        name: "GET /.well-known/jwks.json",
        answer: async (_request, { tokens }) => ({ status: 200, body: await tokens.publicKeys() }),
    },
];
