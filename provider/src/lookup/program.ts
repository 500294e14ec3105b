// Where look-ups meet the Pulumi program that asks: its configuration at that moment, its log, and the way in which its errors
// are shown.

import * as pulumi from "@pulumi/pulumi";
import type { ConfigReader } from "../configuration/sources";
import { systemClock } from "../core/clock";
import { isAuthenticationMethodsError } from "../core/errors";
import type { Log } from "../core/log";
import { messageOf } from "../engine/border";
import type { GetAuthenticationMethodArgs, GetAuthenticationMethodResult } from "../getAuthenticationMethod";
import type { GetAuthenticationMethodsArgs, GetAuthenticationMethodsResult } from "../getAuthenticationMethods";
import type { GetUserArgs, GetUserResult } from "../getUser";
import { choose, noSuchUser } from "../tenant/observe";
import { version } from "../version";
import { checked, type LookupName } from "./arguments";
import { publicPart, selectMethods } from "./methods";
import { type LookupTenant, LookupTenants, type Program } from "./tenants";
import { chooseUser } from "./users";

const tenants = new LookupTenants(systemClock, `pulumi-auth0-authentication-methods/${version}`);

export async function getUser(given: GetUserArgs): Promise<GetUserResult> {
    return run("getUser", given, async (args, tenant) => {
        const { email, userId } = args;
        const user =
            email === undefined
                ? await tenant.userWithId(userId)
                : chooseUser(await tenant.usersWithEmail(email), args, tenant.name);
        if (user === undefined) {
            throw noSuchUser(tenant, userId ?? "");
        }
        const [connection] = user.connections;
        return { userId: user.userId, ...(connection !== undefined && { connection }) };
    });
}

export async function getAuthenticationMethods(
    given: GetAuthenticationMethodsArgs,
): Promise<GetAuthenticationMethodsResult> {
    return run("getAuthenticationMethods", given, async (args, tenant) => {
        const { userId } = args;
        const methods = await tenant.methodsOf(userId);
        if (methods === undefined) {
            throw noSuchUser(tenant, userId);
        }
        return { userId, authenticationMethods: selectMethods(methods, args) };
    });
}

export async function getAuthenticationMethod(
    given: GetAuthenticationMethodArgs,
): Promise<GetAuthenticationMethodResult> {
    return run("getAuthenticationMethod", given, async (args, tenant) => {
        const { userId, authenticationMethodId, type, pick } = args;
        const selector = { userId, authenticationMethodId, authenticationMethodType: type, pick };
        return { userId, ...publicPart(choose(tenant, selector, await tenant.methodsOf(userId))) };
    });
}

/** Runs a look-up for the program that calls. Everything that it throws can be shown, and is shown without a stack. */
async function run<A extends { readonly tenant?: string | undefined }, T>(
    name: LookupName,
    given: A,
    lookUp: (args: A, tenant: LookupTenant) => Promise<T>,
): Promise<T> {
    try {
        const args = checked(name, given);
        return await tenants.within(callingProgram(), args.tenant, (tenant) => lookUp(args, tenant));
    } catch (error) {
        throw showable(error);
    }
}

/** Several programs may run in one process, each in an asynchronous context of its own, which the SDK looks up. */
function callingProgram(): Program {
    return { config: configuration(), environment: process.env, log: programLog };
}

const configurations = new WeakMap<object, ConfigReader>();

/** Parsed once for a program: it may be large, and a program may look up thousands. */
function configuration(): ConfigReader {
    const stack = pulumi.runtime.getStackResource();
    const known = stack && configurations.get(stack);
    if (known !== undefined) {
        return known;
    }
    const values = pulumi.runtime.allConfig();
    const reader: ConfigReader = { get: (key) => values[key] };
    if (stack !== undefined) {
        configurations.set(stack, reader);
    }
    return reader;
}

/** Not on standard output: that of an inline program is its host's, and the engine does not see it. */
function programLog(isDebug: boolean): Log {
    const print = (line: string) => {
        void pulumi.log.info(line).catch(() => {});
    };
    return { info: print, debug: isDebug ? print : () => {} };
}

function showable(thrown: unknown): Error {
    if (!isAuthenticationMethodsError(thrown)) {
        return new pulumi.RunError(messageOf(thrown));
    }
    // The mark by which the SDK knows a `RunError`, whose message it shows without a stack: ours say everything.
    return Object.defineProperty(thrown, "__pulumiRunError", { value: true, configurable: true });
}
