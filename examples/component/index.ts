// Two break-glass accounts, by the company's own component.

import * as pulumi from "@pulumi/pulumi";
import { BreakGlassAccount } from "./breakGlassAccount";

const config = new pulumi.Config();
const opts = { protect: config.requireBoolean("protect") };

const ops = new BreakGlassAccount("ops", { userId: config.require("opsUserId") }, opts);
const security = new BreakGlassAccount("security", { userId: config.require("securityUserId") }, opts);

export const names = pulumi.all([ops.keyName, ops.phoneName, security.keyName, security.phoneName]);
