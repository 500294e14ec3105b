// Two users' authentication methods as code: a phone that calls, and a security key, each under a name of the company's.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config();

const phone = new AuthenticationMethodSettings("ada-phone", {
    userId: config.get("phoneUserId") ?? "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: config.get("phoneId") ?? "phone|dev_kXVq4drj3Mw6uCF5",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

const key = new AuthenticationMethodSettings("grace-key", {
    userId: config.get("keyUserId") ?? "auth0|507f1f77bcf86cd799439021",
    authenticationMethodId: config.get("keyId") ?? "webauthn-roaming|dev_nTfxQhX9mWk2PzLc",
    name: "Break-glass key",
    onDelete: "restore",
});

export const phoneName = phone.name;
export const keyName = key.name;
