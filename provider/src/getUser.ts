// The look-up of a user, for programs that know people by their e-mail addresses.

import * as pulumi from "@pulumi/pulumi";
import type { InputsOf } from "./lookup/inputs";
import { loadLookups } from "./lookup/load";

/** The arguments of {@link getUser}: an e-mail address, with or without a connection, or an id. */
export type GetUserArgs = (GetUserByEmail | GetUserById) & {
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: string | undefined;
};

/** An e-mail address as {@link GetUserArgs}. */
export interface GetUserByEmail {
    /**
     * The e-mail address. Upper and lower case count, and database connections keep addresses in lower case. Messages show its
     * first letter and its domain alone.
     */
    readonly email: string;
    /** The connection to which the user belongs, where users of several have the address. */
    readonly connection?: string | undefined;
    /** Not with an e-mail address. */
    readonly userId?: undefined;
}

/** An id as {@link GetUserArgs}. */
export interface GetUserById {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. The look-up says whether it exists. */
    readonly userId: string;
    /** Not with an id. */
    readonly email?: undefined;
    /** Not with an id. */
    readonly connection?: undefined;
}

/** The arguments of {@link getUserOutput}. */
export type GetUserOutputArgs = InputsOf<GetUserArgs>;

/** What {@link getUser} finds. */
export interface GetUserResult {
    /** The user's id, such as `auth0|507f1f77bcf86cd799439020`. */
    readonly userId: string;
    /** The connection to which the user belongs; that of the first account where several are linked. */
    readonly connection?: string;
}

/**
 * Looks a user up, by e-mail address or by id.
 *
 * Asks the tenant at once, at `pulumi preview` too, which needs the credentials then; what it finds is not kept from one call to
 * the next. Thousands may be asked for side by side: they share one connection and the tenant's rate limit.
 *
 * Needs the scope `read:users`. Source: https://auth0.com/docs/api/management/v2/users-by-email/get-users-by-email
 *
 * @param args - An e-mail address, with or without a connection, or an id.
 * @returns The user's id and connection.
 * @throws UserNotFoundError, SeveralUsersError where the address is that of several users, InvalidArgumentsError, or another
 * error for which {@link isAuthenticationMethodsError} is true. What a program does not catch ends it, with the message.
 *
 * @example The preference of a person's phone, by e-mail address.
 * ```ts
 * import { AuthenticationMethodSettings, getUser } from "pulumi-auth0-authentication-methods";
 *
 * const { userId } = await getUser({ email: "ada@example.com" });
 * new AuthenticationMethodSettings("ada-phone", {
 *     userId,
 *     authenticationMethodType: "phone",
 *     preferredAuthenticationMethod: "voice",
 * });
 * ```
 *
 * @example Many at once.
 * ```ts
 * import { getUser } from "pulumi-auth0-authentication-methods";
 *
 * const users = await Promise.all(["ada@example.com", "grace@example.com"].map((email) => getUser({ email })));
 * ```
 */
export async function getUser(args: GetUserArgs): Promise<GetUserResult> {
    return loadLookups().getUser(args);
}

/**
 * {@link getUser} for arguments that are outputs of other resources. Where one of them is not known at preview, so is the
 * result, and nothing is asked.
 *
 * @param args - As of {@link getUser}, each of them a value or an output.
 * @returns What {@link getUser} finds, as an output.
 *
 * @example A user whom another package creates.
 * ```ts
 * import type * as pulumi from "@pulumi/pulumi";
 * import { getUserOutput } from "pulumi-auth0-authentication-methods";
 *
 * export const connectionOf = (created: pulumi.CustomResource) => getUserOutput({ userId: created.id }).connection;
 * ```
 */
export function getUserOutput(args: GetUserOutputArgs): pulumi.Output<GetUserResult> {
    return pulumi.output(args as pulumi.Input<GetUserArgs>).apply((known) => getUser(known as GetUserArgs));
}
