// One method of each type, as full as Auth0 describes it, and what a program declares of it.

import type { WireMethod } from "auth0-authentication-methods-emulator";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
import { dates, declaredPhone, phone } from "../employees";

export const userId = "auth0|507f1f77bcf86cd799439020";

/** A method and the resource that adopts it. */
export interface Subject {
    readonly resourceName: string;
    readonly method: WireMethod;
    readonly declared: Pick<AuthenticationMethodSettingsArgs, "name" | "preferredAuthenticationMethod">;
}

const keys = {
    totp: "F9T7cy0hM0IgHjwP",
    push: "pQ8vKs2LmX4rTb7Y",
};

const credential = {
    // As long as those of a P-256 key: what counts is left aside.
    key_id: "k".repeat(43),
    public_key: "p".repeat(124),
    relying_party_identifier: "login.example.com",
};

function subject(type: string, key: string, name: string, details: Partial<WireMethod> = {}): Subject {
    return {
        resourceName: `ada-${type}`,
        method: { id: `${type}|dev_${key}`, type, confirmed: true, name: "Old name", ...details, ...dates },
        declared: { name },
    };
}

export const subjects: readonly Subject[] = [
    { resourceName: "ada-phone", method: phone("kXVq4drj3Mw6uCF5"), declared: declaredPhone },
    subject("email", "f0O81fTcftc0kN2v", "Work e-mail", { email: "ada@example.com" }),
    subject("email-verification", "g7Tz2mWcQx9LpR4s", "Work e-mail", { email: "ada@example.com" }),
    subject("totp", keys.totp, "Authenticator", {
        authentication_methods: [{ id: `totp|dev_${keys.totp}`, type: "totp" }],
        link_id: `push|dev_${keys.push}`,
    }),
    subject("push", keys.push, "Work phone", {
        authentication_methods: [
            { id: `push|dev_${keys.push}`, type: "push" },
            { id: `totp|dev_${keys.totp}`, type: "totp" },
        ],
        link_id: `totp|dev_${keys.totp}`,
    }),
    subject("guardian", "b3Yk6nVdHs8JqZ1u", "Work phone"),
    subject("webauthn-roaming", "nTfxQhX9mWk2PzLc", "Break-glass key", credential),
    subject("webauthn-platform", "w5Rd8cGtEj2MxK7a", "Work laptop", credential),
    subject("passkey", "2VbE9mQxT4sLw8Zn", "Work laptop", {
        ...credential,
        aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
    }),
    subject("recovery-code", "y4Hs7pLqNc1VfB9e", "Recovery code"),
    subject("password", "m6Xu3tJwDk8ZrG5o", "Password"),
];
