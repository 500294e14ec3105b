// A TOTP authenticator as code: who has the secret, in a safe or in an authenticator app, can sign in with its codes.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethod } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config();

const codes = new AuthenticationMethod(
    "break-glass-codes",
    {
        userId: config.get("userId") ?? "auth0|507f1f77bcf86cd799439021",
        type: "totp",
        name: "Break-glass codes",
        totpSecret: config.requireSecret("totpSecret"),
    },
    // Without it, a `pulumi destroy` deletes a way in which the account signs in.
    { protect: config.getBoolean("protect") ?? true },
);

export const methodId = codes.authenticationMethodId;
