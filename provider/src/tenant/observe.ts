// Finding the live method that a program means, and what to say where there is none, or more than one: the same words wherever
// it is met.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import { AmbiguousMethodError, MethodNotFoundError, UserNotFoundError } from "../core/errors";
import type { Operation } from "../core/operation";
import { type Selector, select } from "../core/selector";
import { listed, quote, quoteLive } from "../core/text";
import type { Tenant } from "./tenant";
import type { MethodsOfUser } from "./userMethods";

/** The live method. @throws UserNotFoundError, MethodNotFoundError, AmbiguousMethodError, or an ExchangeError. */
export async function observe(tenant: Tenant, selector: Selector, operation: Operation): Promise<AuthenticationMethod> {
    const method = await find(tenant, selector, operation);
    if (method === undefined) {
        throw missing(tenant, selector, await tenant.methods.read(selector.userId, operation));
    }
    return method;
}

/** The live method; undefined when it or its user is gone. @throws AmbiguousMethodError, or an ExchangeError. */
export async function find(
    tenant: Tenant,
    selector: Selector,
    operation: Operation,
): Promise<AuthenticationMethod | undefined> {
    const selected = await tenant.methods.find(selector, operation);
    if (selected.kind === "several") {
        throw ambiguous(tenant, selector, selected.candidates);
    }
    return selected.kind === "one" ? selected.method : undefined;
}

/** The method that is meant among a user's. @throws UserNotFoundError, MethodNotFoundError, AmbiguousMethodError. */
export function choose(tenant: Named, selector: Selector, methods: MethodsOfUser): AuthenticationMethod {
    const selected = select(methods ?? [], selector);
    switch (selected.kind) {
        case "one":
            return selected.method;
        case "several":
            throw ambiguous(tenant, selector, selected.candidates);
        default:
            throw missing(tenant, selector, methods);
    }
}

type Named = Pick<Tenant, "name">;

function missing(
    tenant: Named,
    { userId, authenticationMethodId, authenticationMethodType }: Selector,
    methods: MethodsOfUser,
): UserNotFoundError | MethodNotFoundError {
    if (methods === undefined) {
        return noSuchUser(tenant, userId);
    }
    const isByType = authenticationMethodType !== undefined;
    return new MethodNotFoundError(
        (isByType
            ? `user ${quote(userId)} in tenant ${tenant.name} has no confirmed authentication method of type ` +
              `${quote(authenticationMethodType)}. `
            : `authenticationMethodId ${quote(authenticationMethodId)} does not exist for user ${quote(userId)} in tenant ` +
              `${tenant.name}. `) +
            (methods.length === 0
                ? "The user has no authentication methods. "
                : `The user has these authentication methods: ${listed(methods.map(describeMethod))}. `) +
            (isByType
                ? "Let the user enrol one, or declare another type; if none is wanted, take it out of the program."
                : "If the user enrolled anew, declare the new id; if the method is no longer wanted, take it out of the " +
                  "program."),
    );
}

/** What to say of a user id that nobody has. */
export function noSuchUser(tenant: Named, userId: string): UserNotFoundError {
    return new UserNotFoundError(
        `userId ${quote(userId)} does not exist in tenant ${tenant.name}. ` +
            "Check the id and the tenant; if the user was deleted, take it out of the program.",
    );
}

function ambiguous(
    tenant: Named,
    { userId, authenticationMethodType, pick }: Selector,
    candidates: readonly AuthenticationMethod[],
): AmbiguousMethodError {
    return new AmbiguousMethodError(
        `user ${quote(userId)} in tenant ${tenant.name} has ${candidates.length} confirmed authentication methods of type ` +
            `${quote(authenticationMethodType)}: ${listed(candidates.map(describeMethod))}. ` +
            (pick === "newest"
                ? "Which of them is the newest cannot be told. Declare the authenticationMethodId of the one that is meant."
                : 'Declare the authenticationMethodId of the one that is meant, or pick: "newest".'),
    );
}

/** A method as messages list it: id, type, name, and when it was created. */
export function describeMethod({
    authenticationMethodId,
    type,
    name,
    confirmed,
    createdAt,
}: AuthenticationMethod): string {
    const time = Date.parse(createdAt);
    const details = [
        quoteLive(type),
        ...(name === undefined ? [] : [`named ${quoteLive(name)}`]),
        ...(confirmed === false ? ["not confirmed"] : []),
        ...(Number.isNaN(time) ? [] : [`created ${new Date(time).toISOString().slice(0, 16)}Z`]),
    ];
    return `${quoteLive(authenticationMethodId)} (${details.join(", ")})`;
}
