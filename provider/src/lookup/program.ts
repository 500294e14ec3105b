// Where look-ups meet the Pulumi program that asks: its configuration at that moment, its log, and the way in which its errors
// are shown.

import * as pulumi from "@pulumi/pulumi";
import type { ConfigReader } from "../configuration/sources";
import { systemClock } from "../core/clock";
import { messageOf } from "../core/defects";
import { isAuthenticationMethodsError } from "../core/errors";
import type { Log } from "../core/log";
import { choose, noSuchUser } from "../tenant/observe";
import { version } from "../version";
import { checked, type LookupArguments, type LookupName } from "./arguments";
import { type FoundMethod, publicPart, selectMethods } from "./methods";
import { type LookupTenant, LookupTenants, type Program } from "./tenants";
import { chooseUser } from "./users";

const tenants = new LookupTenants(systemClock, `pulumi-auth0-authentication-methods/${version}`);

interface FoundUser {
    readonly userId: string;
    readonly connection?: string;
}

export async function getUser(given: LookupArguments<"getUser">): Promise<FoundUser> {
    // Where there is no e-mail address, there is an id: see the arguments.
    return run("getUser", given, async ({ email, connection: wanted, userId = "" }, tenant) => {
        const user =
            email === undefined
                ? await tenant.userWithId(userId)
                : chooseUser(await tenant.usersWithEmail(email), { email, connection: wanted }, tenant.name);
        if (user === undefined) {
            throw noSuchUser(tenant, userId);
        }
        const [connection] = user.connections;
        return { userId: user.userId, ...(connection !== undefined && { connection }) };
    });
}

interface MethodsOfUser {
    readonly userId: string;
    readonly authenticationMethods: FoundMethod[];
}

export async function getAuthenticationMethods(
    given: LookupArguments<"getAuthenticationMethods">,
): Promise<MethodsOfUser> {
    return run("getAuthenticationMethods", given, async ({ userId, ...wanted }, tenant) => {
        const methods = await tenant.methodsOf(userId);
        if (methods === undefined) {
            throw noSuchUser(tenant, userId);
        }
        return { userId, authenticationMethods: selectMethods(methods, wanted) };
    });
}

export async function getAuthenticationMethod(
    given: LookupArguments<"getAuthenticationMethod">,
): Promise<FoundMethod & { readonly userId: string }> {
    return run("getAuthenticationMethod", given, async (args, tenant) => {
        const { userId, authenticationMethodId, type, pick } = args;
        const selector = { userId, authenticationMethodId, authenticationMethodType: type, pick };
        return { userId, ...publicPart(choose(tenant, selector, await tenant.methodsOf(userId))) };
    });
}

/** Runs a look-up for the program that calls. Everything that it throws can be shown, and is shown without a stack. */
async function run<N extends LookupName, T>(
    name: N,
    given: unknown,
    lookUp: (args: LookupArguments<N>, tenant: LookupTenant) => Promise<T>,
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
