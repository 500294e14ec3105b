// The tenants that look-ups speak to. A process may run many programs, one after another or at once, each with a
// configuration of its own: those with the same one share the connection, the rate control and the token. What was read is
// shared by those who wait for it, and not kept: who asks later is told what is so then.

import { isDeepStrictEqual } from "node:util";
import { ManagementClient } from "../auth0/client";
import type { ExchangeParts } from "../auth0/exchange";
import { connect, Session } from "../auth0/session";
import { Users } from "../auth0/users";
import type { AuthenticationMethod } from "../auth0/wire/methods";
import type { User } from "../auth0/wire/users";
import { type Behaviour, readBehaviour, readTenant, type TenantConfiguration } from "../configuration/configuration";
import type { ConfigReader, Environment } from "../configuration/sources";
import type { Clock } from "../core/clock";
import { isDenial } from "../core/errors";
import type { Log } from "../core/log";
import type { Lanes } from "../tenant/lanes";
import { lookupLanes } from "./lanes";

/** What a look-up may ask of its tenant. */
export interface LookupTenant {
    /** How messages call it. */
    readonly name: string;
    /** All methods of a user; undefined when the user does not exist. */
    methodsOf(userId: string): Promise<readonly AuthenticationMethod[] | undefined>;
    usersWithEmail(email: string): Promise<readonly User[]>;
    /** Undefined when the user does not exist. */
    userWithId(userId: string): Promise<User | undefined>;
}

/** The program that a look-up is part of, at the moment in which it asks. */
export interface Program {
    readonly config: ConfigReader;
    readonly environment: Environment;
    /** Where it prints. */
    log(isDebug: boolean): Log;
}

interface Opened {
    readonly configuration: TenantConfiguration;
    readonly behaviour: Behaviour;
    readonly connection: ExchangeParts;
    readonly lanes: Lanes;
    readonly tenant: LookupTenant;
    lastUsed: number;
    /** Whether its token was refused, or permits too little: who mends that and asks again shall not be told the same. */
    isSpent: boolean;
}

// A token and a few connections are worth keeping from one look-up to the next, not for as long as a process runs that may
// open thousands of tenants. In milliseconds.
const keptFor = 60_000;

/** See the first lines of this file. */
export class LookupTenants {
    readonly #clock: Clock;
    readonly #userAgent: string;
    readonly #opened: Opened[] = [];

    constructor(clock: Clock, userAgent: string) {
        this.#clock = clock;
        this.#userAgent = userAgent;
    }

    /**
     * Runs a look-up in the tenant that an argument names.
     *
     * @throws ConfigurationError, and whatever the look-up throws.
     */
    async within<T>(
        program: Program,
        name: string | undefined,
        lookUp: (tenant: LookupTenant) => Promise<T>,
    ): Promise<T> {
        const opened = this.#open(program, name);
        try {
            return await lookUp(opened.tenant);
        } catch (error) {
            opened.isSpent ||= isDenial(error);
            throw error;
        } finally {
            opened.lastUsed = this.#clock.now();
        }
    }

    #open({ config, environment, log }: Program, name: string | undefined): Opened {
        const behaviour = readBehaviour(config, environment);
        const configuration = readTenant(config, environment, name);
        const now = this.#clock.now();
        this.#forget(({ lanes, isSpent, lastUsed }) => lanes.isIdle && (isSpent || now - lastUsed >= keptFor));
        const known = this.#opened.find(
            (one) => !one.isSpent && isSame(one, { configuration, behaviour }, configuration.keyOf("domain")),
        );
        if (known !== undefined) {
            return known;
        }
        const ownLog = log(configuration.debug);
        const connection =
            this.#opened.find(
                (one) =>
                    isDeepStrictEqual(one.configuration.origin, configuration.origin) &&
                    one.behaviour.requestsPerSecond === behaviour.requestsPerSecond,
            )?.connection ?? connect(configuration.origin, behaviour, this.#userAgent, this.#clock, ownLog);
        const session = new Session(connection, configuration, behaviour, ownLog);
        const lanes = lookupLanes(() => ({ deadline: this.#clock.now() + behaviour.operationTimeout }));
        const opened = {
            configuration,
            behaviour,
            connection,
            lanes,
            tenant: tenantOf(configuration.origin.name, session, lanes),
            lastUsed: now,
            isSpent: false,
        };
        this.#opened.push(opened);
        return opened;
    }

    #forget(isOver: (opened: Opened) => boolean): void {
        for (let index = this.#opened.length - 1; index >= 0; index -= 1) {
            if (isOver(this.#opened[index] as Opened)) {
                this.#opened.splice(index, 1);
            }
        }
    }
}

type Configured = Pick<Opened, "configuration" | "behaviour">;

/** Whether two configurations are alike in all that matters, the names that messages call their settings by included. */
function isSame(one: Configured, other: Configured, domainKey: string): boolean {
    return one.configuration.keyOf("domain") === domainKey && isDeepStrictEqual(comparable(one), comparable(other));
}

function comparable({ configuration: { keyOf: _, ...configuration }, behaviour }: Configured): object {
    const { credentials } = configuration;
    // The text of a key stands among the secrets; the object that was made of it is another one each time.
    return credentials.kind === "clientAssertion"
        ? { ...configuration, credentials: { ...credentials, privateKey: undefined }, behaviour }
        : { ...configuration, behaviour };
}

function tenantOf(name: string, session: Session, lanes: Lanes): LookupTenant {
    const client = new ManagementClient(session);
    const users = new Users(session);
    const underWay = new Map<string, Promise<unknown>>();
    const once = <T>(what: string, read: () => Promise<T>): Promise<T> => {
        const known = underWay.get(what) as Promise<T> | undefined;
        if (known !== undefined) {
            return known;
        }
        const answer = read().finally(() => underWay.delete(what));
        underWay.set(what, answer);
        return answer;
    };
    return {
        name,
        methodsOf: (userId) =>
            once(`methods ${userId}`, () => lanes.run((operation) => client.listMethods(userId, operation))),
        usersWithEmail: (email) =>
            once(`email ${email}`, () => lanes.run((operation) => users.withEmail(email, operation))),
        userWithId: (userId) => once(`id ${userId}`, () => lanes.run((operation) => users.withId(userId, operation))),
    };
}
