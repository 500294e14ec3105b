// Methods by their type instead of their id: whoever enrols a new phone or a new key keeps what is declared.

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config();

// The one phone that the user has. Two of them would be an error that lists both.
const phone = new AuthenticationMethodSettings("ada-phone", {
    userId: config.require("userId"),
    authenticationMethodType: "phone",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

// Of several phones, the one that was enrolled last.
const onCall = new AuthenticationMethodSettings("on-call-phone", {
    userId: config.require("onCallUserId"),
    authenticationMethodType: "phone",
    pick: "newest",
    name: "On-call phone",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

// The entries of a group select in the same way.
new AuthenticationMethodSettingsGroup("keys", {
    settings: config.requireObject<string[]>("keyUserIds").map((userId) => ({
        userId,
        authenticationMethodType: "webauthn-roaming",
        name: "Office key",
    })),
    onDelete: "restore",
});

export const phoneId = phone.authenticationMethodId;
export const onCallPhoneId = onCall.authenticationMethodId;
