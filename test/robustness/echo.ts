// What a tenant may repeat in an answer and nobody may get to read, and the search for it in all that was printed.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { canaries, type Scenario } from "../support/scenario";

/** A key in PEM form, of no use. */
export const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

/** A token as Auth0 makes it, of no use. */
export const jsonWebToken = "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJ0b2tlbiJ9.c2lnbmF0dXJlLWNhbmFyeQ";

/** The canaries as they may stand in the words of an API, a proxy or a gateway. */
export const personalTexts = [
    `user "${canaries.email}" (phone_number=${canaries.phone}, secret ${canaries.totp})`,
    "Payload validation error: '+44 20 7946 0958' on property phone_number, 'tel:+44-20-7946-0958', (020) 7946-0958.",
    `GET /api/v2/users-by-email?email=${encodeURIComponent(canaries.email)}&phone=${encodeURIComponent(canaries.phone)}`,
    `<mailto:${canaries.email}>, "Ada Canary" <${canaries.email}>; otpauth://totp/x?secret=${canaries.totp}&issuer=x`,
    `token ${jsonWebToken}; assertion ${jsonWebToken.slice(0, 60)}`,
    privateKey,
];

const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
    ["phone number", /7946[ -]?0958/],
    ["e-mail address", /canary\.ada|canary%2Eada/i],
    ["TOTP secret", new RegExp(canaries.totp.slice(0, 12))],
    ["JSON Web Token", /eyJ[\w-]{5}|c2lnbmF0dXJl/],
    ["private key", new RegExp(privateKey.split("\n").slice(1, 3).join("|").replaceAll("+", "\\+"))],
];

/**
 * Fails when a canary, or one of these secrets, stands in a text.
 *
 * @param where - What the text is, for the message.
 */
export function assertNoCanary(text: string, secrets: readonly string[], where: string): void {
    for (const [what, pattern] of forbidden) {
        const found = pattern.exec(text);
        assert.equal(found, null, `the ${what} is in ${where}: ${text.slice((found?.index ?? 0) - 200).slice(0, 400)}`);
    }
    for (const secret of secrets) {
        const at = text.indexOf(secret);
        assert.equal(at, -1, `${secret} is in ${where}: ${text.slice(Math.max(0, at - 200), at + 200)}`);
    }
}

/** Makes this the program, without outputs: what a program puts there is shown, and is its own affair. */
export function declareSilently({ stack }: Scenario, args: AuthenticationMethodSettingsArgs): void {
    stack.program = async () => {
        new AuthenticationMethodSettings("m", args);
    };
}
