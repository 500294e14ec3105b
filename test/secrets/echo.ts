// What a tenant, a proxy or a gateway may repeat in an answer, and nobody may get to read.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { Canaries, jsonWebToken } from "../support/canaries";
import { canaries as personal } from "../support/scenario";

/** A key in PEM form, of no use. */
const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

/** A token as Auth0 makes it, of no use. */
const token = "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJ0b2tlbiJ9.c2lnbmF0dXJlLWNhbmFyeQ";

/** The canaries as they may stand in the words of an API, a proxy or a gateway. */
export const personalTexts = [
    `user "${personal.email}" (phone_number=${personal.phone}, secret ${personal.totp})`,
    "Payload validation error: '+44 20 7946 0958' on property phone_number, 'tel:+44-20-7946-0958', (020) 7946-0958.",
    `GET /api/v2/users-by-email?email=${encodeURIComponent(personal.email)}&phone=${encodeURIComponent(personal.phone)}`,
    `<mailto:${personal.email}>, "Ada Canary" <${personal.email}>; otpauth://totp/x?secret=${personal.totp}&issuer=x`,
    `token ${token}; assertion ${token.slice(0, 60)}`,
    privateKey,
];

/** Takes all that stands in {@link personalTexts} for what must not be seen. */
export function plantEchoes(into = new Canaries()): Canaries {
    return into
        .plant("phone number", personal.phone)
        .plant("e-mail address", personal.email)
        .plant("TOTP secret", personal.totp)
        .plant("private key", privateKey)
        .plant("token", token)
        .plantPattern("access token", jsonWebToken);
}

// A line of its own, a cleared screen, text that runs backwards, text that cannot be seen.
export const forged = "a\u001b[2J\r\nerror: forged\u0085\u2028\u202eb\u200b\u009b1A";
/** How {@link forged} is to be shown. */
export const shownForged = "a\\u001b[2J\\r\\nerror: forged\\u0085\\u2028\\u202eb\\u200b\\u009b1A";

/** @throws AssertionError where {@link forged} has made a line of its own, or would drive a terminal. */
export function assertNothingForged(output: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    assert.doesNotMatch(output, /^error: forged|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202e\u200b]/m);
}
