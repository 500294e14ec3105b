// Resource ids stand in users' states and are typed by hand for `get`: how they are built never changes.

const separator = "::";

/** A method of a user. */
export interface MethodReference {
    readonly userId: string;
    readonly authenticationMethodId: string;
}

/**
 * Builds the id of a resource: `<userId>::<authenticationMethodId>`.
 *
 * @example
 * buildId({ userId: "auth0|ada", authenticationMethodId: "phone|dev_1" }); // "auth0|ada::phone|dev_1"
 */
export function buildId({ userId, authenticationMethodId }: MethodReference): string {
    return `${userId}${separator}${authenticationMethodId}`;
}

/**
 * Reads the id of a resource. A user id may hold `::`, `|`, `@` and `/`, a method id never holds `::`
 * (see {@link isMethodIdSeparable}), so the last separator is the right one.
 *
 * @returns Undefined when the text is not such an id.
 */
export function parseId(id: string): MethodReference | undefined {
    const at = id.lastIndexOf(separator);
    const reference = { userId: id.slice(0, at), authenticationMethodId: id.slice(at + separator.length) };
    return at < 1 || reference.authenticationMethodId === "" ? undefined : reference;
}

/** Whether an id built with this method id can be read again. Every id that Auth0 makes can. */
export function isMethodIdSeparable(authenticationMethodId: string): boolean {
    return !authenticationMethodId.includes(separator) && !authenticationMethodId.startsWith(":");
}
