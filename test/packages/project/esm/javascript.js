import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

const phone = new AuthenticationMethodSettings("phone", {
    userId: "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5",
    name: "ESM JavaScript",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

export const methodName = phone.name;
