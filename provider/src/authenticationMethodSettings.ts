// The resource that programs declare. It extends CustomResource rather than pulumi.dynamic.Resource, and hands the engine
// a constant text instead of a serialized closure: so the installed package always runs, also on destroy and refresh, the
// state stays small, and nothing of the program can leak into it.

import * as pulumi from "@pulumi/pulumi";
import type { AuthenticationMethodPart, OriginalSettings } from "./core/outputShapes";
import type { PreferredAuthenticationMethod } from "./core/settings";
import { providerText, typeToken } from "./engine/permanentTexts";
import { secretOutputsOf } from "./engine/single/secretOutputs";

/** The arguments of {@link AuthenticationMethodSettings}. At least one of `name` and `preferredAuthenticationMethod` is given. */
export interface AuthenticationMethodSettingsArgs {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. A change replaces the resource. */
    readonly userId: pulumi.Input<string>;
    /**
     * The authentication method, such as `phone|dev_kXVq4drj3Mw6uCF5`. Exactly one of this and `authenticationMethodType` is
     * given. A change replaces the resource.
     */
    readonly authenticationMethodId?: pulumi.Input<string | undefined>;
    /**
     * Instead of the id: the user's one confirmed method of this type, such as `phone`. It is looked up each time, so that a
     * user who enrols anew keeps what is declared: the next `pulumi up` sends it to the new method, and says so. None or
     * several of the type are an error that lists what the user has. A change replaces the resource.
     */
    readonly authenticationMethodType?: pulumi.Input<string | undefined>;
    /**
     * What several confirmed methods of the type mean: `"only"`, an error; `"newest"`, the one that was created last. With
     * `authenticationMethodType` alone.
     *
     * @default "only"
     */
    readonly pick?: pulumi.Input<"only" | "newest" | undefined>;
    /**
     * The name to keep, as the user sees it when signing in. Left alone when it is not given. It is no secret: it stands in
     * the state and in messages about drift. Auth0 documents 20 characters in one place and shows longer names in others.
     */
    readonly name?: pulumi.Input<string | undefined>;
    /**
     * How a phone method reaches the user, `"voice"` or `"sms"`. Left alone when it is not given. Phone methods alone; on any
     * other the preview fails.
     */
    readonly preferredAuthenticationMethod?: pulumi.Input<PreferredAuthenticationMethod | undefined>;
    /**
     * What deleting the resource does: `"retain"` leaves the method as it is; `"restore"` puts the declared settings back to
     * what they were when the method was adopted. The method itself is never deleted.
     *
     * @default "retain"
     */
    readonly onDelete?: pulumi.Input<"retain" | "restore" | undefined>;
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`. A change replaces the resource.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: pulumi.Input<string | undefined>;
}

/** What {@link AuthenticationMethodSettings.get} may be told besides the id. */
export interface AuthenticationMethodSettingsState {
    /** The name of a block of the configuration `auth0-authentication-methods:tenants`. */
    readonly tenant?: pulumi.Input<string | undefined>;
}

/**
 * Adopts an authentication method that an Auth0 user already has (phone, TOTP, passkey, security key …) and keeps its name
 * and preference as declared.
 *
 * Creating the resource sends a PATCH with the declared settings that differ, or none where they are equal. Changes that are
 * made behind Pulumi's back are found by `pulumi preview` and put right by `pulumi up`. There is nothing to import: adopting
 * is the import.
 *
 * Needs the scopes `read:authentication_methods` and `update:authentication_methods`. Source:
 * https://auth0.com/docs/api/management/v2/users/patch-authentication-methods-by-authentication-method-id
 *
 * What is wrong with the arguments, and a user or a method that is not there, `pulumi preview` says; docs/errors.md has every
 * message.
 *
 * @group Resources
 *
 * @example A phone that is called, under a name of the company's.
 * ```ts
 * import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
 *
 * new AuthenticationMethodSettings("ada-phone", {
 *     userId: "auth0|507f1f77bcf86cd799439020",
 *     authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5",
 *     name: "Work phone",
 *     preferredAuthenticationMethod: "voice",
 * });
 * ```
 *
 * @example The user's phone, whichever it is: one that is enrolled later keeps the name and the preference.
 * ```ts
 * import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
 *
 * new AuthenticationMethodSettings("ada-phone", {
 *     userId: "auth0|507f1f77bcf86cd799439020",
 *     authenticationMethodType: "phone",
 *     name: "Work phone",
 *     preferredAuthenticationMethod: "voice",
 * });
 * ```
 *
 * @example A security key that gets its old name back when the resource is destroyed.
 * ```ts
 * import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
 *
 * new AuthenticationMethodSettings("grace-key", {
 *     userId: "auth0|507f1f77bcf86cd799439021",
 *     authenticationMethodId: "webauthn-roaming|dev_nTfxQhX9mWk2PzLc",
 *     name: "Break-glass key",
 *     onDelete: "restore",
 * });
 * ```
 */
export class AuthenticationMethodSettings extends pulumi.CustomResource {
    /** The type token, by which policies and `isInstance` know the class. */
    static readonly __pulumiType = typeToken("AuthenticationMethodSettings");

    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    declare public readonly userId: pulumi.Output<string>;
    /** The authentication method; where it is selected by its type, the one that was found last. */
    declare public readonly authenticationMethodId: pulumi.Output<string>;
    /** The type that the method is selected by, where it is. */
    declare public readonly authenticationMethodType: pulumi.Output<string | undefined>;
    /** What several methods of the type mean, where it is declared. */
    declare public readonly pick: pulumi.Output<"only" | "newest" | undefined>;
    /** The method that was adopted at first, where a later enrolment has taken its place: `restore` concerns this one. */
    declare public readonly adoptedMethodId: pulumi.Output<string | undefined>;
    /** The kind of method: `phone`, `totp`, `passkey`, `webauthn-roaming` … */
    declare public readonly type: pulumi.Output<string>;
    /** The name as Auth0 has it, declared or not. */
    declare public readonly name: pulumi.Output<string | undefined>;
    /** The preference of a phone method as Auth0 has it, declared or not. */
    declare public readonly preferredAuthenticationMethod: pulumi.Output<string | undefined>;
    /** What deleting the resource does, where it is declared. */
    declare public readonly onDelete: pulumi.Output<"retain" | "restore" | undefined>;
    /** The named tenant, where one is declared. */
    declare public readonly tenant: pulumi.Output<string | undefined>;
    /** Whether the user has finished the enrolment. */
    declare public readonly confirmed: pulumi.Output<boolean | undefined>;
    /** When the method was created, ISO 8601 in UTC, such as `2026-01-05T08:00:00.000Z`. */
    declare public readonly createdAt: pulumi.Output<string>;
    /** When the user enrolled, ISO 8601 in UTC, where Auth0 tells. */
    declare public readonly enrolledAt: pulumi.Output<string | undefined>;
    /** The e-mail address of an e-mail method, masked unless the tenant says otherwise. A secret output. */
    declare public readonly email: pulumi.Output<string | undefined>;
    /** The phone number of a phone method, masked unless the tenant says otherwise. A secret output. */
    declare public readonly phoneNumber: pulumi.Output<string | undefined>;
    /** The credential's id of a passkey or security key. */
    declare public readonly keyId: pulumi.Output<string | undefined>;
    /** The public key of a passkey or security key. */
    declare public readonly publicKey: pulumi.Output<string | undefined>;
    /** The model of the authenticator that holds a passkey. */
    declare public readonly aaguid: pulumi.Output<string | undefined>;
    /** The domain that a passkey or security key is bound to. */
    declare public readonly relyingPartyIdentifier: pulumi.Output<string | undefined>;
    /** The parts of the method, such as the voice and sms parts of a phone. */
    declare public readonly authenticationMethods: pulumi.Output<AuthenticationMethodPart[] | undefined>;
    /** The method that this one is linked with; Auth0 deletes them together. */
    declare public readonly linkId: pulumi.Output<string | undefined>;
    /** Name and preference at adoption: what `restore` goes back to. */
    declare public readonly originalSettings: pulumi.Output<OriginalSettings>;

    /**
     * @param name - The resource's name in the program and in the state.
     * @param args - What is declared.
     * @param opts - The options of every Pulumi resource. `customTimeouts` do not reach a dynamic provider: the
     * configuration `auth0-authentication-methods:operationTimeout` takes their place.
     */
    constructor(name: string, args: AuthenticationMethodSettingsArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            AuthenticationMethodSettings.__pulumiType,
            name,
            { ...outputNames(), ...args, __provider: providerText("AuthenticationMethodSettings") },
            pulumi.mergeOptions(
                {
                    additionalSecretOutputs: [
                        ...secretOutputsOf(args.authenticationMethodType ?? args.authenticationMethodId),
                    ],
                    // When it is replaced, what was adopted is put back first, and so adopted anew as it was: also where
                    // the engine replaces without asking the provider (`pulumi up --replace`).
                    ...(args.onDelete === "restore" && { deleteBeforeReplace: true }),
                },
                opts,
            ),
        );
    }

    /**
     * Reads a method without managing it.
     *
     * @param name - The resource's name in the program.
     * @param id - `<userId>::<authenticationMethodId>`, such as `auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5`;
     * or `<userId>::type:<type>`, such as `auth0|507f1f77bcf86cd799439020::type:phone`, for the user's one method of a type.
     * @param state - Which tenant to read from, where it is not that of `auth0:domain`.
     * @param opts - The options of every Pulumi resource.
     * @returns The resource, whose outputs are what the tenant has now. A method that is not there fails the program.
     *
     * @example The type of a method.
     * ```ts
     * import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
     *
     * const phone = AuthenticationMethodSettings.get("ada-phone", "auth0|507f1f77bcf86cd799439020::type:phone");
     * export const phoneName = phone.name;
     * ```
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        state: AuthenticationMethodSettingsState = {},
        opts?: pulumi.CustomResourceOptions,
    ): AuthenticationMethodSettings {
        // With an id the engine reads and never checks, so the arguments are not needed.
        return new AuthenticationMethodSettings(name, state as AuthenticationMethodSettingsArgs, { ...opts, id });
    }

    /**
     * Whether a value is such a resource, whichever copy of this package made it.
     *
     * @param obj - Any value.
     */
    static override isInstance(obj: unknown): obj is AuthenticationMethodSettings {
        const type = (obj as { __pulumiType?: unknown } | null | undefined)?.__pulumiType;
        return type === AuthenticationMethodSettings.__pulumiType;
    }
}

type OutputName = Exclude<keyof AuthenticationMethodSettings, keyof pulumi.CustomResource>;

/** Every output, not yet known: the SDK makes an output of each key that is passed. */
function outputNames(): Record<OutputName, undefined> {
    return {
        type: undefined,
        name: undefined,
        preferredAuthenticationMethod: undefined,
        onDelete: undefined,
        tenant: undefined,
        confirmed: undefined,
        createdAt: undefined,
        enrolledAt: undefined,
        email: undefined,
        phoneNumber: undefined,
        keyId: undefined,
        publicKey: undefined,
        aaguid: undefined,
        relyingPartyIdentifier: undefined,
        authenticationMethods: undefined,
        linkId: undefined,
        originalSettings: undefined,
        userId: undefined,
        authenticationMethodId: undefined,
        authenticationMethodType: undefined,
        pick: undefined,
        adoptedMethodId: undefined,
    };
}
