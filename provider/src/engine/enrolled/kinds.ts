// Which arguments each type of method needs, which it takes besides, and which tells one of a user's methods from another:
// the one table of it.

import { type Enrolment, type EnrolmentType, enrolmentTypes, secretArguments } from "../../core/enrolment";

/** An argument that says what is enrolled. */
export type EnrolmentArgument = Exclude<keyof Enrolment, "type">;

/** See the first line of this file. */
export interface Kind {
    readonly needs: readonly EnrolmentArgument[];
    /** Besides the name, which every type takes. */
    readonly takes: readonly EnrolmentArgument[];
    /** A user cannot have two methods of this type with one value of it: Auth0 answers 409 "already exists". */
    readonly identifiedBy: EnrolmentArgument;
}

/**
 * Source: Auth0's OpenAPI, the descriptions of `CreateUserAuthenticationMethodRequestContent`. It demands nothing but the type;
 * what is needed here is what a method is of no use without. The relying party is said to be WebAuthn's, which a passkey is.
 */
export const kinds: Readonly<Record<EnrolmentType, Kind>> = {
    phone: { needs: ["phoneNumber"], takes: ["preferredAuthenticationMethod"], identifiedBy: "phoneNumber" },
    email: { needs: ["email"], takes: [], identifiedBy: "email" },
    totp: { needs: ["totpSecret"], takes: [], identifiedBy: "totpSecret" },
    "webauthn-roaming": { needs: ["keyId", "publicKey"], takes: ["relyingPartyIdentifier"], identifiedBy: "keyId" },
    passkey: {
        needs: ["keyId", "publicKey"],
        takes: [
            "relyingPartyIdentifier",
            "aaguid",
            "credentialDeviceType",
            "credentialBackedUp",
            "identityUserId",
            "userAgent",
            "userHandle",
            "transports",
        ],
        identifiedBy: "keyId",
    },
};

/** The kind of a declared type; undefined of what is none. */
export function kindOf(type: unknown): Kind | undefined {
    const known = enrolmentTypes.find((one) => one === type);
    return known && kinds[known];
}

/** Every argument that a type takes, in the order in which messages list them. */
export function argumentsOf({ needs, takes }: Kind): EnrolmentArgument[] {
    return [...needs, "name", ...takes];
}

/** Whether the value of an argument must not be shown: the engine prints that of an argument that a failure names. */
export function isSecretArgument(name: string): boolean {
    return secretArguments.some((secret) => secret === name);
}
