// What an access token permits, as far as it says so itself. Nothing is decided by it: the tenant decides.

import * as z from "zod";
import { listed, quote } from "../core/text";

/** What each operation needs. */
export const scopes = {
    read: "read:authentication_methods",
    update: "update:authentication_methods",
    create: "create:authentication_methods",
    delete: "delete:authentication_methods",
    readUsers: "read:users",
} as const;

/** Where they are granted, in Auth0's dashboard. */
export const whereToGrant = "Applications > APIs > Auth0 Management API > Machine to Machine Applications";

// Whoever declares settings needs these.
const needed: readonly string[] = [scopes.read, scopes.update];

// Those that only some programs have a use for, and what for.
const uses: ReadonlyMap<string, string> = new Map([
    [scopes.create, "AuthenticationMethod enrols with it"],
    [scopes.delete, "AuthenticationMethod deletes with it"],
    [scopes.readUsers, "for looking users up"],
]);

const claimsSchema = z.object({ scope: z.string() });

/** The scopes that a token carries; undefined where it does not tell, as an opaque token. */
export function scopesIn(token: string): string[] | undefined {
    const [, payload = ""] = token.split(".");
    return scopesOf(Buffer.from(payload, "base64url").toString());
}

/** The scopes that JSON tells of: the claims of a token, or the answer that it came with. Undefined where it does not tell. */
export function scopesOf(json: string): string[] | undefined {
    try {
        const { scope } = claimsSchema.parse(JSON.parse(json));
        return scope.split(" ").filter((one) => one !== "");
    } catch {
        return undefined;
    }
}

/** The scopes that a token carries beyond what settings need; none where it does not tell, as an opaque token. */
export function scopesBeyondNeed(token: string): string[] {
    return (scopesIn(token) ?? []).filter((one) => !needed.includes(one));
}

/**
 * What to say of a token that permits more than settings need; undefined of any other. It is no more than a hint: a program
 * may enrol methods or look users up as well, or share its application with `@pulumi/auth0`, which reads the same
 * configuration and needs more.
 */
export function hintAtScopes(token: string, tenant: string): string | undefined {
    const more = scopesBeyondNeed(token).map((scope) => {
        const use = uses.get(scope);
        return `${quote(scope)}${use === undefined ? "" : ` (${use})`}`;
    });
    return more.length === 0
        ? undefined
        : `${tenant}: the access token permits more than is needed to keep settings, which is ${needed.join(" and ")}: ` +
              `${listed(more)}. An application of its own, without those that the program has no use for, is safer.`;
}
