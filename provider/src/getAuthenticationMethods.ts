// The list of a user's authentication methods, for programs that decide by what a user has.

import * as pulumi from "@pulumi/pulumi";
import type { AuthenticationMethodPart } from "./core/outputShapes";
import type { InputsOf } from "./lookup/inputs";
import { loadLookups } from "./lookup/load";

/** The arguments of {@link getAuthenticationMethods}. */
export interface GetAuthenticationMethodsArgs {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    readonly userId: string;
    /**
     * The type of those that are wanted: `phone`, `totp`, `passkey`, `webauthn-roaming` …
     *
     * @default all types
     */
    readonly type?: string | undefined;
    /**
     * Whether those are wanted whose enrolment is finished (true) or not (false).
     *
     * @default both
     */
    readonly confirmed?: boolean | undefined;
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: string | undefined;
}

/** The arguments of {@link getAuthenticationMethodsOutput}. */
export type GetAuthenticationMethodsOutputArgs = InputsOf<GetAuthenticationMethodsArgs>;

/**
 * An authentication method as look-ups tell of it. Phone numbers and e-mail addresses are left out: they are personal, and what
 * a look-up gives a program is no secret of the engine's. The outputs of `AuthenticationMethodSettings` have them, as secrets.
 */
export interface FoundAuthenticationMethod {
    /** The method's id, such as `phone|dev_kXVq4drj3Mw6uCF5`. */
    readonly authenticationMethodId: string;
    /** The kind of method: `phone`, `totp`, `passkey`, `webauthn-roaming` … */
    readonly type: string;
    /** The name, as the user sees it when signing in. */
    readonly name?: string;
    /** How a phone method reaches the user, `voice` or `sms`. */
    readonly preferredAuthenticationMethod?: string;
    /** Whether the user has finished the enrolment. */
    readonly confirmed?: boolean;
    /** When the method was created, ISO 8601. */
    readonly createdAt: string;
    /** When the user enrolled, ISO 8601. */
    readonly enrolledAt?: string;
    /** The credential's id of a passkey or security key. */
    readonly keyId?: string;
    /** The public key of a passkey or security key. */
    readonly publicKey?: string;
    /** The model of the authenticator that holds a passkey. */
    readonly aaguid?: string;
    /** The domain that a passkey or security key is bound to. */
    readonly relyingPartyIdentifier?: string;
    /** The parts of the method, such as the voice and sms parts of a phone. */
    readonly authenticationMethods?: AuthenticationMethodPart[];
    /** The method that this one is linked with; Auth0 deletes them together. */
    readonly linkId?: string;
}

/** What {@link getAuthenticationMethods} finds. */
export interface GetAuthenticationMethodsResult {
    /** The user. */
    readonly userId: string;
    /** The methods that are wanted, oldest first; none is no failure. */
    readonly authenticationMethods: FoundAuthenticationMethod[];
}

/**
 * Lists the authentication methods that a user has.
 *
 * Asks the tenant at once, at `pulumi preview` too, which needs the credentials then; what it finds is not kept from one call to
 * the next.
 *
 * Needs the scope `read:authentication_methods`. Source:
 * https://auth0.com/docs/api/management/v2/users/get-authentication-methods
 *
 * @param args - A user, and which of the methods are wanted.
 * @returns The methods, oldest first.
 * @throws UserNotFoundError, InvalidArgumentsError, or another error for which {@link isAuthenticationMethodsError} is true. What
 * a program does not catch ends it, with the message.
 *
 * @example Every phone of a user calls.
 * ```ts
 * import { AuthenticationMethodSettingsGroup, getAuthenticationMethods } from "pulumi-auth0-authentication-methods";
 *
 * const { userId, authenticationMethods } = await getAuthenticationMethods({
 *     userId: "auth0|507f1f77bcf86cd799439020",
 *     type: "phone",
 *     confirmed: true,
 * });
 * new AuthenticationMethodSettingsGroup("ada-phones", {
 *     settings: authenticationMethods.map(({ authenticationMethodId }) => ({
 *         userId,
 *         authenticationMethodId,
 *         preferredAuthenticationMethod: "voice",
 *     })),
 * });
 * ```
 */
export async function getAuthenticationMethods(
    args: GetAuthenticationMethodsArgs,
): Promise<GetAuthenticationMethodsResult> {
    return loadLookups().getAuthenticationMethods(args);
}

/**
 * {@link getAuthenticationMethods} for arguments that are outputs of other resources. Where one of them is not known at preview,
 * so is the result, and nothing is asked.
 *
 * @param args - As of {@link getAuthenticationMethods}, each of them a value or an output.
 * @returns What {@link getAuthenticationMethods} finds, as an output.
 *
 * @example How many methods a user has whom another package creates.
 * ```ts
 * import type * as pulumi from "@pulumi/pulumi";
 * import { getAuthenticationMethodsOutput } from "pulumi-auth0-authentication-methods";
 *
 * export const countOf = (created: pulumi.CustomResource) =>
 *     getAuthenticationMethodsOutput({ userId: created.id }).authenticationMethods.length;
 * ```
 */
export function getAuthenticationMethodsOutput(
    args: GetAuthenticationMethodsOutputArgs,
): pulumi.Output<GetAuthenticationMethodsResult> {
    return pulumi
        .output(args as pulumi.Input<GetAuthenticationMethodsArgs>)
        .apply((known) => getAuthenticationMethods(known as GetAuthenticationMethodsArgs));
}
