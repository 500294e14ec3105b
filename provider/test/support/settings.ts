// Settings of tenants, as a stack's configuration and an environment hold them, and a tenant read from them.

import { generateKeyPairSync } from "node:crypto";
import { readTenant } from "../../src/configuration/configuration";

/** Settings by key or by variable. */
export type Texts = Record<string, string>;

/** A key that may sign, and its text. */
export const rsaKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
export const pem = rsaKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Reads a tenant. @throws ConfigurationError */
export function tenant(config: Texts, environment: Texts = {}, name?: string) {
    return readTenant({ get: (key) => config[key] }, environment, name);
}

/** The setting that holds these named tenants. */
export function tenants(blocks: unknown): Texts {
    return { "auth0-authentication-methods:tenants": JSON.stringify(blocks) };
}

/** A tenant of the stack's configuration, and another one of the environment. */
export const explicit = {
    "auth0:domain": "explicit.example.com",
    "auth0:clientId": "explicit-id",
    "auth0:clientSecret": "explicit-secret",
};
export const environment = {
    AUTH0_DOMAIN: "environment.example.com",
    AUTH0_CLIENT_ID: "environment-id",
    AUTH0_CLIENT_SECRET: "environment-secret",
};
