// The Management API's own names (snake_case) and shapes of users: they stand in this room and nowhere else.
// Source of the shapes: Auth0's OpenAPI description of the Management API, schemas `UserResponseSchema` and `UserIdentitySchema`.

import * as z from "zod";
import { optionalText, text, withoutAbsent, wrongUnless } from "./fields";

/** A user, as far as it takes to tell one from another. */
export interface User {
    readonly userId: string;
    /** Personal data: it stands in no message, log or state in the clear. */
    readonly email?: string;
    /** The connections by which the user logs in: the user's own first, then those of accounts that were linked to it. */
    readonly connections: readonly string[];
}

// Of an identity the connection alone: with some scopes Auth0 adds the tokens of other services to it.
const identitySchema = z.object({ connection: optionalText }).catch({});

/** A user as both look-ups return it. Unknown fields pass and are dropped. */
export const userSchema = z
    .object(
        {
            user_id: text.min(1, { error: "empty" }),
            email: optionalText,
            identities: z.array(identitySchema).nullish().catch(undefined),
        },
        { error: "not an object" },
    )
    .transform(({ user_id, email, identities }): User => {
        const connections = (identities ?? []).map(({ connection }) => connection ?? "").filter((name) => name !== "");
        return { ...withoutAbsent({ userId: user_id, email }), connections: [...new Set(connections)] };
    });

/** The users with one e-mail address: a bare list, without pages. */
export const usersSchema = z.array(userSchema, { error: wrongUnless("a list") });

/** The query that leaves everything out of an answer that is not needed: profiles are personal data. */
export const userFieldsQuery: Readonly<Record<string, string>> = {
    fields: "user_id,email,identities",
    include_fields: "true",
};
