// The staff that is declared: a phone each, with name and preference, neither of them as declared yet.

import type { WireUser } from "auth0-authentication-methods-emulator";
import { declaredPhone, makeEmployees, phone } from "../employees";
import type { Declared } from "../sideBySide/job";

export function makeStaff(entries: number): {
    readonly users: readonly WireUser[];
    readonly settings: readonly Declared[];
} {
    const users = makeEmployees(entries, (key) => [phone(key)]);
    const settings = users.flatMap(({ user_id: userId, authentication_methods: methods }) =>
        methods.map(
            ({ id: authenticationMethodId }): Declared => ({ userId, authenticationMethodId, ...declaredPhone }),
        ),
    );
    return { users, settings };
}
