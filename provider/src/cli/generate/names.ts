// The names of generated resources: a change of a name replaces a resource, so each is made of the ids alone, whatever else is
// in the program.

import { createHash } from "node:crypto";

// What Auth0's own ids look like. Two different pairs of such ids never make the same name: behind the last bar of either there
// is no dash, and no type ends as another one with a dash before it does.
const plainUser = /^[a-z0-9-]+\|[A-Za-z0-9]+$/;
const plainMethod =
    /^(?:phone|totp|push|email|email-verification|recovery-code|webauthn-roaming|webauthn-platform|guardian|passkey)\|dev_[A-Za-z0-9]+$/;
const plainType =
    /^(?:phone|totp|push|email|email-verification|recovery-code|webauthn-roaming|webauthn-platform|guardian|passkey|password)$/;
const longestSlug = 80;
const hashLength = 10;

/** The name of a resource for a method that is declared by its id. */
export function nameById(userId: string, authenticationMethodId: string): string {
    const isPlain = plainUser.test(userId) && plainMethod.test(authenticationMethodId);
    return nameOf(userId, authenticationMethodId, isPlain);
}

/** The name of a resource for a method that is declared by its type: the same when the user enrols anew. */
export function nameByType(userId: string, type: string): string {
    return nameOf(userId, type, plainUser.test(userId) && plainType.test(type));
}

function nameOf(userId: string, rest: string, isPlain: boolean): string {
    const slug = `${slugOf(userId)}-${slugOf(rest)}`;
    // Where signs were replaced or cut off, what they were makes the difference.
    return isPlain && slug.length <= 2 * longestSlug ? slug : `${slug}-${hashOf([userId, rest])}`;
}

/** A text of letters, digits, dashes, underscores and dots. */
function slugOf(text: string): string {
    const slug = text
        .replace(/[^A-Za-z0-9_.]+/g, "-")
        .slice(0, longestSlug)
        .replace(/^-+|-+$/g, "");
    return slug === "" ? "x" : slug;
}

function hashOf(parts: readonly string[], length = hashLength): string {
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);
}

/**
 * Makes names that were met before different. The hash of ten digits makes that next to impossible; were it to happen, the
 * program would not run at all.
 *
 * @param identity - What tells the resource from all others.
 */
export function uniqueName(name: string, identity: readonly string[], taken: Set<string>): string {
    const candidates = [name, `${name}-${hashOf(identity, 32)}`];
    const unique = candidates.find((candidate) => !taken.has(candidate)) ?? name;
    taken.add(unique);
    return unique;
}
