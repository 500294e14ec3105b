// An administrator's phone, which the pack of this example lets pass beside a passkey alone.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config();
const userId = config.get("userId") ?? "auth0|507f1f77bcf86cd799439020";
const laptopId = config.get("laptopId");

const phone = new AuthenticationMethodSettings("administrator-phone", {
    userId,
    authenticationMethodId: config.get("phoneId") ?? "phone|dev_kXVq4drj3Mw6uCF5",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
});

if (laptopId !== undefined) {
    new AuthenticationMethodSettings("administrator-laptop", {
        userId,
        authenticationMethodId: laptopId,
        name: "Work laptop",
    });
}

export const preference = phone.preferredAuthenticationMethod;
