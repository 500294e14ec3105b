// Where the command gets its configuration from: the flags first, then the stack where one is named, then the environment.
// There is no flag for a secret, since every user of a machine can read the command lines of all.

import { statSync } from "node:fs";
import path from "node:path";
import { type Behaviour, readBehaviour, readTenant, type TenantConfiguration } from "../../configuration/configuration";
import { parseDomain } from "../../configuration/domain";
import type { ConfigReader } from "../../configuration/sources";
import { parsePositive } from "../../configuration/values";
import { isAuthenticationMethodsError } from "../../core/errors";
import { quoteForeign } from "../../core/text";
import { UsageError } from "../exitCodes";
import type { Surroundings } from "../surroundings";
import { readStackConfiguration } from "./stackConfiguration";

/** The flags that every command with a tenant has. */
export interface SettingFlags {
    readonly stack?: string;
    readonly cwd?: string;
    readonly tenant?: string;
    readonly domain?: string;
    readonly clientId?: string;
    readonly audience?: string;
    readonly requestsPerSecond?: string;
    readonly debug?: boolean;
}

/** What the flags, the stack and the environment come to. */
export interface Configured {
    readonly tenant: TenantConfiguration;
    readonly behaviour: Behaviour;
}

/** The folder of the project. @throws UsageError */
export function projectFolder(flags: SettingFlags, { cwd }: Surroundings): string {
    const folder = path.resolve(cwd, flags.cwd ?? ".");
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new UsageError(`--cwd is ${quoteForeign(flags.cwd ?? folder)}, which is no folder.`);
    }
    return folder;
}

/** Opens the configuration. @throws UsageError or ConfigurationError */
export async function openConfiguration(flags: SettingFlags, surroundings: Surroundings): Promise<ConfigReader> {
    const own = readFlags(flags);
    const { stack } = flags;
    if (stack === undefined) {
        return { get: (key) => own.get(key) };
    }
    if (stack.trim() === "" || stack.startsWith("-")) {
        throw new UsageError("--stack is not the name of a stack. `pulumi stack ls` lists them.");
    }
    const folder = projectFolder(flags, surroundings);
    const ofStack = await readStackConfiguration(stack, folder, surroundings.environment);
    return { get: (key) => own.get(key) ?? ofStack.get(key) };
}

/** Reads the configuration of the tenant. @throws UsageError or ConfigurationError */
export async function readSettings(flags: SettingFlags, surroundings: Surroundings): Promise<Configured> {
    const config = await openConfiguration(flags, surroundings);
    return {
        tenant: readTenant(config, surroundings.environment, flags.tenant),
        behaviour: readBehaviour(config, surroundings.environment),
    };
}

/** The flags as keys of the configuration. @throws UsageError */
function readFlags(flags: SettingFlags): Map<string, string> {
    const { tenant, domain, clientId, audience, requestsPerSecond } = flags;
    for (const [flag, value] of Object.entries({
        "--domain": domain,
        "--client-id": clientId,
        "--audience": audience,
        "--tenant": tenant,
    })) {
        if (value?.trim() === "") {
            throw new UsageError(`${flag} is empty. Leave it out, or give it a value.`);
        }
        if (value !== undefined && flag !== "--tenant" && tenant !== undefined) {
            throw new UsageError(
                `${flag} and --tenant are both given. A named tenant has its settings in its own block: leave one out.`,
            );
        }
    }
    asUsage(() => domain !== undefined && parseDomain(domain, "--domain"));
    asUsage(
        () =>
            requestsPerSecond !== undefined &&
            parsePositive({ text: requestsPerSecond, origin: "--requests-per-second" }, "requests", 100_000),
    );
    const keys = {
        "auth0:domain": domain,
        "auth0:clientId": clientId,
        "auth0:audience": audience,
        "auth0:debug": flags.debug === true ? "true" : undefined,
        "auth0-authentication-methods:requestsPerSecond": requestsPerSecond,
    };
    return new Map(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** What is wrong with a flag is a mistake on the command line, whoever finds it. */
function asUsage(read: () => unknown): void {
    try {
        read();
    } catch (error) {
        throw isAuthenticationMethodsError(error) ? new UsageError(error.message) : error;
    }
}
