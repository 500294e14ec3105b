// What an access token permits, as far as it says so itself. Nothing is decided by it: the tenant decides.

import * as z from "zod";
import { listed, quote } from "../core/text";

/** What each operation needs. */
export const scopes = {
    read: "read:authentication_methods",
    update: "update:authentication_methods",
    readUsers: "read:users",
} as const;

// Looking users up is for who asks for it: whoever declares settings needs these.
const needed: readonly string[] = [scopes.read, scopes.update];

const claimsSchema = z.object({ scope: z.string() });

/** The scopes that a token carries; undefined where it does not tell, as an opaque token. */
export function scopesIn(token: string): string[] | undefined {
    const [, payload = ""] = token.split(".");
    try {
        const { scope } = claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
        return scope.split(" ").filter((one) => one !== "");
    } catch {
        return undefined;
    }
}

/** The scopes that a token carries beyond what is needed; none where it does not tell. */
export function scopesBeyondNeed(token: string): string[] {
    return (scopesIn(token) ?? []).filter((one) => !needed.includes(one));
}

/**
 * What to say of a token that permits more than is needed; undefined of any other. It is no more than a hint: an application
 * may be shared with `@pulumi/auth0`, which reads the same configuration and needs more.
 */
export function hintAtScopes(token: string, tenant: string): string | undefined {
    const more = scopesBeyondNeed(token);
    return more.length === 0
        ? undefined
        : `${tenant}: the access token permits more than is needed, which is ${needed.join(" and ")}: ` +
              `${listed(more.map(quote))}. An application of its own with these two scopes alone is safer.`;
}
