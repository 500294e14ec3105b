// What `list` and `generate` have in common: they are told users, and read them from one tenant.

import { Tenants } from "../tenant/tenant";
import { version } from "../version";
import { readSettings, type SettingFlags } from "./configuration/settings";
import { Progress } from "./progress";
import type { Surroundings } from "./surroundings";
import { tellFailures } from "./users/failures";
import { readNames } from "./users/readNames";
import { type ReadUsers, readUsers } from "./users/readUsers";

/** How requests of this package present themselves. */
export const userAgent = `pulumi-auth0-authentication-methods/${version}`;

/** The flags that say which users. */
export interface UserFlags extends SettingFlags {
    readonly file?: string;
    readonly connection?: string;
}

/** Users that were read, and what is needed to tell of them. */
export interface Work extends ReadUsers {
    /** How messages call the tenant. */
    readonly tenant: string;
    readonly progress: Progress;
    /** Says which users could not be read. @returns The exit code for it. */
    tellFailures(): number;
}

/** Reads the users that are named. @throws UsageError or ConfigurationError */
export async function readWork(texts: readonly string[], flags: UserFlags, surroundings: Surroundings): Promise<Work> {
    const { clock, stderr } = surroundings;
    // Before anything is asked of anybody: what is wrong on the command line is told first.
    const names = await readNames(texts, flags.file, surroundings);
    const { tenant: configuration, behaviour } = await readSettings(flags, surroundings);
    const progress = new Progress(stderr, clock);
    const tenants = new Tenants(clock, userAgent, undefined, (isDebug) => progress.log(isDebug));
    const tenant = tenants.open(configuration, behaviour);
    const { connection } = flags;
    const read = await readUsers(names, { tenant, behaviour, clock, progress, connection });
    return {
        ...read,
        tenant: tenant.name,
        progress,
        tellFailures: () => tellFailures(read.failures, read.users.length > 0, progress),
    };
}
