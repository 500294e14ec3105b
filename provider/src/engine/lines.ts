// The lines that the provider prints beside the engine's own: what had drifted, and what was left as it is.

import type { MethodReference } from "../core/ids";
import { drift, plan } from "../core/plan";
import type { Selector } from "../core/selector";
import { namesOf, pickSettings, type SettingName, type Settings } from "../core/settings";
import { quote, quoteLive } from "../core/text";
import type { Tenant } from "../tenant/tenant";
import type { Adopted } from "./adopted";

/** What was changed behind Pulumi's back, held against the program: for preview and up. */
export function sayDriftFromProgram(tenant: Tenant, recorded: Adopted, declared: Settings, live: Settings): void {
    // A setting that is declared for the first time was the user's own until now, and no drift.
    const known = pickSettings(declared, recorded.declaredSettings);
    say(
        tenant,
        recorded,
        drift(known, recorded, live),
        (name) => `${name} is ${quoteLive(live[name])}, declared is ${quote(declared[name])}`,
    );
}

/** The same held against the state, since a refresh does not know the program. */
export function sayDriftFromState(tenant: Tenant, recorded: Adopted, live: Settings): void {
    const known = pickSettings(recorded, recorded.declaredSettings);
    say(
        tenant,
        recorded,
        drift(known, recorded, live),
        (name) => `${name} is ${quoteLive(live[name])}, was ${quoteLive(recorded[name])} when Pulumi last saw it`,
    );
}

/**
 * That a method which is selected by its type is another one now, since the user enrolled anew.
 *
 * @returns Whether it is.
 */
export function sayReenrolled(
    tenant: Tenant,
    recorded: Adopted,
    { authenticationMethodId }: Pick<MethodReference, "authenticationMethodId">,
): boolean {
    if (authenticationMethodId === recorded.authenticationMethodId) {
        return false;
    }
    const live = methodOf({ userId: recorded.userId, authenticationMethodId });
    tenant.log.info(
        `re-enrolled: ${live} has taken the place of ${quoteLive(recorded.authenticationMethodId)}: ` +
            "what is declared holds for it now",
    );
    return true;
}

/** What `restore` leaves alone, since it was never adopted by anyone's choice. */
export function sayEnrolledSince(tenant: Tenant, recorded: Adopted): void {
    tenant.log.info(`${methodOf(recorded)}: it was enrolled after the adoption, so it stays as it is`);
}

function say(tenant: Tenant, recorded: Adopted, changed: SettingName[], what: (name: SettingName) => string): void {
    if (changed.length > 0) {
        tenant.log.info(`drift: ${methodOf(recorded)}: ${changed.map(what).join("; ")}`);
    }
}

/** What Auth0 did not take as it was sent, if anything. */
export function sayNotTaken(
    tenant: Tenant,
    method: MethodReference,
    which: "declared" | "original",
    wanted: Settings,
    after: Settings,
): void {
    const nextStep = ". Declare it as Auth0 keeps it, or each `pulumi up` will send it again.";
    for (const name of namesOf(plan(wanted, after) ?? {})) {
        const made = `Auth0 made ${quoteLive(after[name])} of the ${which} ${name} ${quoteLive(wanted[name])}`;
        tenant.log.info(`${methodOf(method)}: ${made}${which === "declared" ? nextStep : ""}`);
    }
}

/** What `restore` leaves as it is. */
export function sayStays(tenant: Tenant, method: MethodReference, name: SettingName, live: Settings): void {
    tenant.log.info(
        `${methodOf(method)}: ${name} was not set when the method was adopted, and Auth0 cannot unset it: ` +
            `it stays ${quoteLive(live[name])}`,
    );
}

/** Why a deletion with `restore` changed nothing. */
export function sayNotRestored(tenant: Tenant, method: MethodReference): void {
    tenant.log.info(
        `${methodOf(method)}: its original settings are not put back, since this program has adopted it under ` +
            "another name. A resource that gets a new name in the program keeps its history with the option aliases: " +
            '[{ name: "the old name" }].',
    );
}

/** How lines name what a program means. */
export function meantBy(selector: Selector): string {
    const { userId, authenticationMethodId, authenticationMethodType } = selector;
    return authenticationMethodType === undefined
        ? `${quote(authenticationMethodId)} of user ${quote(userId)}`
        : `the method of type ${quote(authenticationMethodType)} of user ${quote(userId)}`;
}

/** How lines name a method. */
export function methodOf({ userId, authenticationMethodId }: MethodReference): string {
    return `${quote(authenticationMethodId)} of user ${quote(userId)}`;
}
