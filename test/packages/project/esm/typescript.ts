import * as pulumi from "@pulumi/pulumi";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";

const args: AuthenticationMethodSettingsArgs = {
    userId: pulumi.output("auth0|507f1f77bcf86cd799439020"),
    authenticationMethodId: Promise.resolve("phone|dev_kXVq4drj3Mw6uCF5"),
    name: "ESM TypeScript",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
};

// Exported without types of their own, so that the compiler has to name the package's in the declarations it writes.
export const phone = new AuthenticationMethodSettings("phone", args);
export const methodName = phone.name;
export const originalSettings = phone.originalSettings;
