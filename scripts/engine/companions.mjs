// The two programs that the engine starts beside itself, and that its Go module does not hold: the host of dynamic
// providers and the host of policy packs. An engine from Pulumi's own installer brings both.

import { chmodSync, copyFileSync, existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const dynamicProviderHost = "pulumi-resource-pulumi-nodejs";
const policyHost = "pulumi-analyzer-policy-nodejs";

// Both find @pulumi/pulumi from the folder the engine starts them in: the project's, or the policy pack's.
const policyScript = `#!/bin/sh
exec node "$(node -p "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')")" "$@"
`;
const policyCommand = `@echo off\r
setlocal\r
for /f "delims=" %%i in ('node -p "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')"') do set SCRIPT=%%i\r
if DEFINED SCRIPT ( @node "%SCRIPT%" %* )\r
`;

/** Puts into `bin` what is not there yet. */
export function addCompanions(bin) {
    const suffix = process.platform === "win32" ? ".cmd" : "";
    const provider = path.join(bin, dynamicProviderHost + suffix);
    if (!existsSync(provider)) {
        copyFileSync(path.join(sdkFolder(), dynamicProviderHost + suffix), provider);
        chmodSync(provider, 0o755);
    }
    const policy = path.join(bin, policyHost + suffix);
    if (!existsSync(policy)) {
        writeFileSync(policy, suffix ? policyCommand : policyScript, { mode: 0o755 });
    }
}

/** The folder of the npm package @pulumi/pulumi. Throws where it is not installed, which setup.mjs says in words. */
export function sdkFolder() {
    return path.dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
}
