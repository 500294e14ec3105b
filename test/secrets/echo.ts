// What a tenant, a proxy or a gateway may repeat in an answer, and nobody may get to read.

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
