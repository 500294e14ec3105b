// The company's standard for a break-glass account, in one place: which methods it has, and what they are called.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

/** The arguments of {@link BreakGlassAccount}. */
export interface BreakGlassAccountArgs {
    /** The account, such as `auth0|507f1f77bcf86cd799439020`. It has one security key and one phone. */
    readonly userId: pulumi.Input<string>;
}

/**
 * A break-glass account's security key and phone, under the company's names, the phone to be called. Deleting it puts back
 * what was there before.
 */
export class BreakGlassAccount extends pulumi.ComponentResource {
    /** The name of the security key. */
    readonly keyName: pulumi.Output<string | undefined>;
    /** The name of the phone. */
    readonly phoneName: pulumi.Output<string | undefined>;

    /** @param opts - `protect: true` goes for both methods. */
    constructor(name: string, { userId }: BreakGlassAccountArgs, opts?: pulumi.ComponentResourceOptions) {
        super("company:identity:BreakGlassAccount", name, {}, opts);
        // The alias is for methods that a program declared by themselves before, under the same names: they move in here with
        // their original settings.
        const own = { parent: this, aliases: [{ parent: pulumi.rootStackResource }] };
        const standard = { userId, onDelete: "restore" } as const;

        const key = new AuthenticationMethodSettings(
            `${name}-key`,
            { ...standard, authenticationMethodType: "webauthn-roaming", name: "Break-glass key" },
            own,
        );
        const phone = new AuthenticationMethodSettings(
            `${name}-phone`,
            {
                ...standard,
                authenticationMethodType: "phone",
                name: "Break-glass phone",
                preferredAuthenticationMethod: "voice",
            },
            own,
        );
        this.keyName = key.name;
        this.phoneName = phone.name;
        this.registerOutputs({ keyName: this.keyName, phoneName: this.phoneName });
    }
}
