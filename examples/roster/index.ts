// A staff's authentication methods as code: one line of a CSV file for each employee, one group for them all.

import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { readRoster } from "./roster";

const file = new pulumi.Config().get("file") ?? "roster.csv";

const staff = new AuthenticationMethodSettingsGroup("staff", {
    settings: readRoster(readFileSync(path.resolve(__dirname, file), "utf8"), file),
});

export const methods = staff.settings.apply((settings) => settings.length);
