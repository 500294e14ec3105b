// Two users' authentication methods as code: a phone that calls under a name of the company's, and a security key.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config("quickstart");

const phone = new AuthenticationMethodSettings("ada-phone", {
    userId: config.get("phoneUser") ?? "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: config.get("phoneMethod") ?? "phone|dev_kXVq4drj3Mw6uCF5",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

const key = new AuthenticationMethodSettings("grace-key", {
    userId: config.get("keyUser") ?? "auth0|507f1f77bcf86cd799439021",
    authenticationMethodId: config.get("keyMethod") ?? "webauthn-roaming|dev_nTfxQhX9mWk2PzLc",
    name: "Break-glass key",
    onDelete: "restore",
});

export const names = [phone.name, key.name];
