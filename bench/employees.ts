// The users whose methods are declared: ids as long as real ones, the same in each run.

import { createHash } from "node:crypto";
import type { WireMethod, WireUser } from "auth0-authentication-methods-emulator";

export const dates = { created_at: "2026-01-05T08:00:00.000Z", enrolled_at: "2026-01-05T08:01:00.000Z" };

/** What the programs declare of a phone. */
export const declaredPhone = { name: "Work phone", preferredAuthenticationMethod: "voice" } as const;

/** A phone that is not yet as {@link declaredPhone} says. */
export function phone(key: string): WireMethod {
    return {
        id: `phone|dev_${key}`,
        type: "phone",
        confirmed: true,
        name: "My phone",
        preferred_authentication_method: "sms",
        phone_number: "+442079460958",
        authentication_methods: ["sms", "voice"].map((type) => ({ id: `${type}|dev_${key}`, type })),
        ...dates,
    };
}

/** Users with the methods that `methods` makes of a key of 16 characters. */
export function makeEmployees(count: number, methods: (key: string) => WireMethod[]): WireUser[] {
    return Array.from({ length: count }, (_, index) => {
        const digest = createHash("sha256").update(`employee ${index}`).digest("hex");
        return {
            user_id: `auth0|${digest.slice(0, 24)}`,
            email: `employee-${index}@example.com`,
            authentication_methods: methods(digest.slice(24, 40)),
        };
    });
}
