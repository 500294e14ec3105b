// A tenant and a stack that belongs to it: what nearly every test on the engine begins with.

import { type Emulator, type EmulatorOptions, startEmulator } from "auth0-authentication-methods-emulator";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { Canaries, jsonWebToken } from "./canaries";
import { passphrase, vaultToken } from "./secretsProviders";
import { createStack, type TestStack } from "./stack";

/** What was sent to the Management API since it was last asked. */
export interface Sent {
    readonly gets: number;
    readonly patches: number;
    /** The bodies of the PATCHes, in order. */
    readonly bodies: readonly unknown[];
    /** All requests, those for tokens among them. */
    readonly all: number;
}

/** See the first line of this file. */
export interface Scenario {
    readonly emulator: Emulator;
    readonly stack: TestStack;
    /** What each operation of the stack is searched for; see {@link canariesOf}. */
    readonly canaries: Canaries;
    sent(): Sent;
    /** Makes this the program: one resource "m" with these arguments, or none. */
    declare(args?: Partial<AuthenticationMethodSettingsArgs>): void;
    /** The same without outputs: what a program puts there is shown, and is its own affair. */
    declareSilently(args: AuthenticationMethodSettingsArgs): void;
}

/** A user with a phone ("Old phone", sms), a TOTP without a name, and a passkey. */
export const ada = "auth0|507f1f77bcf86cd799439020";
/** The methods of {@link ada}. */
export const adaPhone = "phone|dev_kXVq4drj3Mw6uCF5";
export const adaTotp = "totp|dev_F9T7cy0hM0IgHjwP";
export const adaPasskey = "passkey|dev_2VbE9mQxT4sLw8Zn";

/** A phone number, an e-mail address and a TOTP secret that must not be seen anywhere. */
export const canaries = {
    phone: "+442079460958",
    email: "canary.ada@example.com",
    totp: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
};

export function adaWithMethods() {
    const dates = { created_at: "2026-01-05T08:00:00.000Z", enrolled_at: "2026-01-05T08:01:00.000Z" };
    return {
        user_id: ada,
        email: canaries.email,
        authentication_methods: [
            {
                id: adaPhone,
                type: "phone",
                confirmed: true,
                name: "Old phone",
                preferred_authentication_method: "sms",
                phone_number: canaries.phone,
                authentication_methods: [
                    { id: "sms|dev_kXVq4drj3Mw6uCF5", type: "sms" },
                    { id: "voice|dev_kXVq4drj3Mw6uCF5", type: "voice" },
                ],
                ...dates,
            },
            { id: adaTotp, type: "totp", confirmed: true, totp_secret: canaries.totp, ...dates },
            {
                id: adaPasskey,
                type: "passkey",
                confirmed: true,
                name: "Laptop",
                key_id: "k1",
                public_key: "cHVi",
                ...dates,
            },
            { id: "email|dev_f0O81fTcftc0kN2v", type: "email", confirmed: true, email: canaries.email, ...dates },
        ],
    };
}

/** What must not be seen in any operation on a tenant. */
export function canariesOf(emulator: Pick<Emulator, "clientSecret" | "clientAssertionPrivateKey" | "users">): Canaries {
    return new Canaries()
        .plant("client secret", emulator.clientSecret)
        .plant("assertion key", emulator.clientAssertionPrivateKey)
        .plant("passphrase", passphrase, vaultToken)
        .plantPattern("access token", jsonWebToken)
        .plantUsers(emulator.users);
}

/** How a stack is configured for its tenant. */
export interface ScenarioOptions extends EmulatorOptions {
    readonly config?: Record<string, string>;
    readonly env?: Record<string, string>;
    /**
     * Where the client secret stands. What is a secret of the configuration, the engine itself hides in our lines, so that a
     * test of them wants "environment".
     *
     * @default "configuration"
     */
    readonly credentials?: "configuration" | "environment";
}

/** Starts a tenant with the users (by default {@link adaWithMethods}) and a stack configured for it. */
export async function startScenario(options: ScenarioOptions = {}): Promise<Scenario> {
    const { config, env, credentials = "configuration", ...emulatorOptions } = options;
    const emulator = await startEmulator({ users: [adaWithMethods()], ...emulatorOptions });
    const canaries = canariesOf(emulator);
    const stack = await createStack({
        program: async () => ({}),
        config: {
            "auth0:domain": emulator.url,
            "auth0:clientId": emulator.clientId,
            ...(credentials === "configuration" && {
                "auth0:clientSecret": { value: emulator.clientSecret, secret: true },
            }),
            ...config,
        },
        env: { ...(credentials === "environment" && { AUTH0_CLIENT_SECRET: emulator.clientSecret }), ...env },
        canaries,
    });
    let mark = 0;
    return {
        emulator,
        stack,
        canaries,
        sent: () => {
            const requests = emulator.requests.slice(mark);
            mark = emulator.requests.length;
            const patches = requests.filter(({ method }) => method === "PATCH");
            return {
                gets: requests.filter(({ method }) => method === "GET").length,
                patches: patches.length,
                bodies: patches.map(({ body }) => body),
                all: requests.length,
            };
        },
        declare: (args) => {
            stack.program = async () => {
                if (args === undefined) {
                    return {};
                }
                const resource = new AuthenticationMethodSettings("m", args as AuthenticationMethodSettingsArgs);
                return { id: resource.id, name: resource.name, phoneNumber: resource.phoneNumber };
            };
        },
        declareSilently: (args) => {
            stack.program = async () => {
                new AuthenticationMethodSettings("m", args);
            };
        },
    };
}

/** Ends what {@link startScenario} started. */
export async function stopScenario(scenario: Scenario | undefined): Promise<void> {
    await scenario?.stack.dispose();
    await scenario?.emulator.close();
}
