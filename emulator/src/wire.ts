// What a tenant holds, in Auth0's own field names: the one place where they are listed.

/** A part of an authentication method: the channels of a phone, or the factors of a device. */
export interface WireSubMethod {
    /** Such as `sms|dev_kXVq4drj3Mw6uCF5`. */
    id: string;
    /** Such as `sms` or `voice`. */
    type: string;
}

/** An authentication method as the tenant holds it: nothing is masked, and the TOTP secret is there. */
export interface WireMethod {
    /** Such as `phone|dev_kXVq4drj3Mw6uCF5`; unique to its user. */
    id: string;
    /** `phone`, `email`, `totp`, `webauthn-roaming`, `passkey`, `push`, `recovery-code`, `password` … */
    type: string;
    /** ISO 8601. */
    created_at: string;
    /** Whether the enrolment is finished. */
    confirmed?: boolean;
    /** The name, as the user sees it. */
    name?: string;
    /** Its parts. */
    authentication_methods?: WireSubMethod[];
    /** Of a phone: `sms` or `voice`. */
    preferred_authentication_method?: string;
    /** The method that this one is linked with. */
    link_id?: string;
    /** In E.164 form, in the clear: answers to a GET mask it. */
    phone_number?: string;
    /** The address, in the clear: answers to a GET mask it. */
    email?: string;
    /** In base32. No answer to a GET has it. */
    totp_secret?: string;
    /** The credential's id of a passkey or security key. */
    key_id?: string;
    /** The credential's public key in base64. */
    public_key?: string;
    /** ISO 8601. */
    enrolled_at?: string;
    /** When it was used last, ISO 8601. */
    last_auth_at?: string;
    /** Of a passkey: `single_device` or `multi_device`. */
    credential_device_type?: string;
    /** Of a passkey: whether it was backed up. */
    credential_backed_up?: boolean;
    /** Of a passkey: the user's identity that it belongs to. */
    identity_user_id?: string;
    /** Of a passkey: the browser that made it. */
    user_agent?: string;
    /** Of a passkey: the user handle of that identity. */
    user_handle?: string;
    /** Of a passkey: how browsers reach its authenticator. */
    transports?: string[];
    /** Of a passkey: the model of its authenticator, a UUID. */
    aaguid?: string;
    /** The host name that a passkey or security key is bound to. */
    relying_party_identifier?: string;
}

/** A user as the tenant holds it. What is left out is made up from the id and the e-mail address in answers. */
export interface WireUser {
    /** Such as `auth0|507f1f77bcf86cd799439020`. */
    user_id: string;
    /** The address, by which `GET /api/v2/users-by-email` finds the user. */
    email: string;
    /** The user's methods. */
    authentication_methods: WireMethod[];
    /** Whether the user has shown to own the address. */
    email_verified?: boolean;
    /** The full name. */
    name?: string;
    /** The nickname. */
    nickname?: string;
    /** The given name. */
    given_name?: string;
    /** The family name. */
    family_name?: string;
    /** ISO 8601. */
    created_at?: string;
    /** ISO 8601. */
    updated_at?: string;
}

/** The types that POST takes. */
export const creatableTypes = ["phone", "email", "totp", "webauthn-roaming", "passkey"] as const;

/** The types that PUT takes. */
export const settableTypes = ["phone", "email", "totp"] as const;

/** The fields that a GET may answer with: all but the TOTP secret. */
export const readFields = [
    "id",
    "type",
    "confirmed",
    "name",
    "authentication_methods",
    "preferred_authentication_method",
    "link_id",
    "phone_number",
    "email",
    "key_id",
    "public_key",
    "created_at",
    "enrolled_at",
    "last_auth_at",
    "credential_device_type",
    "credential_backed_up",
    "identity_user_id",
    "user_agent",
    "user_handle",
    "transports",
    "aaguid",
    "relying_party_identifier",
] as const satisfies readonly (keyof WireMethod)[];

/** The fields that PUT and PATCH may answer with. `confirmed` is missing, as in recorded traffic. */
export const writtenFields = [
    "id",
    "type",
    "name",
    "phone_number",
    "email",
    "authentication_methods",
    "preferred_authentication_method",
    "key_id",
    "public_key",
    "aaguid",
    "relying_party_identifier",
    "created_at",
] as const satisfies readonly (keyof WireMethod)[];

/** The fields that POST may answer with. */
export const createdFields = [
    ...writtenFields,
    "credential_device_type",
    "credential_backed_up",
    "identity_user_id",
    "user_agent",
    "user_handle",
    "transports",
] as const satisfies readonly (keyof WireMethod)[];
