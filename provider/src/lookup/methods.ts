// What look-ups tell of authentication methods, in which order, and which of them are asked for.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import type { FoundAuthenticationMethod } from "../getAuthenticationMethods";

/** What is asked for. */
export interface Wanted {
    readonly type?: string | undefined;
    readonly confirmed?: boolean | undefined;
}

/** The methods that are asked for, oldest first. */
export function selectMethods(
    methods: readonly AuthenticationMethod[],
    { type, confirmed }: Wanted,
): FoundAuthenticationMethod[] {
    return methods
        .filter((method) => type === undefined || method.type === type)
        .filter((method) => confirmed === undefined || (method.confirmed !== false) === confirmed)
        .sort(byAge)
        .map(publicPart);
}

/** The tenant promises no order, and a program that lists them must not differ from run to run. */
function byAge(one: AuthenticationMethod, other: AuthenticationMethod): number {
    return compare(one.createdAt, other.createdAt) || compare(one.authenticationMethodId, other.authenticationMethodId);
}

function compare(one: string, other: string): number {
    return one < other ? -1 : Number(one > other);
}

/** A method without what is personal: what a program holds in its hands is no secret. */
export function publicPart({ phoneNumber: _, email: __, ...method }: AuthenticationMethod): FoundAuthenticationMethod {
    const { authenticationMethods, ...others } = method;
    return { ...others, ...(authenticationMethods && { authenticationMethods: [...authenticationMethods] }) };
}
