// The tenant of the model-based test: a few users with methods of the types that take different settings, and what happens
// to them behind Pulumi's back.

import type { Emulator, WireMethod, WireUser } from "auth0-authentication-methods-emulator";
import { keyOf, type Settings } from "./world";

/** Where a method stands, whatever its id is at the time: a user has one of each type. */
export interface Slot {
    readonly userId: string;
    readonly type: "phone" | "totp" | "passkey";
}

export const slots: readonly Slot[] = (
    [
        ["ada", ["phone", "totp", "passkey"]],
        ["grace", ["phone", "totp"]],
        ["hedy", ["phone"]],
        ["mary", ["phone", "passkey"]],
    ] as const
).flatMap(([user, types]) => types.map((type) => ({ userId: `auth0|${user}`, type })));

const dates = { confirmed: true, created_at: "2026-01-05T08:00:00.000Z" };

export function makeMethod({ userId, type }: Slot, enrolment: number): WireMethod {
    const key = `${userId.slice("auth0|".length)}${enrolment}`;
    const more = {
        phone: { name: "Old phone", preferred_authentication_method: "sms", phone_number: "+442079460000" },
        // Without a name, which Auth0 cannot take away again.
        totp: { totp_secret: "JBSWY3DPEHPK3PXP" },
        passkey: { name: "Laptop", key_id: `key-${key}`, public_key: "cHVi" },
    }[type];
    return { id: `${type}|dev_${key}`, type, ...dates, ...more };
}

export function makeUsers(): WireUser[] {
    const ids = [...new Set(slots.map(({ userId }) => userId))];
    return ids.map((userId) => ({
        user_id: userId,
        email: `${userId.slice("auth0|".length)}@example.com`,
        authentication_methods: slots.filter((slot) => slot.userId === userId).map((slot) => makeMethod(slot, 0)),
    }));
}

export function methodIn(emulator: Emulator, { userId, type }: Slot): WireMethod | undefined {
    return emulator.user(userId).authentication_methods.find((method) => method.type === type);
}

/** The settings of every method that there is. */
export function settingsIn(emulator: Emulator): Record<string, Settings> {
    return Object.fromEntries(methodsIn(emulator).map(({ key, method }) => [key, settingsOf(method)]));
}

/** Everything else of every method, for what must never change. */
export function restIn(emulator: Emulator): Record<string, unknown> {
    return Object.fromEntries(
        methodsIn(emulator).map(({ key, method }) => {
            const { name: _name, preferred_authentication_method: _preference, ...rest } = method;
            return [key, structuredClone(rest)];
        }),
    );
}

function methodsIn({ users }: Emulator): { key: string; method: WireMethod }[] {
    return users.flatMap(({ user_id, authentication_methods }) =>
        authentication_methods.map((method) => ({ key: keyOf(user_id, method.id), method })),
    );
}

export function settingsOf({ name, preferred_authentication_method: preference }: Partial<WireMethod>): Settings {
    return {
        ...(name !== undefined && { name }),
        ...(preference !== undefined && { preferredAuthenticationMethod: preference }),
    };
}
