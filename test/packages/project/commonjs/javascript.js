const { AuthenticationMethodSettings } = require("pulumi-auth0-authentication-methods");

const phone = new AuthenticationMethodSettings("phone", {
    userId: "auth0|507f1f77bcf86cd799439020",
    authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5",
    name: "CommonJS JavaScript",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

exports.methodName = phone.name;
