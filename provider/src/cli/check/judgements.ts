// What to say of a token's scopes, a tenant's rate limit and its clock. Pure.

import type { RateHeaders } from "../../auth0/rate/headers";
import { scopes, whereToGrant } from "../../auth0/scopes";
import { type Finding, fail, ok, warn } from "./finding";

const uses: readonly { readonly what: string; readonly needs: readonly string[]; readonly isOptional: boolean }[] = [
    { what: "AuthenticationMethodSettings and its group", needs: [scopes.read, scopes.update], isOptional: false },
    {
        what: "AuthenticationMethod",
        needs: [scopes.create, scopes.delete],
        isOptional: true,
    },
    { what: "users by e-mail address", needs: [scopes.readUsers], isOptional: true },
];

/** @param granted - What the token carries; undefined where it does not tell. */
export function judgeScopes(granted: readonly string[] | undefined): Finding[] {
    if (granted === undefined) {
        return [
            warn(
                "scopes",
                `the access token does not tell its scopes. ${scopes.read} and ${scopes.update} are needed (${whereToGrant}).`,
            ),
        ];
    }
    return uses.map(({ what, needs, isOptional }) => {
        const missing = needs.filter((scope) => !granted.includes(scope));
        if (missing.length === 0) {
            return ok("scopes", `${what}: ${needs.join(", ")}`);
        }
        return isOptional
            ? ok("scopes", `${what}: not granted ${missing.join(", ")}, which nothing else needs`)
            : fail("scopes", `${what}: missing ${missing.join(", ")}. Grant it to the application (${whereToGrant}).`);
    });
}

/** @param cap - The most requests in a second that are sent, where that is configured. */
export function judgeRate({ limit, remaining }: RateHeaders, cap: number | undefined): Finding {
    const capped = cap === undefined ? "" : `; no more than ${cap} a second are sent, as configured`;
    if (limit === undefined || remaining === undefined) {
        return ok("rate limit", `the tenant says nothing of it${capped}`);
    }
    const said = `${limit} requests at once, ${remaining} left`;
    return remaining === 0 && limit > 1
        ? warn("rate limit", `${said}: something else uses it up, and this package waits for what is left${capped}`)
        : ok("rate limit", `${said}${capped}`);
}

// An assertion is good for a minute, and Auth0 forgives ten seconds.
const mostSkew = 10_000;

/** @param skew - How far the tenant's clock is before this machine's, in milliseconds. */
export function judgeClock(skew: number, credentials: string): Finding {
    const seconds = Math.round(Math.abs(skew) / 1_000);
    if (Math.abs(skew) <= mostSkew) {
        return ok("clock", `this machine's is within ${mostSkew / 1_000} s of the tenant's`);
    }
    const consequence =
        credentials === "clientAssertion"
            ? "the tenant may refuse what is signed with the private key"
            : "certificates may seem expired";
    return warn(
        "clock",
        `this machine's is ${seconds} s ${skew > 0 ? "behind" : "before"} the tenant's: ${consequence}. Set it by a time server.`,
    );
}
