// What a user can configure, read once per provider process and tenant: the rules of precedence are here and nowhere else.

import { createPrivateKey, type KeyObject } from "node:crypto";
import { ConfigurationError } from "../core/errors";
import { quoteForeign } from "../core/text";
import { type Origin, parseDomain } from "./domain";
import { readProxy } from "./proxy";
import {
    type ConfigReader,
    defaultTenantSource,
    type Environment,
    findOwnSetting,
    namedTenantSource,
    type TenantKey,
    type TenantSetting,
    type TenantSource,
} from "./sources";
import { parsePositive, parseSwitch } from "./values";

/** How the provider behaves, whatever the tenant. */
export interface Behaviour {
    /** Whether check and diff read the live method. Default: true. */
    readonly livePreview: boolean;
    /** The most requests to send in a second, to each tenant. Default: what the tenant allows. */
    readonly requestsPerSecond: number | undefined;
    /** Milliseconds that one request may take. Default: 30,000. */
    readonly requestTimeout: number;
    /** Milliseconds that one operation of the engine may take, waits included. Default: 600,000. */
    readonly operationTimeout: number;
}

/** As whom the provider speaks to a tenant. */
export type Credentials =
    | { readonly kind: "apiToken"; readonly apiToken: string }
    | { readonly kind: "clientSecret"; readonly clientId: string; readonly clientSecret: string }
    | {
          readonly kind: "clientAssertion";
          readonly clientId: string;
          readonly privateKey: KeyObject;
          readonly algorithm: string;
      };

/** One tenant, and as whom to speak to it. */
export interface TenantConfiguration {
    readonly origin: Origin;
    readonly audience: string;
    readonly credentials: Credentials;
    /** The key that a setting of this tenant has in the stack's configuration, for messages. */
    readonly keyOf: (key: TenantKey) => string;
    /** Whether requests are logged. */
    readonly debug: boolean;
    /** The texts that must never be shown. */
    readonly secrets: readonly string[];
}

const day = 86_400;

/** Reads how the provider behaves. @throws ConfigurationError */
export function readBehaviour(config: ConfigReader, environment: Environment): Behaviour {
    const find = (key: string) => findOwnSetting(config, environment, key);
    const livePreview = find("livePreview");
    const requestsPerSecond = find("requestsPerSecond");
    const requestTimeout = find("requestTimeout");
    const operationTimeout = find("operationTimeout");
    return {
        livePreview: livePreview === undefined || parseSwitch(livePreview),
        requestsPerSecond: requestsPerSecond && parsePositive(requestsPerSecond, "requests", 100_000),
        requestTimeout: (requestTimeout === undefined ? 30 : parsePositive(requestTimeout, "seconds", day)) * 1_000,
        operationTimeout:
            (operationTimeout === undefined ? 600 : parsePositive(operationTimeout, "seconds", day)) * 1_000,
    };
}

/** Reads whether `auth0:debug` is on. @throws ConfigurationError */
export function readDebug(config: ConfigReader, environment: Environment): boolean {
    const debug = defaultTenantSource(config, environment).find("debug");
    return debug !== undefined && parseSwitch(debug);
}

/**
 * Reads the configuration of a tenant.
 *
 * @param tenant - The name of a block of `auth0-authentication-methods:tenants`; undefined for the `auth0:*` one.
 * @throws ConfigurationError
 */
export function readTenant(
    config: ConfigReader,
    environment: Environment,
    tenant: string | undefined,
): TenantConfiguration {
    const source =
        tenant === undefined
            ? defaultTenantSource(config, environment)
            : namedTenantSource(config, environment, tenant);
    const domain = source.find("domain");
    if (domain === undefined) {
        throw new ConfigurationError(
            `${source.describe("domain")} is not set. Set it to the tenant's domain, such as example.eu.auth0.com, ` +
                `together with ${source.describe("clientId")} and ${source.describe("clientSecret")}.`,
        );
    }
    const address = parseDomain(domain.text, domain.origin);
    // To this machine there is no way through a proxy, and a token must not be sent to one in the clear.
    const origin: Origin = address.isLoopback
        ? address
        : { ...address, proxy: readProxy(address.name, 443, environment) };
    const debug = source.find("debug");
    return {
        origin,
        audience: source.find("audience")?.text ?? `${origin.url}/api/v2/`,
        credentials: readCredentials(source),
        keyOf: source.keyOf,
        debug: debug === undefined ? readDebug(config, environment) : parseSwitch(debug),
        secrets: [...secretTexts(source), ...(origin.proxy?.secrets ?? [])],
    };
}

/**
 * The first of these that is there: an API token, an assertion key, a client secret in the stack's configuration; then
 * the same three in the environment. What is explicit comes first, so that a variable which another tool left in a
 * shell is never sent to the tenant of this stack.
 */
function readCredentials(source: TenantSource): Credentials {
    const found = {
        apiToken: source.find("apiToken"),
        key: source.find("clientAssertionPrivateKey"),
        secret: source.find("clientSecret"),
    };
    const order = [found.apiToken, found.key, found.secret].filter((setting) => setting !== undefined);
    const chosen = order.find((setting) => setting.explicit) ?? order[0];
    if (chosen === undefined) {
        throw new ConfigurationError(missingCredentials(source));
    }
    if (chosen === found.apiToken) {
        return { kind: "apiToken", apiToken: parseToken(chosen) };
    }
    const algorithm = source.find("clientAssertionSigningAlg");
    if (algorithm?.explicit === true && found.key === undefined) {
        throw new ConfigurationError(
            `${algorithm.origin} is set without the key that it belongs to. Set ` +
                `${source.describe("clientAssertionPrivateKey")} as well, or remove it.`,
        );
    }
    const clientId = source.find("clientId")?.text;
    if (clientId === undefined) {
        throw new ConfigurationError(
            `${chosen.origin} is set, but ${source.describe("clientId")} is not. Set the client id it belongs to.`,
        );
    }
    return chosen === found.secret
        ? { kind: "clientSecret", clientId, clientSecret: chosen.text }
        : { kind: "clientAssertion", clientId, ...readKey(source, chosen) };
}

function missingCredentials(source: TenantSource): string {
    const ways = `${source.describe("clientSecret")}, or ${source.describe("clientAssertionPrivateKey")}`;
    if (source.find("clientId") !== undefined) {
        return `${source.describe("clientId")} is set without a credential. Set ${ways} as well.`;
    }
    return (
        `No credentials. Set ${source.describe("clientId")} and ${ways}; ` +
        `or set ${source.describe("apiToken")} to an access token of the Management API.`
    );
}

function parseToken({ text, origin }: TenantSetting): string {
    if (!/^[\x21-\x7e]+$/.test(text)) {
        throw new ConfigurationError(
            `${origin} holds spaces, line breaks or other characters that no access token has. ` +
                'Set it to the token alone, without "Bearer".',
        );
    }
    return text;
}

const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

function readKey(source: TenantSource, { text, origin }: TenantSetting): { privateKey: KeyObject; algorithm: string } {
    const setting = source.find("clientAssertionSigningAlg");
    const algorithm = setting?.text ?? "RS256";
    if (setting !== undefined && !algorithms.includes(algorithm)) {
        throw new ConfigurationError(
            `${setting.origin} is ${quoteForeign(algorithm)}: set it to one of ${algorithms.join(", ")}.`,
        );
    }
    let privateKey: KeyObject | undefined;
    try {
        // Environment variables often carry line breaks as the two characters \n.
        privateKey = createPrivateKey(text.replaceAll("\\n", "\n"));
    } catch {
        // What Node says of a key it cannot read is of no help, and must not be trusted to hold nothing of the key.
    }
    if (privateKey?.asymmetricKeyType !== "rsa") {
        throw new ConfigurationError(
            `${origin} is not an unencrypted RSA private key in PEM form. Set it to the whole key: ` +
                'it begins with "-----BEGIN PRIVATE KEY-----" or "-----BEGIN RSA PRIVATE KEY-----".',
        );
    }
    return { privateKey, algorithm };
}

function secretTexts(source: TenantSource): string[] {
    return (["clientSecret", "clientAssertionPrivateKey", "apiToken"] as const)
        .map((key) => source.find(key)?.text)
        .filter((text) => text !== undefined);
}
