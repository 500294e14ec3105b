// What look-ups tell of authentication methods, in which order, and which of them are asked for.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import { compare } from "../core/order";

/** A method as a program is told of it. */
export interface FoundMethod extends Omit<AuthenticationMethod, "phoneNumber" | "email" | "authenticationMethods"> {
    readonly authenticationMethods?: { id?: string; type?: string }[];
}

/** What is asked for. */
export interface Wanted {
    readonly type?: string | undefined;
    readonly confirmed?: boolean | undefined;
}

/** The methods that are asked for, oldest first. */
export function selectMethods(methods: readonly AuthenticationMethod[], { type, confirmed }: Wanted): FoundMethod[] {
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

/** A method without what is personal: what a program holds in its hands is no secret. */
export function publicPart({ phoneNumber: _, email: __, ...method }: AuthenticationMethod): FoundMethod {
    const { authenticationMethods, ...others } = method;
    return { ...others, ...(authenticationMethods && { authenticationMethods: [...authenticationMethods] }) };
}
