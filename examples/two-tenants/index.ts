// One program for two tenants: the one of `auth0:domain`, and the one whose block of the configuration is named "eu".

import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";

const config = new pulumi.Config();

const phone = new AuthenticationMethodSettings("ada-phone", {
    userId: config.require("phoneUserId"),
    authenticationMethodType: "phone",
    name: "Work phone",
    preferredAuthenticationMethod: "voice",
    onDelete: "restore",
});

const key = new AuthenticationMethodSettings("grace-key", {
    tenant: "eu",
    userId: config.require("keyUserId"),
    authenticationMethodType: "webauthn-roaming",
    name: "Break-glass key",
    onDelete: "restore",
});

export const phoneName = phone.name;
export const keyName = key.name;
