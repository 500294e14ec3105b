// Resource ids stand in users' states and are typed by hand for `get`: how they are built never changes.

import type { Selector } from "./selector";

const separator = "::";
// In the place of a method's id, for a method that is selected by its type.
const typePrefix = "type:";

/** A method of a user. */
export interface MethodReference {
    readonly userId: string;
    readonly authenticationMethodId: string;
}

/** A method that was found among a user's. */
export function referenceTo(
    { authenticationMethodId }: Pick<MethodReference, "authenticationMethodId">,
    { userId }: Pick<MethodReference, "userId">,
): MethodReference {
    return { userId, authenticationMethodId };
}

/**
 * Builds the id of a resource: `<userId>::<authenticationMethodId>`, or `<userId>::type:<type>`.
 *
 * @example
 * buildId({ userId: "auth0|ada", authenticationMethodId: "phone|dev_1" }); // "auth0|ada::phone|dev_1"
 * buildId({ userId: "auth0|ada", authenticationMethodType: "phone" }); // "auth0|ada::type:phone"
 */
export function buildId({ userId, authenticationMethodId, authenticationMethodType }: Selector): string {
    const method =
        authenticationMethodType === undefined ? authenticationMethodId : `${typePrefix}${authenticationMethodType}`;
    return `${userId}${separator}${method}`;
}

/**
 * Reads the id of a resource. A user id may hold `::`, `|`, `@` and `/`, a method id or type never holds `::`
 * (see {@link isSeparable}), so the last separator is the right one.
 *
 * @returns Undefined when the text is not such an id.
 */
export function parseId(id: string): Selector | undefined {
    const at = id.lastIndexOf(separator);
    const [userId, method] = [id.slice(0, at), id.slice(at + separator.length)];
    if (at < 1 || method === "" || method === typePrefix) {
        return undefined;
    }
    return method.startsWith(typePrefix)
        ? { userId, authenticationMethodType: method.slice(typePrefix.length) }
        : { userId, authenticationMethodId: method };
}

/** Whether an id built with this method id or type can be read again. Every one that Auth0 has can. */
export function isSeparable(methodIdOrType: string): boolean {
    return !methodIdOrType.includes(separator) && !methodIdOrType.startsWith(":");
}

/** Whether this method id would be taken for a type. None of Auth0's would. */
export function looksLikeType(authenticationMethodId: string): boolean {
    return authenticationMethodId.startsWith(typePrefix);
}
