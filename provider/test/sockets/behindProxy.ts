// A tenant that is spoken to by TLS, and a proxy before it: anew for each test.

import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { observe } from "../../src/tenant/observe";
import { reconcile } from "../../src/tenant/reconcile";
import type { Tenant } from "../../src/tenant/tenant";
import { type Authority, createAuthority, trust } from "../support/certificates";
import { VirtualClock } from "../support/client";
import { type ConnectProxy, startConnectProxy } from "../support/connectProxy";
import { startTlsFront, type TlsFront } from "../support/tlsFront";
import { failureOf, openTenant, phone, usersOf } from "./support";

/** The name of the tenant, which no name service knows. */
export const host = "tenant.example.com";

/** What stands between the client of a test and its tenant. */
export interface Way {
    readonly authority: Authority;
    readonly emulator: Emulator;
    readonly front: TlsFront;
    readonly proxy: ConnectProxy;
    readonly clock: VirtualClock;
}

/** Has each test of the suite begin with a way of its own, whose authority is trusted. */
export function behindProxy() {
    let authority: Authority;
    let distrust: () => void;
    let way: Way;
    const more: { close(): Promise<void> }[] = [];
    before(() => {
        authority = createAuthority();
        distrust = trust(authority);
    });
    after(() => distrust());
    beforeEach(async () => {
        const emulator = await startEmulator({ plan: "unlimited", users: usersOf() });
        const front = await startTlsFront(emulator.url, authority.issue(host));
        const proxy = await startConnectProxy(front.port);
        way = { authority, emulator, front, proxy, clock: new VirtualClock() };
    });
    afterEach(async () => {
        const { proxy, front, emulator } = way;
        await Promise.all([...more.splice(0), proxy, front, emulator].map((one) => one.close()));
    });

    const operation = () => ({ deadline: way.clock.now() + 600_000 });
    const open = (environment: Record<string, string>, behaviour = {}): Tenant => {
        const { emulator, clock } = way;
        const config = {
            "auth0:domain": host,
            "auth0:audience": emulator.audience,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": emulator.clientSecret,
        };
        return openTenant(config, { clock, environment, behaviour });
    };
    const read = (tenant: Tenant) => observe(tenant, phone, operation());
    return {
        way: () => way,
        operation,
        open,
        read,
        declare: (tenant: Tenant) => reconcile(tenant, phone, operation(), () => ({ name: "Work phone" })),
        failure: (environment: Record<string, string>, behaviour = {}) => failureOf(read(open(environment, behaviour))),
        /** Closes it after the test. */
        opened: <T extends { close(): Promise<void> }>(one: T): T => {
            more.push(one);
            return one;
        },
    };
}
