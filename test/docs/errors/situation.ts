// How messages are met for docs/errors.md: each in the situation that makes it, with the code that users run.

import { type Emulator, type EmulatorOptions, startEmulator } from "auth0-authentication-methods-emulator";
import { neverCancelled } from "../../../provider/src/core/cancellation";
import { enrolledProvider } from "../../../provider/src/engine/enrolled/enrolledProvider";
import { groupProvider } from "../../../provider/src/engine/group/groupProvider";
import { Runtime } from "../../../provider/src/engine/runtime";
import { settingsProvider } from "../../../provider/src/engine/single/settingsProvider";
import { clientSecret, createClient, VirtualClock } from "../../../provider/test/support/client";
import { type Handler, startServer } from "../../../provider/test/support/server";
import { adaWithMethods } from "../../support/scenario";

/** One way to meet an error. */
export interface Situation {
    /** The name of the error's class. */
    readonly error: string;
    /** What is done, or what is the case. */
    readonly when: string;
    /** Runs into it. */
    readonly meet: () => Promise<unknown>;
}

/** An error as a user reads it. */
export interface Met extends Pick<Situation, "error" | "when"> {
    readonly message: string;
}

/** The domain in what is printed; tests listen on this machine. */
const domain = "example.eu.auth0.com";

/** The first line of a message, without what differs from run to run. */
function settled(message: string): string {
    return message.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, domain).replaceAll(/127\.0\.0\.1:\d+/g, domain);
}

/** Runs into an error. @throws when there is none, or it is another one. */
export async function met({ error, when, meet }: Situation): Promise<Met> {
    const thrown: unknown = await meet().then(
        () => undefined,
        (reason: unknown) => reason,
    );
    if (!(thrown instanceof Error) || thrown.name !== error) {
        throw new Error(`No ${error} where it was expected (${when}), but ${String(thrown)}`);
    }
    return { error, when, message: settled(thrown.message) };
}

/** What the engine's calls are made on: all resources over one tenant. */
export interface Providers {
    readonly emulator: Emulator;
    readonly single: ReturnType<typeof settingsProvider>;
    readonly group: ReturnType<typeof groupProvider>;
    readonly enrolled: ReturnType<typeof enrolledProvider>;
}

/** Runs on a tenant of its own, with Ada and her methods. */
export async function onTenant<T>(
    task: (providers: Providers) => Promise<T>,
    options: EmulatorOptions & { readonly config?: Readonly<Record<string, string>> } = {},
): Promise<T> {
    const { config, ...emulatorOptions } = options;
    const emulator = await startEmulator({ users: [adaWithMethods()], plan: "unlimited", ...emulatorOptions });
    const settings: Record<string, string> = {
        "auth0:domain": emulator.url,
        "auth0:clientId": emulator.clientId,
        "auth0:clientSecret": emulator.clientSecret,
        ...config,
    };
    const runtime = new Runtime(new VirtualClock(), {}, "test", neverCancelled());
    runtime.configure({ get: (key) => settings[key] });
    try {
        return await task({
            emulator,
            single: settingsProvider(runtime),
            group: groupProvider(runtime),
            enrolled: enrolledProvider(runtime),
        });
    } finally {
        await emulator.close();
    }
}

/** Changes a method at a server that answers in this way, in virtual time. */
export async function answered(api: Handler, token?: Handler, isRead = true): Promise<unknown> {
    const server = await startServer(api, token);
    try {
        return await exchanged(server.url, isRead);
    } finally {
        await server.close();
    }
}

/** A request to the tenant at an address. */
export async function exchanged(url: string, isRead = true, cancelled = neverCancelled()): Promise<unknown> {
    const { client, operation } = createClient(url, {
        cancelled,
        config: { "auth0:clientSecret": clientSecret },
        behaviour: { requestTimeout: 300 },
    });
    const method = { userId: "auth0|507f1f77bcf86cd799439020", authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5" };
    return isRead ? client.listMethods(method.userId, operation) : client.patchMethod(method, { name: "x" }, operation);
}
