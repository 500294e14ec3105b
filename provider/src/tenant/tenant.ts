// One tenant as the provider process knows it. All names and credentials that lead to one tenant share one connection,
// one rate control and one cache: what is written through one of them must be seen through the others.

import { ManagementClient } from "../auth0/client";
import type { ExchangeParts } from "../auth0/exchange";
import { connect, Session } from "../auth0/session";
import { Users } from "../auth0/users";
import type { Waiting } from "../auth0/waiting";
import type { Behaviour, TenantConfiguration } from "../configuration/configuration";
import { neverCancelled } from "../core/cancellation";
import type { Clock } from "../core/clock";
import type { Log } from "../core/log";
import { consoleLog } from "./consoleLog";
import { KnownUsers, UserMethods } from "./userMethods";

/** See the first line of this file. */
export interface Tenant {
    /** How messages call the tenant. */
    readonly name: string;
    readonly methods: UserMethods;
    /** Looks users up; nothing is kept. */
    readonly users: Users;
    readonly log: Log;
    /** Says what is waited for, and how far long tasks are. */
    readonly waiting: Waiting;
}

interface Shared {
    readonly connection: ExchangeParts;
    readonly known: KnownUsers;
}

/** The tenants that a process speaks to. */
export class Tenants {
    readonly #clock: Clock;
    readonly #userAgent: string;
    readonly #cancelled: AbortSignal;
    readonly #createLog: (isDebug: boolean) => Log;
    readonly #shared = new Map<string, Shared>();

    /**
     * @param cancelled - Aborted when nothing is to be waited for or sent any more.
     * @param createLog - Makes what takes the lines of a tenant, told whether requests are to be shown.
     */
    constructor(
        clock: Clock,
        userAgent: string,
        cancelled: AbortSignal = neverCancelled(),
        createLog: (isDebug: boolean) => Log = consoleLog,
    ) {
        this.#clock = clock;
        this.#userAgent = userAgent;
        this.#cancelled = cancelled;
        this.#createLog = createLog;
    }

    /** Opens a tenant. Nothing is sent yet. */
    open(configuration: TenantConfiguration, behaviour: Behaviour): Tenant {
        const { origin } = configuration;
        const log = this.#createLog(configuration.debug);
        const shared = this.#shared.get(origin.url) ?? {
            connection: connect(origin, behaviour, this.#userAgent, this.#clock, log, this.#cancelled),
            known: new KnownUsers(),
        };
        this.#shared.set(origin.url, shared);
        const session = new Session(shared.connection, configuration, behaviour, log);
        const methods = new UserMethods(new ManagementClient(session), shared.known, (userId) =>
            this.#forgetElsewhere(origin.url, userId),
        );
        return { name: origin.name, methods, users: new Users(session), log, waiting: shared.connection.waiting };
    }

    /** A tenant may have a custom domain beside its own: what was read through the other one is then out of date. */
    #forgetElsewhere(url: string, userId: string): void {
        for (const [otherUrl, { known }] of this.#shared) {
            if (otherUrl !== url) {
                known.lists.delete(userId);
            }
        }
    }
}
