// The lines that the provider prints beside the engine's own: what had drifted, and what was left as it is.

import type { MethodReference } from "../core/ids";
import { drift, plan } from "../core/plan";
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
export function sayNotRestored(tenant: Tenant, recorded: Adopted): void {
    tenant.log.info(
        `${methodOf(recorded)}: its original settings are not put back, since this program has adopted it under ` +
            "another name. A resource that gets a new name in the program keeps its history with the option aliases: " +
            '[{ name: "the old name" }].',
    );
}

/** How lines name a method. */
export function methodOf({ userId, authenticationMethodId }: MethodReference): string {
    return `${quote(authenticationMethodId)} of user ${quote(userId)}`;
}
