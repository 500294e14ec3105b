// Observe, plan, PATCH: the one way in which this provider changes a tenant. Create, update and restore all go through it.

import type { AuthenticationMethod } from "../auth0/wire/methods";
import { ExchangeError, SettingNotApplicableError } from "../core/errors";
import type { Operation } from "../core/operation";
import { plan } from "../core/plan";
import type { Selector } from "../core/selector";
import { areApplicable, namesOf, type Settings } from "../core/settings";
import { quote, quoteLive } from "../core/text";
import { observe } from "./observe";
import type { Tenant } from "./tenant";

/** A method before and after. */
export interface Reconciled {
    readonly before: AuthenticationMethod;
    readonly after: AuthenticationMethod;
}

/**
 * Brings a method into line with what is declared, with one PATCH, or none where it is in line.
 *
 * @param declare - Says what is declared, once it is this method's turn and before anything is sent; told what it is now. Asked
 * again where another method has taken its place meanwhile.
 * @throws UserNotFoundError, MethodNotFoundError, AmbiguousMethodError, SettingNotApplicableError, or an ExchangeError.
 */
export async function reconcile(
    tenant: Tenant,
    selector: Selector,
    operation: Operation,
    declare: (before: AuthenticationMethod) => Settings,
): Promise<Reconciled> {
    const { userId } = selector;
    return tenant.methods.exclusively(userId, async () => {
        const tried = new Set<string>();
        for (;;) {
            const before = await observe(tenant, selector, operation);
            const changes = plan(declare(before), before);
            if (changes === undefined) {
                return { before, after: before };
            }
            assertApplicable(changes, before, userId);
            const after = await tenant.methods.patch(before, userId, changes, operation);
            if (!(after instanceof ExchangeError)) {
                return { before, after };
            }
            // It went since it was read: then another may have taken its place that is meant by the same type. Or Auth0
            // contradicts itself: then its own words are all there is to say.
            tried.add(before.authenticationMethodId);
            const { authenticationMethodId } = await observe(tenant, selector, operation);
            if (tried.has(authenticationMethodId)) {
                throw after;
            }
        }
    });
}

/** @throws SettingNotApplicableError */
export function assertApplicable(declared: Settings, method: AuthenticationMethod, userId: string): void {
    if (!areApplicable(namesOf(declared), method.type)) {
        throw new SettingNotApplicableError(
            `preferredAuthenticationMethod applies to phone methods alone, and ` +
                `${quote(method.authenticationMethodId)} of user ${quote(userId)} is of type ${quoteLive(method.type)}. ` +
                "Take preferredAuthenticationMethod out, or declare the id of a phone method.",
        );
    }
}
