// How ids become paths: each is one segment, encoded exactly once, whatever it holds.

import { InvalidIdError } from "../core/errors";
import { quote } from "../core/text";

/**
 * Encodes an id as one path segment. Text that already looks encoded is encoded as well, since Auth0 has user ids that
 * hold such text (https://github.com/auth0/node-auth0/issues/897).
 *
 * @throws InvalidIdError for what no URL can carry as a segment: an empty text, `.`, `..`, half of a surrogate pair.
 */
export function pathSegment(id: string): string {
    const reason = invalidIdReason(id);
    if (reason !== undefined) {
        throw new InvalidIdError(`${quote(id)} ${reason}`);
    }
    return encodeURIComponent(id);
}

/** Why a text cannot be an id, to follow its name in a message; undefined when it can. */
export function invalidIdReason(id: string): string | undefined {
    if (id === "") {
        return "is empty.";
    }
    if (id === "." || id === "..") {
        return "is not an id: a URL would take it for a step between folders.";
    }
    return /\p{Cs}/u.test(id) ? "is not an id: it holds half of a Unicode surrogate pair." : undefined;
}

/** One user. */
export function userPath(userId: string): string {
    return `/api/v2/users/${pathSegment(userId)}`;
}

/** The users with one e-mail address, which stands in the query. */
export const usersByEmailPath = "/api/v2/users-by-email";

/** The list of a user's authentication methods. */
export function methodsPath(userId: string): string {
    return `${userPath(userId)}/authentication-methods`;
}

/** One authentication method of a user. */
export function methodPath(userId: string, authenticationMethodId: string): string {
    return `${methodsPath(userId)}/${pathSegment(authenticationMethodId)}`;
}

/** Where tokens are issued. */
export const tokenPath = "/oauth/token";
