// What an enrolment sends, and what its answer tells. Source of the shapes: Auth0's OpenAPI description of the Management API,
// schemas `CreateUserAuthenticationMethodRequestContent` and `…ResponseContent`.

import * as z from "zod";
import type { Enrolment } from "../../core/enrolment";
import { optionalText } from "./fields";

const wireNames: Readonly<Record<keyof Enrolment, string>> = {
    type: "type",
    name: "name",
    preferredAuthenticationMethod: "preferred_authentication_method",
    phoneNumber: "phone_number",
    email: "email",
    totpSecret: "totp_secret",
    keyId: "key_id",
    publicKey: "public_key",
    aaguid: "aaguid",
    relyingPartyIdentifier: "relying_party_identifier",
    credentialDeviceType: "credential_device_type",
    credentialBackedUp: "credential_backed_up",
    identityUserId: "identity_user_id",
    userAgent: "user_agent",
    userHandle: "user_handle",
    transports: "transports",
};

/** The body of a POST. */
export function toEnrolmentBody(enrolment: Enrolment): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(enrolment).flatMap(([name, value]) =>
            value === undefined ? [] : [[wireNames[name as keyof Enrolment], value]],
        ),
    );
}

/**
 * What we keep of the answer to a POST: the id alone, which it may lack. The rest is read, since Auth0 documents it in two
 * spellings; and it may hold `totp_secret`, which is dropped here.
 */
export const enrolledSchema = z
    .object({ id: optionalText })
    .transform(({ id }) => ({ authenticationMethodId: id || undefined }));
