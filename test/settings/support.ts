// Many users in one stack, one for each case of a test, with one resource or more for each: what an operation costs it costs
// once, and what was asked of a user tells which case it was.

import type { Emulator } from "auth0-authentication-methods-emulator";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { adaWithMethods, type Scenario, type ScenarioOptions, startScenario } from "../support/scenario";
import type { Operation, OperationResult } from "../support/stack";

/** The user of a case. */
export const userOf = (name: string): string => `auth0|${name}`;

/** Users with the methods that Ada has, by their ids. */
const usersNamed = (...names: string[]) => names.map((name) => ({ ...adaWithMethods(), user_id: userOf(name) }));

/** What was asked of the tenant since it was last looked at. */
export interface Asked {
    readonly all: number;
    readonly tokens: number;
    /** What was asked about the user of a case, with the bodies of the PATCHes in order. */
    of(name: string): { readonly gets: number; readonly bodies: readonly unknown[] };
}

export interface Cases extends Scenario {
    /** Makes these the resources of the program, by their names. */
    declareAll(resources: Readonly<Record<string, Partial<AuthenticationMethodSettingsArgs>>>): void;
    /** Runs an operation that must succeed. */
    run(operation: Operation, options?: object): Promise<OperationResult>;
    /** Runs an operation that must fail. */
    fail(operation: Operation, options?: object): Promise<OperationResult>;
    asked(): Asked;
}

/** Starts a tenant with a user for each case, and no rate limit, and a stack configured for it. */
export async function startCases(names: readonly string[], options: ScenarioOptions = {}): Promise<Cases> {
    const scenario = await startScenario({ users: usersNamed(...names), plan: "unlimited", ...options });
    const { emulator, stack } = scenario;
    return {
        ...scenario,
        declareAll: (resources) => {
            stack.program = async () => {
                for (const [name, args] of Object.entries(resources)) {
                    new AuthenticationMethodSettings(name, args as AuthenticationMethodSettingsArgs);
                }
            };
        },
        run: (operation, options) => stack.succeed(operation, options),
        fail: (operation, options) => stack.fail(operation, options),
        asked: watch(emulator),
    };
}

function watch({ requests }: Emulator): () => Asked {
    let mark = 0;
    return () => {
        const since = requests.slice(mark);
        mark = requests.length;
        return {
            all: since.length,
            tokens: since.filter(({ path }) => path === "/oauth/token").length,
            of: (name) => {
                const about = `/api/v2/users/${encodeURIComponent(userOf(name))}/`;
                const own = since.filter(({ path }) => path.startsWith(about));
                return {
                    gets: own.filter(({ method }) => method === "GET").length,
                    bodies: own.filter(({ method }) => method === "PATCH").map(({ body }) => body),
                };
            },
        };
    };
}

/** What happened to each resource, the stack and the steps of a replacement aside: `{ m: "update" }`. */
export function stepsOf({ events }: OperationResult): Record<string, string> {
    return Object.fromEntries(
        events.flatMap(({ resourcePreEvent }) => {
            const { urn = "", op = "" } = resourcePreEvent?.metadata ?? {};
            return urn.includes("dynamic/auth0") ? [[urn.split("::").at(-1) ?? "", op]] : [];
        }),
    );
}
