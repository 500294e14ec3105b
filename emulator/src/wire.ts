// What a tenant holds, in Auth0's own field names: the one place where they are listed.

/** A part of an authentication method: the channels of a phone, or the factors of a device. */
export interface WireSubMethod {
    id: string;
    type: string;
}

/** An authentication method as the tenant holds it: nothing is masked, and the TOTP secret is there. */
export interface WireMethod {
    id: string;
    type: string;
    /** ISO 8601. */
    created_at: string;
    confirmed?: boolean;
    name?: string;
    authentication_methods?: WireSubMethod[];
    preferred_authentication_method?: string;
    link_id?: string;
    phone_number?: string;
    email?: string;
    totp_secret?: string;
    key_id?: string;
    public_key?: string;
    enrolled_at?: string;
    last_auth_at?: string;
    credential_device_type?: string;
    credential_backed_up?: boolean;
    identity_user_id?: string;
    user_agent?: string;
    user_handle?: string;
    transports?: string[];
    aaguid?: string;
    relying_party_identifier?: string;
}

/** A user as the tenant holds it. What is left out is made up from the id and the e-mail address in answers. */
export interface WireUser {
    user_id: string;
    email: string;
    authentication_methods: WireMethod[];
    email_verified?: boolean;
    name?: string;
    nickname?: string;
    given_name?: string;
    family_name?: string;
    created_at?: string;
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
