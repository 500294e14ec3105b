// The resource that programs declare to enrol a method. Like the others it hands the engine a constant text; see
// authenticationMethodSettings.ts. What is secret among its arguments it makes secret before the engine sees it.

import * as pulumi from "@pulumi/pulumi";
import { type EnrolmentType, secretArguments } from "./core/enrolment";
import type { AuthenticationMethodPart } from "./core/outputShapes";
import type { PreferredAuthenticationMethod } from "./core/settings";
import { providerText, typeToken } from "./engine/permanentTexts";

/**
 * The arguments of {@link AuthenticationMethod}. Which of them a type of method needs and takes, `pulumi preview` checks. A
 * change of `name` or `preferredAuthenticationMethod` updates the method; a change of any other replaces it by a new one.
 */
export interface AuthenticationMethodArgs {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. A change replaces the method. */
    readonly userId: pulumi.Input<string>;
    /** The type of method: `"phone"`, `"email"`, `"totp"`, `"webauthn-roaming"` or `"passkey"`. A change replaces the method. */
    readonly type: pulumi.Input<EnrolmentType>;
    /**
     * The name, as the user sees it when signing in. Left alone when it is not given. It is no secret: it stands in the state
     * and in messages about drift. Auth0 documents 20 characters in one place and shows longer names in others. A change updates
     * the method.
     */
    readonly name?: pulumi.Input<string | undefined>;
    /**
     * How a phone method reaches the user, `"voice"` or `"sms"`. Left alone when it is not given. Phone methods alone. A change
     * updates the method.
     */
    readonly preferredAuthenticationMethod?: pulumi.Input<PreferredAuthenticationMethod | undefined>;
    /** Phone methods need it: the number in E.164 form, `+` and at most 15 digits. Secret. A change replaces the method. */
    readonly phoneNumber?: pulumi.Input<string | undefined>;
    /** E-mail methods need it: the address. Secret. A change replaces the method. */
    readonly email?: pulumi.Input<string | undefined>;
    /**
     * TOTP methods need it: the secret in base32, 16 to 256 letters `A` to `Z` and digits `2` to `7`. Who has it can make the
     * user's codes. Secret: it stands encrypted in the state, and Auth0 never tells it again. A change replaces the method.
     */
    readonly totpSecret?: pulumi.Input<string | undefined>;
    /** Passkeys and security keys need it: the id of the credential. A change replaces the method. */
    readonly keyId?: pulumi.Input<string | undefined>;
    /** Passkeys and security keys need it: the public key of the credential in base64. A change replaces the method. */
    readonly publicKey?: pulumi.Input<string | undefined>;
    /** Passkeys alone: the model of the authenticator, a UUID. A change replaces the method. */
    readonly aaguid?: pulumi.Input<string | undefined>;
    /** Passkeys and security keys: the host name that the credential is bound to. A change replaces the method. */
    readonly relyingPartyIdentifier?: pulumi.Input<string | undefined>;
    /** Passkeys alone: whether the passkey can leave its device. A change replaces the method. */
    readonly credentialDeviceType?: pulumi.Input<"single_device" | "multi_device" | undefined>;
    /** Passkeys alone: whether the passkey was backed up. A change replaces the method. */
    readonly credentialBackedUp?: pulumi.Input<boolean | undefined>;
    /** Passkeys alone: the id of the user's identity that the passkey belongs to. A change replaces the method. */
    readonly identityUserId?: pulumi.Input<string | undefined>;
    /** Passkeys alone: the user agent of the browser that made the passkey. A change replaces the method. */
    readonly userAgent?: pulumi.Input<string | undefined>;
    /** Passkeys alone: the user handle of the user's identity. A change replaces the method. */
    readonly userHandle?: pulumi.Input<string | undefined>;
    /** Passkeys alone: how browsers reach the authenticator, such as `["internal", "hybrid"]`. A change replaces the method. */
    readonly transports?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`. A change replaces the method.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: pulumi.Input<string | undefined>;
}

/** What {@link AuthenticationMethod.get} may be told besides the id. */
export interface AuthenticationMethodState {
    /** The name of a block of the configuration `auth0-authentication-methods:tenants`. */
    readonly tenant?: pulumi.Input<string | undefined>;
}

/**
 * Enrols an authentication method for an Auth0 user, and owns it: **deleting the resource deletes the method**, and with it a
 * way in which the user signs in. Give it the option `protect: true`. A method that the user enrolled is adopted with
 * {@link AuthenticationMethodSettings} instead, which never deletes one.
 *
 * Auth0 takes what is enrolled here for confirmed, without asking the user. Creating sends a POST, and no second one unless
 * the user's methods show that the first came to nothing; a method that the user has already is never taken over. Changes of
 * `name` and `preferredAuthenticationMethod` behind Pulumi's back are found by `pulumi preview` and put right by `pulumi up`;
 * of anything else Auth0 tells too little to find them. A method that was deleted behind Pulumi's back fails `pulumi preview`
 * and `pulumi up`, which say so: `pulumi up --refresh` enrols it anew.
 *
 * A replacement enrols the new method first and then deletes the old one, so that the user is never without; where both are one
 * to Auth0 (the same phone number, address, secret or key), it deletes the old one first. The option `deleteBeforeReplace`
 * decides otherwise.
 *
 * Needs the scopes `create:authentication_methods`, `read:authentication_methods`, `update:authentication_methods` and
 * `delete:authentication_methods`. Source: https://auth0.com/docs/api/management/v2/users/post-authentication-methods
 *
 * @group Resources
 *
 * @example One-time codes for a break-glass account.
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { AuthenticationMethod } from "pulumi-auth0-authentication-methods";
 *
 * const config = new pulumi.Config();
 *
 * new AuthenticationMethod(
 *     "break-glass-codes",
 *     {
 *         userId: "auth0|507f1f77bcf86cd799439020",
 *         type: "totp",
 *         name: "Safe, second floor",
 *         totpSecret: config.requireSecret("breakGlassTotpSecret"),
 *     },
 *     { protect: true },
 * );
 * ```
 *
 * @example A work phone that is called.
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { AuthenticationMethod } from "pulumi-auth0-authentication-methods";
 *
 * const config = new pulumi.Config();
 *
 * new AuthenticationMethod(
 *     "ada-phone",
 *     {
 *         userId: "auth0|507f1f77bcf86cd799439021",
 *         type: "phone",
 *         phoneNumber: config.requireSecret("adaPhone"),
 *         name: "Work phone",
 *         preferredAuthenticationMethod: "voice",
 *     },
 *     { protect: true },
 * );
 * ```
 */
export class AuthenticationMethod extends pulumi.CustomResource {
    /** The type token, by which policies and `isInstance` know the class. */
    static readonly __pulumiType = typeToken("AuthenticationMethod");

    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    declare public readonly userId: pulumi.Output<string>;
    /** The id that Auth0 gave the method. */
    declare public readonly authenticationMethodId: pulumi.Output<string>;
    /** The type of method. */
    declare public readonly type: pulumi.Output<string>;
    /** The name as Auth0 has it, declared or not. */
    declare public readonly name: pulumi.Output<string | undefined>;
    /** The preference of a phone method as Auth0 has it, declared or not. */
    declare public readonly preferredAuthenticationMethod: pulumi.Output<string | undefined>;
    /** The phone number as declared; of a method that is only read, as Auth0 tells it. A secret output. */
    declare public readonly phoneNumber: pulumi.Output<string | undefined>;
    /** The e-mail address as declared; of a method that is only read, as Auth0 tells it. A secret output. */
    declare public readonly email: pulumi.Output<string | undefined>;
    /** The TOTP secret as declared. A secret output. */
    declare public readonly totpSecret: pulumi.Output<string | undefined>;
    /** The credential's id of a passkey or security key. */
    declare public readonly keyId: pulumi.Output<string | undefined>;
    /** The public key of a passkey or security key. */
    declare public readonly publicKey: pulumi.Output<string | undefined>;
    /** The model of the authenticator that holds a passkey. */
    declare public readonly aaguid: pulumi.Output<string | undefined>;
    /** The domain that a passkey or security key is bound to. */
    declare public readonly relyingPartyIdentifier: pulumi.Output<string | undefined>;
    /** Whether a passkey can leave its device, as declared. */
    declare public readonly credentialDeviceType: pulumi.Output<string | undefined>;
    /** Whether a passkey was backed up, as declared. */
    declare public readonly credentialBackedUp: pulumi.Output<boolean | undefined>;
    /** The identity that a passkey belongs to, as declared. */
    declare public readonly identityUserId: pulumi.Output<string | undefined>;
    /** The user agent that made a passkey, as declared. */
    declare public readonly userAgent: pulumi.Output<string | undefined>;
    /** The user handle of a passkey, as declared. */
    declare public readonly userHandle: pulumi.Output<string | undefined>;
    /** How browsers reach the authenticator of a passkey, as declared. */
    declare public readonly transports: pulumi.Output<string[] | undefined>;
    /** The named tenant, where one is declared. */
    declare public readonly tenant: pulumi.Output<string | undefined>;
    /** Whether the enrolment is finished: what is enrolled by code is, at once. */
    declare public readonly confirmed: pulumi.Output<boolean | undefined>;
    /** When the method was created, ISO 8601 in UTC, such as `2026-01-05T08:00:00.000Z`. */
    declare public readonly createdAt: pulumi.Output<string>;
    /** When the user enrolled, ISO 8601 in UTC, where Auth0 tells. */
    declare public readonly enrolledAt: pulumi.Output<string | undefined>;
    /** The parts of the method, such as the voice and sms parts of a phone. */
    declare public readonly authenticationMethods: pulumi.Output<AuthenticationMethodPart[] | undefined>;
    /** The method that this one is linked with; Auth0 deletes them together. */
    declare public readonly linkId: pulumi.Output<string | undefined>;

    /**
     * @param name - The resource's name in the program and in the state.
     * @param args - What is declared.
     * @param opts - The options of every Pulumi resource; `protect: true` keeps the method from being deleted by mistake.
     * `customTimeouts` do not reach a dynamic provider: the configuration `auth0-authentication-methods:operationTimeout` takes
     * their place.
     */
    constructor(name: string, args: AuthenticationMethodArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            AuthenticationMethod.__pulumiType,
            name,
            { ...outputNames(), ...withSecrets(args), __provider: providerText("AuthenticationMethod") },
            pulumi.mergeOptions({ additionalSecretOutputs: [...secretArguments] }, opts),
        );
    }

    /**
     * Reads a method without managing it: what is secret of it is as Auth0 tells it, or not there.
     *
     * @param name - The resource's name in the program.
     * @param id - `<userId>::<authenticationMethodId>`, such as `auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5`.
     * @param state - Which tenant to read from, where it is not that of `auth0:domain`.
     * @param opts - The options of every Pulumi resource.
     * @returns The resource, whose outputs are what the tenant has now. A method that is not there fails the program.
     *
     * @example Whether a method is confirmed.
     * ```ts
     * import { AuthenticationMethod } from "pulumi-auth0-authentication-methods";
     *
     * const id = "auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5";
     * export const isConfirmed = AuthenticationMethod.get("ada-phone", id).confirmed;
     * ```
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: AuthenticationMethodState = {},
        opts?: pulumi.CustomResourceOptions,
    ): AuthenticationMethod {
        // With an id the engine reads and never checks, so the arguments are not needed.
        return new AuthenticationMethod(name, state as AuthenticationMethodArgs, { ...opts, id });
    }

    /**
     * Whether a value is such a resource, whichever copy of this package made it.
     *
     * @param obj - Any value.
     */
    static override isInstance(obj: unknown): obj is AuthenticationMethod {
        const type = (obj as { __pulumiType?: unknown } | null | undefined)?.__pulumiType;
        return type === AuthenticationMethod.__pulumiType;
    }
}

/** What is secret is so from here on, whether the program said so or not. */
function withSecrets(args: AuthenticationMethodArgs): Record<string, unknown> {
    const given = secretArguments.filter((name) => args[name] !== undefined && args[name] !== null);
    return { ...args, ...Object.fromEntries(given.map((name) => [name, pulumi.secret(args[name])])) };
}

type OutputName = Exclude<keyof AuthenticationMethod, keyof pulumi.CustomResource>;

/** Every output, not yet known: the SDK makes an output of each key that is passed. */
function outputNames(): Record<OutputName, undefined> {
    return {
        authenticationMethodId: undefined,
        type: undefined,
        name: undefined,
        preferredAuthenticationMethod: undefined,
        phoneNumber: undefined,
        email: undefined,
        totpSecret: undefined,
        keyId: undefined,
        publicKey: undefined,
        aaguid: undefined,
        relyingPartyIdentifier: undefined,
        credentialDeviceType: undefined,
        credentialBackedUp: undefined,
        identityUserId: undefined,
        userAgent: undefined,
        userHandle: undefined,
        transports: undefined,
        tenant: undefined,
        confirmed: undefined,
        createdAt: undefined,
        enrolledAt: undefined,
        authenticationMethods: undefined,
        linkId: undefined,
        userId: undefined,
    };
}
