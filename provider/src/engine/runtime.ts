// What the provider process holds: the configuration of the stack, and the tenants opened so far. One for all resources.

import { type Behaviour, readBehaviour, readDebug, readTenant } from "../configuration/configuration";
import type { ConfigReader, Environment } from "../configuration/sources";
import type { Clock } from "../core/clock";
import type { Operation } from "../core/operation";
import { type Tenant, Tenants } from "../tenant/tenant";
import { Adoptions } from "./adopted";

const noConfiguration: ConfigReader = { get: () => undefined };

/** See the first line of this file. */
export class Runtime {
    /** What this process has adopted, whichever resource did. */
    readonly adoptions = new Adoptions();
    readonly #clock: Clock;
    readonly #environment: Environment;
    readonly #tenants: Tenants;
    readonly #opened = new Map<string | undefined, Tenant>();
    #config = noConfiguration;
    #behaviour: Behaviour | undefined;

    /** @param cancelled - Aborted when the engine cancels its operation. */
    constructor(clock: Clock, environment: Environment, userAgent: string, cancelled: AbortSignal) {
        this.#clock = clock;
        this.#environment = environment;
        this.#tenants = new Tenants(clock, userAgent, cancelled);
    }

    /**
     * Takes the stack's configuration. It must not wait for anything: the engine's server hands out the provider to
     * other calls while the first one still configures it, and forgets a failure.
     */
    configure(config: ConfigReader): void {
        this.#config = config;
        this.#behaviour = undefined;
    }

    /** Read once: each method of a group asks. @throws ConfigurationError */
    behaviour(): Behaviour {
        this.#behaviour ??= readBehaviour(this.#config, this.#environment);
        return this.#behaviour;
    }

    /** Whether `auth0:debug` is on; a value that is wrong is reported where the tenant is opened. */
    isDebug(): boolean {
        try {
            return readDebug(this.#config, this.#environment);
        } catch {
            return false;
        }
    }

    /** The tenant that an argument names, opened at its first use. @throws ConfigurationError */
    tenant(name: string | undefined): Tenant {
        const known = this.#opened.get(name);
        if (known !== undefined) {
            return known;
        }
        const configuration = readTenant(this.#config, this.#environment, name);
        const tenant = this.#tenants.open(configuration, this.behaviour());
        this.#opened.set(name, tenant);
        return tenant;
    }

    /** An operation of the engine that begins now. @throws ConfigurationError */
    operation(): Operation {
        return { deadline: this.#clock.now() + this.behaviour().operationTimeout };
    }
}
