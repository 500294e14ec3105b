// How a method comes to be from what POST and PUT were sent. Methods made through the API are confirmed at once.
// Source: https://auth0.com/docs/secure/multi-factor-authentication/manage-mfa-auth0-apis/manage-authentication-methods-with-management-api

import type { WireMethod } from "../wire";

/** What was sent. */
export type Enrolment = { readonly type: string } & { readonly [K in keyof WireMethod]?: WireMethod[K] | undefined };

/**
 * Makes the method.
 *
 * @param key - What tells it from all others: its id is `<type>|dev_<key>`.
 */
export function enrol(wanted: Enrolment, key: string, now: Date): WireMethod {
    const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    return {
        ...given,
        id: `${wanted.type}|dev_${key}`,
        type: wanted.type,
        confirmed: true,
        created_at: now.toISOString(),
        ...partsOf(wanted.type, key, wanted.preferred_authentication_method),
    };
}

/** The channels of a phone, each an authentication method of its own with the same key. */
export function partsOf(type: string, key: string, preference?: string): Partial<WireMethod> {
    switch (type) {
        case "phone":
            return {
                preferred_authentication_method: preference ?? "sms",
                authentication_methods: ["sms", "voice"].map((channel) => ({
                    id: `${channel}|dev_${key}`,
                    type: channel,
                })),
            };
        case "totp":
            return { authentication_methods: [{ id: `totp|dev_${key}`, type: "totp" }] };
        default:
            return {};
    }
}
