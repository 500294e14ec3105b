// The methods of a stack by user, for rules about what a user has as a whole.

import type { DeclaredMethod, DeclaredResource } from "./declared";
import { unknown } from "./reading";

/** A user and the methods that the stack declares of it. */
export interface DeclaredUser {
    readonly userId: string;
    readonly methods: readonly { readonly resource: DeclaredResource; readonly method: DeclaredMethod }[];
    /** Whether some method of the user's, or of a user not yet known, is of a type that cannot be told. */
    readonly isUndecided: boolean;
}

/** The users of a stack, in the order in which they are declared, those of each tenant by themselves. */
export function usersOf(resources: readonly DeclaredResource[]): DeclaredUser[] {
    const all = resources.flatMap((resource) => resource.methods.map((method) => ({ resource, method })));
    const isAnyoneUndecided =
        resources.some(({ hasUnknownMethods }) => hasUnknownMethods) ||
        all.some(({ method: { userId, tenant } }) => typeof userId !== "string" || tenant === unknown);
    const users = new Map<string, { userId: string; methods: DeclaredUser["methods"][number][] }>();
    for (const found of all) {
        const { userId, tenant } = found.method;
        if (typeof userId === "string") {
            const key = JSON.stringify([tenant === unknown ? null : [tenant], userId]);
            const user = users.get(key) ?? { userId, methods: [] };
            user.methods.push(found);
            users.set(key, user);
        }
    }
    return [...users.values()].map(({ userId, methods }) => ({
        userId,
        methods,
        isUndecided: isAnyoneUndecided || methods.some(({ method: { type } }) => type === undefined),
    }));
}
