// Clients for tests: virtual time, and the settings of a test.

import { ManagementClient } from "../../src/auth0/client";
import { connect, Session } from "../../src/auth0/session";
import type { Behaviour } from "../../src/configuration/configuration";
import { readTenant } from "../../src/configuration/configuration";
import type { Clock } from "../../src/core/clock";
import type { Log } from "../../src/core/log";

/** Time that passes only when somebody sleeps. */
export class VirtualClock implements Clock {
    time = Date.parse("2026-03-01T12:00:00Z");
    readonly slept: number[] = [];

    now(): number {
        return this.time;
    }

    async sleep(milliseconds: number): Promise<void> {
        this.slept.push(milliseconds);
        this.time += milliseconds;
    }

    random(): number {
        return 0.5;
    }
}

/** A log to look at. */
export class RecordedLog implements Log {
    readonly lines: string[] = [];

    info(line: string): void {
        this.lines.push(line);
    }

    debug(line: string): void {
        this.lines.push(line);
    }
}

/** The secret that no output may hold. */
export const clientSecret = "canary-client-secret-0123456789abcdef";

/** How the provider behaves in tests that do not care. */
export const usualBehaviour: Behaviour = {
    livePreview: true,
    requestsPerSecond: undefined,
    requestTimeout: 5_000,
    operationTimeout: 600_000,
};

interface Options {
    config?: Record<string, string>;
    behaviour?: Partial<Behaviour>;
    clock?: VirtualClock;
    cancelled?: AbortSignal;
}

/** A session with the tenant at an address, with everything it works with. */
export function createSession(url: string, options: Options = {}) {
    const clock = options.clock ?? new VirtualClock();
    const log = new RecordedLog();
    const config: Record<string, string> = {
        "auth0:domain": url,
        "auth0:clientId": "client",
        "auth0:clientSecret": clientSecret,
        ...options.config,
    };
    const behaviour: Behaviour = { ...usualBehaviour, ...options.behaviour };
    const tenant = readTenant({ get: (key) => config[key] }, {}, undefined);
    const connection = connect(tenant.origin, behaviour, "test", clock, log, options.cancelled);
    const session = new Session(connection, tenant, behaviour, log);
    return { session, clock, log, operation: { deadline: clock.now() + behaviour.operationTimeout } };
}

/** A client of the tenant at an address, with everything it works with. */
export function createClient(url: string, options: Options = {}) {
    const { session, ...others } = createSession(url, options);
    return { client: new ManagementClient(session), ...others };
}
