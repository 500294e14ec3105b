// Observe, plan, PATCH: the one way in which this provider changes a tenant. Create, update and restore all go through it.

import type { Operation } from "../auth0/session";
import type { AuthenticationMethod } from "../auth0/wire/methods";
import { ExchangeError, MethodNotFoundError, SettingNotApplicableError, UserNotFoundError } from "../core/errors";
import type { MethodReference } from "../core/ids";
import { plan } from "../core/plan";
import { namesOf, type Settings, settingsOf } from "../core/settings";
import { listed, quote, quoteLive } from "../core/text";
import type { Tenant } from "./tenant";
import type { MethodsOfUser } from "./userMethods";

/** A method before and after. */
export interface Reconciled {
    readonly before: AuthenticationMethod;
    readonly after: AuthenticationMethod;
}

/**
 * Brings a method into line with what is declared, with one PATCH, or none where it is in line.
 *
 * @param declare - Says what is declared, once it is this method's turn and before anything is sent; told what it is now.
 * @throws UserNotFoundError, MethodNotFoundError, SettingNotApplicableError, or an ExchangeError.
 */
export async function reconcile(
    tenant: Tenant,
    reference: MethodReference,
    operation: Operation,
    declare: (before: AuthenticationMethod) => Settings,
): Promise<Reconciled> {
    const { userId } = reference;
    return tenant.methods.exclusively(userId, async () => {
        const before = await observe(tenant, reference, operation);
        const changes = plan(declare(before), before);
        if (changes === undefined) {
            return { before, after: before };
        }
        assertApplicable(changes, before, userId);
        const after = await tenant.methods.patch(before, userId, changes, operation);
        if (after instanceof ExchangeError) {
            // It went since it was read, or Auth0 contradicts itself: then its own words are all there is to say.
            await observe(tenant, reference, operation);
            throw after;
        }
        return { before, after };
    });
}

/** The live method. @throws UserNotFoundError, MethodNotFoundError, or an ExchangeError. */
export async function observe(
    tenant: Tenant,
    reference: MethodReference,
    operation: Operation,
): Promise<AuthenticationMethod> {
    const method = await tenant.methods.find(reference, operation);
    if (method === undefined) {
        throw missing(tenant, reference, await tenant.methods.read(reference.userId, operation));
    }
    return method;
}

/** @throws SettingNotApplicableError */
export function assertApplicable(declared: Settings, method: AuthenticationMethod, userId: string): void {
    if (namesOf(declared).some((name) => !settingsOf(method.type).includes(name))) {
        throw new SettingNotApplicableError(
            `preferredAuthenticationMethod applies to phone methods alone, and ` +
                `${quote(method.authenticationMethodId)} of user ${quote(userId)} is of type ${quoteLive(method.type)}. ` +
                "Take preferredAuthenticationMethod out, or declare the id of a phone method.",
        );
    }
}

/** What to say of a user or method that is not there: the same words wherever it is met. */
function missing(
    tenant: Tenant,
    { userId, authenticationMethodId }: MethodReference,
    methods: MethodsOfUser,
): UserNotFoundError | MethodNotFoundError {
    if (methods === undefined) {
        return missingUser(tenant, userId);
    }
    return new MethodNotFoundError(
        `authenticationMethodId ${quote(authenticationMethodId)} does not exist for user ${quote(userId)} in tenant ` +
            `${tenant.name}. ` +
            (methods.length === 0
                ? "The user has no authentication methods. "
                : `The user has these authentication methods: ${listed(methods.map(describeMethod))}. `) +
            "If the user enrolled anew, declare the new id; if the method is no longer wanted, take it out of the " +
            "program.",
    );
}

/** What to say of a user that is not there. */
export function missingUser(tenant: Tenant, userId: string): UserNotFoundError {
    return new UserNotFoundError(
        `userId ${quote(userId)} does not exist in tenant ${tenant.name}. ` +
            "Check the id and the tenant; if the user was deleted, take it out of the program.",
    );
}

/** How messages describe a live method. */
export function describeMethod({ authenticationMethodId, type, name, confirmed }: AuthenticationMethod): string {
    const details = [quoteLive(type), ...(name === undefined ? [] : [`named ${quoteLive(name)}`])];
    return `${quoteLive(authenticationMethodId)} (${[...details, ...(confirmed === false ? ["not confirmed"] : [])].join(", ")})`;
}
