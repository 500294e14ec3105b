// Where settings stand: the stack's configuration first, then the environment; a named tenant in its block alone.

import * as z from "zod";
import { ConfigurationError } from "../core/errors";
import { listed, quote, quoteForeign } from "../core/text";
import type { FoundSetting } from "./values";

/** The stack's configuration as the engine hands it to a dynamic provider. */
export interface ConfigReader {
    get(key: string): string | undefined;
}

/** The environment of the provider process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings that say which tenant, and as whom. The same names as those of `@pulumi/auth0`. */
export const tenantKeys = [
    "domain",
    "audience",
    "clientId",
    "clientSecret",
    "clientAssertionPrivateKey",
    "clientAssertionSigningAlg",
    "apiToken",
    "debug",
] as const;

export type TenantKey = (typeof tenantKeys)[number];

/** The settings whose values must not be shown. */
const secretKeys = ["clientSecret", "clientAssertionPrivateKey", "apiToken"] as const satisfies readonly TenantKey[];

/** A setting found, and whether it stood in the stack's configuration or in the environment. */
export interface TenantSetting extends FoundSetting {
    readonly explicit: boolean;
}

/** Where the settings of one tenant are looked up. */
export interface TenantSource {
    /** The key that the setting has in the stack's configuration. */
    keyOf(key: TenantKey): string;
    /** What messages call the setting, whether it was found or not. */
    describe(key: TenantKey): string;
    find(key: TenantKey): TenantSetting | undefined;
}

const ownNamespace = "auth0-authentication-methods";

/** `clientId` as an environment variable: `CLIENT_ID`. */
function constantCase(key: string): string {
    return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

// An empty text is what a pipeline makes of a variable that is not there, so it counts as absent.
function present(text: string | undefined): string | undefined {
    return text?.trim() || undefined;
}

function lookUp(
    config: ConfigReader,
    environment: Environment,
    key: string,
    variable: string,
): TenantSetting | undefined {
    const explicit = present(config.get(key));
    if (explicit !== undefined) {
        return { text: explicit, origin: key, explicit: true };
    }
    const text = present(environment[variable]);
    return text === undefined ? undefined : { text, origin: variable, explicit: false };
}

/** Finds one of our own settings, such as `auth0-authentication-methods:livePreview`. */
export function findOwnSetting(config: ConfigReader, environment: Environment, key: string): FoundSetting | undefined {
    return lookUp(config, environment, `${ownNamespace}:${key}`, `AUTH0_AUTHENTICATION_METHODS_${constantCase(key)}`);
}

/** The tenant of the `auth0:*` configuration and the `AUTH0_*` environment. */
export function defaultTenantSource(config: ConfigReader, environment: Environment): TenantSource {
    const variable = (key: TenantKey) => `AUTH0_${constantCase(key)}`;
    const keyOf = (key: TenantKey) => `auth0:${key}`;
    return {
        keyOf,
        describe: (key) => `${keyOf(key)} (or ${variable(key)})`,
        find: (key) => lookUp(config, environment, keyOf(key), variable(key)),
    };
}

// `pulumi config set --path` makes numbers and booleans of texts that look like them.
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const blockSchema = z.strictObject({
    ...Object.fromEntries(tenantKeys.map((key) => [key, scalar.optional()])),
    ...Object.fromEntries(secretKeys.map((key) => [`${key}Env`, scalar.optional()])),
});
type Block = Readonly<Record<string, string | undefined>>;

const allBlockKeys = [...tenantKeys, ...secretKeys.map((key) => `${key}Env`)].join(", ");

function parseTenants({ text, origin }: FoundSetting): Map<string, unknown> {
    try {
        return new Map(Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text))));
    } catch {
        // What the parser says would quote the text, and with it secrets.
        throw new ConfigurationError(
            `${origin} is not an object of named tenants. Set it with ` +
                `\`pulumi config set --path '${ownNamespace}:tenants.NAME.domain' example.eu.auth0.com\` and so on.`,
        );
    }
}

/**
 * The tenant of a named block. The environment stands in only where the block names a variable itself: what `AUTH0_*`
 * holds belongs to another tenant and must not be sent to this one.
 *
 * @throws ConfigurationError when there is no such block, or it holds something else than tenant settings.
 */
export function namedTenantSource(config: ConfigReader, environment: Environment, tenant: string): TenantSource {
    const setting = findOwnSetting(config, environment, "tenants");
    const tenants = setting === undefined ? new Map<string, unknown>() : parseTenants(setting);
    const names = listed([...tenants.keys()].map(quote));
    if (!tenants.has(tenant)) {
        throw new ConfigurationError(
            `tenant ${quote(tenant)} has no block in ${ownNamespace}:tenants` +
                (names === "" ? ", which is not set." : `, which has ${names}.`) +
                ` Add one: \`pulumi config set --path '${ownNamespace}:tenants.NAME.domain' example.eu.auth0.com\`.`,
        );
    }
    const where = (key: string) => `${ownNamespace}:tenants.${printableName(tenant)}.${key}`;
    const parsed = blockSchema.safeParse(tenants.get(tenant));
    if (!parsed.success) {
        const block = `tenant ${quote(tenant)} in ${ownNamespace}:tenants`;
        const problems = parsed.error.issues.map((issue) => problemOf(issue, block, where));
        throw new ConfigurationError(`${listed(problems)}. Correct that: a tenant takes ${allBlockKeys}, each a text.`);
    }
    const block = parsed.data as Block;
    return {
        keyOf: where,
        describe: (key) => where(key) + (isSecret(key) ? ` (or ${key}Env, the name of an environment variable)` : ""),
        find: (key) => findInBlock(block, environment, key, where),
    };
}

function problemOf(issue: z.core.$ZodIssue, block: string, where: (key: string) => string): string {
    if (issue.code === "unrecognized_keys") {
        return `${block} holds ${listed(issue.keys.map(quote))}`;
    }
    const [key] = issue.path;
    return key === undefined ? `${block} is not an object` : `${where(String(key))} is not a text`;
}

function findInBlock(
    block: Block,
    environment: Environment,
    key: TenantKey,
    where: (key: string) => string,
): TenantSetting | undefined {
    const text = present(block[key]);
    if (text !== undefined) {
        return { text, origin: where(key), explicit: true };
    }
    const variable = isSecret(key) ? present(block[`${key}Env`]) : undefined;
    if (variable === undefined) {
        return undefined;
    }
    const value = present(Object.hasOwn(environment, variable) ? environment[variable] : undefined);
    if (value === undefined) {
        throw new ConfigurationError(
            `${where(`${key}Env`)} names the environment variable ${quoteForeign(variable)}, which is not set. ` +
                "Set it where Pulumi runs.",
        );
    }
    return { text: value, origin: `${variable} (named by ${where(`${key}Env`)})`, explicit: false };
}

function isSecret(key: string): boolean {
    return (secretKeys as readonly string[]).includes(key);
}

function printableName(name: string): string {
    return /^[\w-]+$/.test(name) ? name : quote(name);
}
