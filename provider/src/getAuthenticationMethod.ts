// The look-up of one authentication method, for programs that need its id or must know that it is there.

import * as pulumi from "@pulumi/pulumi";
import type { FoundAuthenticationMethod } from "./getAuthenticationMethods";
import type { InputsOf } from "./lookup/inputs";
import { loadLookups } from "./lookup/load";

/** The arguments of {@link getAuthenticationMethod}: a user, and an id or a type. */
export type GetAuthenticationMethodArgs = (GetAuthenticationMethodById | GetAuthenticationMethodByType) & {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    readonly userId: string;
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: string | undefined;
};

/** An id as {@link GetAuthenticationMethodArgs}. */
export interface GetAuthenticationMethodById {
    /** The authentication method, such as `phone|dev_kXVq4drj3Mw6uCF5`. */
    readonly authenticationMethodId: string;
    /** Not with an id. */
    readonly type?: undefined;
    /** Not with an id. */
    readonly pick?: undefined;
}

/** A type as {@link GetAuthenticationMethodArgs}. */
export interface GetAuthenticationMethodByType {
    /** The type of which the user has one confirmed method: `phone`, `totp`, `passkey`, `webauthn-roaming` … */
    readonly type: string;
    /**
     * What several methods of the type mean: an error (`"only"`), or the one that was created last (`"newest"`).
     *
     * @default "only"
     */
    readonly pick?: "only" | "newest" | undefined;
    /** Not with a type. */
    readonly authenticationMethodId?: undefined;
}

/** The arguments of {@link getAuthenticationMethodOutput}. */
export type GetAuthenticationMethodOutputArgs = InputsOf<GetAuthenticationMethodArgs>;

/** What {@link getAuthenticationMethod} finds. */
export interface GetAuthenticationMethodResult extends FoundAuthenticationMethod {
    /** The user. */
    readonly userId: string;
}

/**
 * Looks one authentication method of a user up, by its id or by its type.
 *
 * Asks the tenant at once, at `pulumi preview` too, which needs the credentials then; what it finds is not kept from one call to
 * the next. Whoever only wants to declare settings of it need not look it up: `AuthenticationMethodSettings` takes an
 * `authenticationMethodType`.
 *
 * Needs the scope `read:authentication_methods`. Source:
 * https://auth0.com/docs/api/management/v2/users/get-authentication-methods
 *
 * @param args - A user, and an id or a type.
 * @returns The method as Auth0 tells of it, without what is personal.
 * @throws UserNotFoundError, MethodNotFoundError, AmbiguousMethodError where the user has several of the type,
 * InvalidArgumentsError, or another error for which {@link isAuthenticationMethodsError} is true. What a program does not catch
 * ends it, with the message.
 *
 * @example When a user's passkey was enrolled.
 * ```ts
 * import { getAuthenticationMethod } from "pulumi-auth0-authentication-methods";
 *
 * const passkey = await getAuthenticationMethod({ userId: "auth0|507f1f77bcf86cd799439020", type: "passkey", pick: "newest" });
 * export const enrolledAt = passkey.enrolledAt;
 * ```
 */
export async function getAuthenticationMethod(
    args: GetAuthenticationMethodArgs,
): Promise<GetAuthenticationMethodResult> {
    return loadLookups().getAuthenticationMethod(args);
}

/**
 * {@link getAuthenticationMethod} for arguments that are outputs of other resources. Where one of them is not known at preview,
 * so is the result, and nothing is asked.
 *
 * @param args - As of {@link getAuthenticationMethod}, each of them a value or an output.
 * @returns What {@link getAuthenticationMethod} finds, as an output.
 *
 * @example The phone of a user whom another package creates.
 * ```ts
 * import type * as pulumi from "@pulumi/pulumi";
 * import { getAuthenticationMethodOutput } from "pulumi-auth0-authentication-methods";
 *
 * export const phoneOf = (created: pulumi.CustomResource) =>
 *     getAuthenticationMethodOutput({ userId: created.id, type: "phone" }).authenticationMethodId;
 * ```
 */
export function getAuthenticationMethodOutput(
    args: GetAuthenticationMethodOutputArgs,
): pulumi.Output<GetAuthenticationMethodResult> {
    return pulumi
        .output(args as pulumi.Input<GetAuthenticationMethodArgs>)
        .apply((known) => getAuthenticationMethod(known as GetAuthenticationMethodArgs));
}
