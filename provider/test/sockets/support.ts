// A tenant at the end of a way that can fail, and what a client does there: what every test of this folder begins with.

import { type Emulator, type EmulatorOptions, startEmulator } from "auth0-authentication-methods-emulator";
import { type Behaviour, readTenant } from "../../src/configuration/configuration";
import type { Environment } from "../../src/configuration/sources";
import { neverCancelled } from "../../src/core/cancellation";
import type { Clock } from "../../src/core/clock";
import type { Log } from "../../src/core/log";
import type { Settings } from "../../src/core/settings";
import { type Reconciled, reconcile } from "../../src/tenant/reconcile";
import { type Tenant, Tenants } from "../../src/tenant/tenant";
import { VirtualClock } from "../support/client";
import { startUnreliableProxy, type UnreliableProxy } from "../support/unreliableProxy";

/** A user with a phone that is called "Old phone". */
export const ada = "auth0|ada";
/** Her phone. */
export const phone = { userId: ada, authenticationMethodId: "phone|dev_1" };

/** So long a request may take where nothing comes back: long for a tenant on this machine. Milliseconds. */
export const impatience = 400;

function user(userId: string) {
    return {
        user_id: userId,
        email: "ada@example.com",
        authentication_methods: [
            {
                id: phone.authenticationMethodId,
                type: "phone",
                name: "Old phone",
                confirmed: true,
                preferred_authentication_method: "sms",
                created_at: "2026-01-05T08:00:00.000Z",
            },
        ],
    };
}

/** {@link ada}, and as many others who are alike. */
export function usersOf(others = 0) {
    return [user(ada), ...Array.from({ length: others }, (_, index) => user(`auth0|${index}`))];
}

/** See the first line of this file. */
export interface Setting {
    readonly emulator: Emulator;
    readonly proxy: UnreliableProxy;
    readonly clock: VirtualClock;
    /** The tenant as the provider process knows it. */
    readonly tenant: Tenant;
    /** Declares a name for {@link phone}, or for the same phone of another user. */
    declare(name: string, userId?: string): Promise<Reconciled>;
    /** The name that the tenant has. */
    name(): string | undefined;
    /** The methods of a user, with nothing known before. */
    read(userId?: string): Promise<unknown>;
    /** How many PATCHes reached the tenant. */
    patches(): number;
    /** How many requests for a token reached the tenant. */
    tokens(): number;
    close(): Promise<void>;
}

/** How it behaves where a test says nothing else. */
export const patient: Behaviour = {
    livePreview: true,
    requestsPerSecond: undefined,
    requestTimeout: 20_000,
    operationTimeout: 600_000,
};

// What it says of waits is of a clock that does not wait, and nothing for whoever reads the output of the tests.
const silent: Log = { info: () => {}, debug: () => {} };

/** Opens a tenant as the provider process does. */
export function openTenant(
    config: Readonly<Record<string, string>>,
    { behaviour = {}, clock = new VirtualClock(), environment = {} as Environment } = {},
): Tenant {
    const configuration = readTenant({ get: (key) => config[key] }, environment, undefined);
    return new Tenants(clock as Clock, "test", neverCancelled(), () => silent).open(configuration, {
        ...patient,
        ...behaviour,
    });
}

/** Starts a tenant, a way to it and a client. */
export async function start(
    options: EmulatorOptions & {
        behaviour?: Partial<Behaviour>;
        others?: number;
        /** Where the way to the tenant begins, and what the client calls it. */
        host?: string;
        name?: string;
    } = {},
): Promise<Setting> {
    const { behaviour = {}, others = 0, host = "127.0.0.1", name, ...wishes } = options;
    const emulator = await startEmulator({ plan: "unlimited", users: usersOf(others), ...wishes });
    const proxy = await startUnreliableProxy(emulator.url, host);
    const clock = new VirtualClock();
    const config = {
        "auth0:domain": name === undefined ? proxy.url : `http://${name}:${proxy.port}`,
        "auth0:audience": emulator.audience,
        "auth0:clientId": emulator.clientId,
        "auth0:clientSecret": emulator.clientSecret,
    };
    const open = () => openTenant(config, { behaviour, clock });
    const tenant = open();
    const operation = () => ({ deadline: clock.now() + 600_000 });
    const count = (method: string) => emulator.requests.filter((request) => request.method === method).length;
    return {
        emulator,
        proxy,
        clock,
        tenant,
        declare: (name, userId = ada) =>
            reconcile(tenant, { ...phone, userId }, operation(), (): Settings => ({ name })),
        name: () => emulator.method(ada, phone.authenticationMethodId).name ?? undefined,
        read: (userId = ada) => tenant.methods.read(userId, operation()),
        patches: () => count("PATCH"),
        tokens: () => count("POST"),
        close: async () => {
            await proxy.close();
            await emulator.close();
        },
    };
}

/** What a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { outcomeUnknown?: boolean }> {
    try {
        await promise;
    } catch (error) {
        return error as Error & { outcomeUnknown?: boolean };
    }
    throw new Error("It succeeded.");
}
