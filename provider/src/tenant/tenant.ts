// One tenant as the provider process knows it: one client, one cache, one rate control, for all resources.

import { ManagementClient } from "../auth0/client";
import type { Behaviour, TenantConfiguration } from "../configuration/configuration";
import type { Clock } from "../core/clock";
import type { Log } from "../core/log";
import { UserMethods } from "./userMethods";

/** See the first line of this file. */
export interface Tenant {
    /** How messages call the tenant. */
    readonly name: string;
    readonly methods: UserMethods;
    readonly log: Log;
}

/** Opens a tenant. Nothing is sent yet. */
export function openTenant(
    configuration: TenantConfiguration,
    behaviour: Behaviour,
    userAgent: string,
    clock: Clock,
    log: Log,
): Tenant {
    const client = new ManagementClient(configuration, behaviour, userAgent, clock, log);
    return { name: configuration.origin.name, methods: new UserMethods(client), log };
}
