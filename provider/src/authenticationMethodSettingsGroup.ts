// The resource for many methods at once. One resource, since the engine checks and compares resources one after another and
// writes the whole state at each step: what takes minutes for a thousand single resources takes seconds for one group.

import * as pulumi from "@pulumi/pulumi";
import type { OriginalSettings } from "./core/outputShapes";
import type { PreferredAuthenticationMethod } from "./core/settings";
import { providerText, typeToken } from "./engine/permanentTexts";

/** One method of a group. At least one of `name` and `preferredAuthenticationMethod` is given. */
export interface AuthenticationMethodSettingsGroupEntry {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    readonly userId: pulumi.Input<string>;
    /**
     * The authentication method, such as `phone|dev_kXVq4drj3Mw6uCF5`. Exactly one of this and `authenticationMethodType` is
     * given.
     */
    readonly authenticationMethodId?: pulumi.Input<string | undefined>;
    /**
     * Instead of the id: the user's one confirmed method of this type, such as `phone`. It is looked up each time, so that a
     * user who enrols anew keeps what is declared: the next `pulumi up` sends it to the new method, and says so. None or
     * several of the type are an error that lists what the user has.
     */
    readonly authenticationMethodType?: pulumi.Input<string | undefined>;
    /**
     * What several confirmed methods of the type mean: `"only"`, an error; `"newest"`, the one that was created last. With
     * `authenticationMethodType` alone.
     *
     * @default "only"
     */
    readonly pick?: pulumi.Input<"only" | "newest" | undefined>;
    /** The name to keep. Left alone when it is not given. It is no secret: it stands in the state and in messages about drift. */
    readonly name?: pulumi.Input<string | undefined>;
    /**
     * How a phone method reaches the user, `"voice"` or `"sms"`. Left alone when it is not given. Phone methods alone.
     */
    readonly preferredAuthenticationMethod?: pulumi.Input<PreferredAuthenticationMethod | undefined>;
}

/** The arguments of {@link AuthenticationMethodSettingsGroup}. */
export interface AuthenticationMethodSettingsGroupArgs {
    /**
     * The methods, each with what is declared of it, and each at most once. An entry that is taken out is treated as
     * `onDelete` says. Their order does not matter. A change updates the resource. At most 6 MB of declarations, some 40,000
     * methods.
     */
    readonly settings: pulumi.Input<readonly pulumi.Input<AuthenticationMethodSettingsGroupEntry>[]>;
    /**
     * What happens to a method when its entry is taken out, and to all of them when the resource is deleted: `"retain"`
     * leaves them as they are; `"restore"` puts the declared settings back to what they were when the method was adopted.
     * No method is ever deleted. For entries that are taken out, what the program says now is what counts.
     *
     * @default "retain"
     */
    readonly onDelete?: pulumi.Input<"retain" | "restore" | undefined>;
    /**
     * The name of a block of the configuration `auth0-authentication-methods:tenants`, for all entries. A change replaces
     * the resource.
     *
     * @default the tenant of `auth0:domain`
     */
    readonly tenant?: pulumi.Input<string | undefined>;
}

/** One method of a group as it was adopted. */
export interface AdoptedGroupEntry {
    /** The user, such as `auth0|507f1f77bcf86cd799439020`. */
    readonly userId: string;
    /** Where the method is selected by its type, the one that was found last. */
    readonly authenticationMethodId: string;
    /** The type that the method is selected by, where it is. */
    readonly authenticationMethodType?: string;
    /** What several methods of the type mean, where it is declared. */
    readonly pick?: "only" | "newest";
    /** The method that was adopted at first, where a later enrolment has taken its place: `restore` concerns this one. */
    readonly adoptedMethodId?: string;
    /** Absent when it is not declared; null when it is declared and a refresh found no name. */
    readonly name?: string | null;
    /** Absent when it is not declared; null when it is declared and a refresh found no preference. */
    readonly preferredAuthenticationMethod?: string | null;
    /** Name and preference at adoption: what `restore` goes back to. */
    readonly originalSettings: Readonly<OriginalSettings>;
    /** There, and true, when Auth0's answer to the last change was lost: the next `pulumi up` looks after it. */
    readonly unfinished?: boolean;
}

/**
 * Adopts authentication methods that users of an Auth0 tenant already have, and keeps the name and preference of each as
 * declared: a whole staff as one resource.
 *
 * All users are read side by side, and so are the changes sent, as fast as the tenant's rate limit allows. Every entry is
 * tried. What succeeded is recorded; what failed is listed in the error, and the next `pulumi up` changes that
 * alone.
 *
 * A preview reads the tenant too, and prints which entries were changed behind Pulumi's back and which cannot be done.
 *
 * Needs the scopes `read:authentication_methods` and `update:authentication_methods`. Source:
 * https://auth0.com/docs/api/management/v2/users/patch-authentication-methods-by-authentication-method-id
 *
 * @group Resources
 *
 * @example Two methods of two users.
 * ```ts
 * import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
 *
 * new AuthenticationMethodSettingsGroup("staff", {
 *     settings: [
 *         {
 *             userId: "auth0|507f1f77bcf86cd799439020",
 *             authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5",
 *             preferredAuthenticationMethod: "voice",
 *         },
 *         {
 *             userId: "auth0|507f1f77bcf86cd799439021",
 *             authenticationMethodId: "webauthn-roaming|dev_nTfxQhX9mWk2PzLc",
 *             name: "Break-glass key",
 *         },
 *     ],
 * });
 * ```
 */
export class AuthenticationMethodSettingsGroup extends pulumi.CustomResource {
    /** The type token, by which policies and `isInstance` know the class. */
    static readonly __pulumiType = typeToken("AuthenticationMethodSettingsGroup");

    /** The methods that were adopted. One that failed is not among them. */
    declare public readonly settings: pulumi.Output<AdoptedGroupEntry[]>;
    /** What happens to methods that are no longer declared, where it is declared. */
    declare public readonly onDelete: pulumi.Output<"retain" | "restore" | undefined>;
    /** The named tenant, where one is declared. */
    declare public readonly tenant: pulumi.Output<string | undefined>;

    /**
     * @param name - The resource's name in the program and in the state.
     * @param args - What is declared.
     * @param opts - The options of every Pulumi resource. `customTimeouts` do not reach a dynamic provider: the
     * configuration `auth0-authentication-methods:operationTimeout` takes their place.
     */
    constructor(name: string, args: AuthenticationMethodSettingsGroupArgs, opts?: pulumi.CustomResourceOptions) {
        super(
            AuthenticationMethodSettingsGroup.__pulumiType,
            name,
            {
                onDelete: undefined,
                tenant: undefined,
                ...args,
                __provider: providerText("AuthenticationMethodSettingsGroup"),
            },
            // See AuthenticationMethodSettings: what is to be put back must be put back before it is adopted anew.
            pulumi.mergeOptions(args.onDelete === "restore" ? { deleteBeforeReplace: true } : {}, opts),
        );
    }

    /**
     * Whether a value is such a resource, whichever copy of this package made it.
     *
     * @param obj - Any value.
     */
    static override isInstance(obj: unknown): obj is AuthenticationMethodSettingsGroup {
        const type = (obj as { __pulumiType?: unknown } | null | undefined)?.__pulumiType;
        return type === AuthenticationMethodSettingsGroup.__pulumiType;
    }
}
