// The job that everybody is given, how long it takes at best, and what somebody made of it.

import type { PlanName, WireUser } from "auth0-authentication-methods-emulator";
import { plans, type Rate } from "../../emulator/src/rateLimit/plans";
import { declaredPhone, makeEmployees, phone } from "../employees";
import type { Asked } from "../tenant/tenant";

/** One method, and what is declared of it. */
export interface Declared {
    readonly userId: string;
    readonly authenticationMethodId: string;
    readonly name: string;
    readonly preferredAuthenticationMethod: "voice" | "sms";
}

/** A tenant's plan, and the methods that are to be changed in it. */
export interface Job {
    readonly plan: PlanName;
    readonly rate: Rate;
    readonly users: readonly WireUser[];
    readonly declared: readonly Declared[];
}

/** A method for each of `count` users, none of them as declared. @throws Error when the plan has no limit for all requests. */
export function makeJob(plan: PlanName, count: number): Job {
    const limits = plans[plan];
    if (!("global" in limits)) {
        throw new Error(`The plan "${plan}" has a limit for each group of endpoints: there is no one ideal.`);
    }
    const users = makeEmployees(count, (key) => [phone(key)]);
    const declared = users.flatMap(({ user_id: userId, authentication_methods: methods }) =>
        methods.map(({ id: authenticationMethodId }) => ({ userId, authenticationMethodId, ...declaredPhone })),
    );
    return { plan, rate: limits.global, users, declared };
}

/** How many seconds so many requests take at best: the burst at once, the others as the bucket is refilled. */
export function idealSeconds(requests: number, { burst, perSecond }: Rate): number {
    return Math.max(0, requests - burst) / perSecond;
}

/** What the job needs at least, for who reads before writing: a GET and a PATCH for each method. */
export function leastRequests({ declared }: Pick<Job, "declared">): number {
    return 2 * declared.length;
}

/** What the tenant saw. */
export interface Seen {
    readonly gets: number;
    readonly patches: number;
    /** Requests of the Management API that were beyond the limit, GETs and PATCHes among them. */
    readonly refused: number;
    /** All requests of the Management API. */
    readonly all: number;
    /** Methods that are not as declared in the end. */
    readonly lost: number;
}

/** Counts `gets` and `patches` without those that were refused. */
export function whatWasSeen(
    declared: readonly Declared[],
    requests: readonly Asked[],
    users: readonly WireUser[],
): Seen {
    const api = requests.filter(({ path }) => path.startsWith("/api/v2/"));
    const accepted = api.filter(({ status }) => status !== 429);
    const methods = new Map(
        users.flatMap(({ user_id: userId, authentication_methods: all }) =>
            all.map((method) => [`${userId} ${method.id}`, method] as const),
        ),
    );
    const isDone = ({ userId, authenticationMethodId, name, preferredAuthenticationMethod }: Declared) => {
        const method = methods.get(`${userId} ${authenticationMethodId}`);
        return method?.name === name && method.preferred_authentication_method === preferredAuthenticationMethod;
    };
    return {
        gets: accepted.filter(({ method }) => method === "GET").length,
        patches: accepted.filter(({ method }) => method === "PATCH").length,
        refused: api.length - accepted.length,
        all: api.length,
        lost: declared.filter((one) => !isDone(one)).length,
    };
}

/**
 * What of our promises was not kept: nothing is lost, and however often the tenant refuses, each user is read once and
 * each method changed once.
 *
 * @param failure - What was printed, where it failed.
 */
export function brokenPromises(
    { users, declared }: Pick<Job, "users" | "declared">,
    { lost, gets, patches }: Pick<Seen, "lost" | "gets" | "patches">,
    failure: string | undefined,
): string[] {
    return [
        failure === undefined ? [] : `failed:\n${failure}`,
        lost === 0 ? [] : `left ${lost} of ${declared.length} methods undone`,
        gets <= users.length ? [] : `sent ${gets} GET for ${users.length} users`,
        patches <= declared.length ? [] : `sent ${patches} PATCH for ${declared.length} methods`,
    ].flat();
}
