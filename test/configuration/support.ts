// A tenant that takes any credentials and shows what it was sent, and a stack that has nothing configured but what the
// test says: the emulator would refuse credentials that are not its own, and never shows any.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { type Handler, json, startServer } from "../../provider/test/support/server";
import { Canaries, jsonWebToken } from "../support/canaries";
import { ada, adaPhone } from "../support/scenario";
import { passphrase, vaultToken } from "../support/secretsProviders";
import { createStack, type TestStack } from "../support/stack";

/** Each setting, and the variable that stands for it. */
const variables = {
    "auth0:domain": "AUTH0_DOMAIN",
    "auth0:audience": "AUTH0_AUDIENCE",
    "auth0:clientId": "AUTH0_CLIENT_ID",
    "auth0:clientSecret": "AUTH0_CLIENT_SECRET",
    "auth0:clientAssertionPrivateKey": "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY",
    "auth0:clientAssertionSigningAlg": "AUTH0_CLIENT_ASSERTION_SIGNING_ALG",
    "auth0:apiToken": "AUTH0_API_TOKEN",
    "auth0:debug": "AUTH0_DEBUG",
    "auth0-authentication-methods:livePreview": "AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW",
    "auth0-authentication-methods:requestsPerSecond": "AUTH0_AUTHENTICATION_METHODS_REQUESTS_PER_SECOND",
    "auth0-authentication-methods:requestTimeout": "AUTH0_AUTHENTICATION_METHODS_REQUEST_TIMEOUT",
    "auth0-authentication-methods:operationTimeout": "AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT",
    "auth0-authentication-methods:tenants": "AUTH0_AUTHENTICATION_METHODS_TENANTS",
};
/** Some of the settings. */
export type Settings = Partial<Record<keyof typeof variables, string>>;

/** The same settings as variables. */
export function asEnvironment(settings: Settings): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [variables[name as keyof Settings], value]),
    );
}

/** Settings by their keys, as they stand in a stack's file. */
export type Config = Readonly<Record<string, unknown>>;

/** What arrived since it was last asked. */
export interface Arrivals {
    /** The forms that were sent to the token endpoint. */
    readonly forms: readonly Readonly<Record<string, string>>[];
    /** The Authorization headers that were sent to the Management API. */
    readonly authorizations: readonly (string | undefined)[];
    /** How many requests there were, whatever for. */
    readonly all: number;
}

/** See the first line of this file. */
export interface Recorder {
    readonly url: string;
    readonly stack: TestStack;
    /** What each operation of the stack is searched for. */
    readonly canaries: Canaries;
    /** Makes this the whole configuration of the stack and the whole environment of its operations. */
    configure(config: Config, env?: Record<string, string>): void;
    /** Makes this the program: the phone of {@link ada} as resource "m", or what is given of each resource. */
    declare(...resources: Partial<AuthenticationMethodSettingsArgs>[]): void;
    arrivals(): Arrivals;
    close(): Promise<void>;
}

const phone = { id: adaPhone, type: "phone", name: "Old phone", created_at: "2026-01-05T08:00:00.000Z" };

/** Every user has a phone, and a PATCH of it succeeds. */
export const tenant: Handler = ({ method, body }, response) => {
    const changes: unknown = method === "PATCH" ? JSON.parse(body) : undefined;
    json(response, 200, method === "PATCH" ? { ...phone, ...(changes as object) } : [phone]);
};

/**
 * @param api - How the Management API answers. Default: every user has a phone.
 * @param token - How the token endpoint answers. Default: it issues token-0, token-1 …
 */
export async function startRecorder(api: Handler = tenant, token?: Handler): Promise<Recorder> {
    const server = await startServer(api, token);
    const canaries = new Canaries()
        .plant("passphrase", passphrase, vaultToken)
        .plantPattern("access token", jsonWebToken);
    const stack = await createStack({ program: async () => ({}), canaries });
    const file = path.join(stack.automation.workspace.workDir, `Pulumi.${stack.automation.name}.yaml`);
    const salt = /^encryptionsalt: (\S+)$/m.exec(readFileSync(file, "utf8"))?.[1];
    const marks = { all: 0, tokens: 0, api: 0 };
    const recorder: Recorder = {
        url: server.url,
        stack,
        canaries,
        configure: (config, env = {}) => {
            // JSON is YAML: the file as a user may write it, without a run of the engine for each setting.
            writeFileSync(file, JSON.stringify({ encryptionsalt: salt, config }));
            stack.env = env;
        },
        declare: (...resources) => {
            stack.program = async () => {
                for (const [index, args] of resources.entries()) {
                    new AuthenticationMethodSettings(index === 0 ? "m" : `m${index}`, {
                        userId: ada,
                        authenticationMethodId: adaPhone,
                        name: "Work phone",
                        ...args,
                    });
                }
                return {};
            };
        },
        arrivals: () => {
            const { arrived, tokenRequests, apiRequests } = server;
            const forms = tokenRequests
                .slice(marks.tokens)
                .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
            const authorizations = apiRequests.slice(marks.api).map(({ headers }) => headers.authorization);
            const all = arrived.length - marks.all;
            Object.assign(marks, { all: arrived.length, tokens: tokenRequests.length, api: apiRequests.length });
            return { forms, authorizations, all };
        },
        close: async () => {
            stack.dispose();
            await server.close();
        },
    };
    recorder.declare({});
    return recorder;
}
