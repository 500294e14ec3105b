// A staff whose phones are one group: the tenant and the stack that the tests of groups begin with.

import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { type Scenario, startScenario } from "../support/scenario";
import type { Operation, OperationResult } from "../support/stack";

/** An entry as programs write it; right or wrong. */
export type Entry = Record<string, unknown>;

/** A PATCH as the tenant received it. */
export interface Patch {
    readonly user: string;
    readonly method: string;
    readonly body: unknown;
}

/** What the recorded outputs of a group are, as far as tests look at them. */
export interface Recorded {
    readonly settings: readonly (Entry & { readonly userId: string })[];
}

export interface GroupScenario extends Scenario {
    /** Makes this the program: one group "staff" with these arguments, or none. */
    declareGroup(args?: Entry): void;
    /** Makes these groups, by their names, the program. */
    declareGroups(groups: Readonly<Record<string, Entry>>): void;
    /** Runs an operation that must succeed. */
    run(operation: Operation, options?: object): Promise<OperationResult>;
    /** Runs an operation that must fail. */
    fail(operation: Operation, options?: object): Promise<OperationResult>;
    /** The PATCHes since it was last asked, in the order of arrival. */
    patches(): Patch[];
    /** What the state has of a group, by default of "staff". */
    recorded(name?: string): Promise<Recorded | undefined>;
}

/** A fault: an answer for want of a permission. */
export const refusal = { status: 403, body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" } };

export const listRoute = "GET /api/v2/users/{id}/authentication-methods";
export const patchRoute = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
export const livePreview = "auth0-authentication-methods:livePreview";

export const userOf = (index: number): string => `auth0|staff-${String(index).padStart(4, "0")}`;
export const phoneOf = (index: number): string => `phone|dev_${String(index).padStart(4, "0")}`;
export const totpOf = (index: number): string => `totp|dev_${String(index).padStart(4, "0")}`;

/** The phone of a user, with a name declared unless something else is. */
export function phone(index: number, declared: Entry = { name: "Work phone" }): Entry {
    return { userId: userOf(index), authenticationMethodId: phoneOf(index), ...declared };
}

/** The phones of the first so many users. */
export function phones(count: number, declared?: Entry): Entry[] {
    return Array.from({ length: count }, (_, index) => phone(index, declared));
}

/** Users with a phone ("Old phone", sms) and a TOTP without a name. */
export function staff(count: number) {
    const dates = { confirmed: true, created_at: "2026-01-05T08:00:00.000Z" };
    return Array.from({ length: count }, (_, index) => ({
        user_id: userOf(index),
        email: `staff-${index}@example.com`,
        authentication_methods: [
            {
                id: phoneOf(index),
                type: "phone",
                name: "Old phone",
                preferred_authentication_method: "sms",
                phone_number: "+442079460000",
                ...dates,
            },
            { id: totpOf(index), type: "totp", ...dates },
        ],
    }));
}

/** Starts a tenant with so many users and no rate limit, and a stack configured for it. */
export async function startStaff(
    count: number,
    options: Parameters<typeof startScenario>[0] = {},
): Promise<GroupScenario> {
    const scenario = await startScenario({ users: staff(count), plan: "unlimited", ...options });
    const { emulator, stack } = scenario;
    let mark = 0;
    return {
        ...scenario,
        declareGroup: (args) => {
            stack.program = async () => {
                if (args !== undefined) {
                    new AuthenticationMethodSettingsGroup("staff", args as never);
                }
            };
        },
        declareGroups: (groups) => {
            stack.program = async () => {
                for (const [name, args] of Object.entries(groups)) {
                    new AuthenticationMethodSettingsGroup(name, args as never);
                }
            };
        },
        run: (operation, options) => stack.succeed(operation, options),
        fail: (operation, options) => stack.fail(operation, options),
        patches: () => {
            const requests = emulator.requests.slice(mark);
            mark = emulator.requests.length;
            return requests
                .filter(({ method }) => method === "PATCH")
                .map(({ path, body }) => ({ ...placeOf(path), body }));
        },
        recorded: async (name = "staff") => (await stack.resource(name))?.outputs as Recorded | undefined,
    };
}

function placeOf(path: string): { user: string; method: string } {
    const [, user = "", method = ""] = /users\/([^/]+)\/authentication-methods\/([^/?]+)/.exec(path) ?? [];
    return { user: decodeURIComponent(user), method: decodeURIComponent(method) };
}

/** What happened to each resource, the stack aside: `{ staff: "update" }`. */
export function stepsOf({ events }: OperationResult): Record<string, string> {
    return Object.fromEntries(
        events.flatMap(({ resourcePreEvent }) => {
            const { urn = "", op = "" } = resourcePreEvent?.metadata ?? {};
            return urn.includes("dynamic/auth0") ? [[urn.split("::").at(-1) ?? "", op]] : [];
        }),
    );
}
