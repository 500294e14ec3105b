// What it takes to load the provider's package, which every process of the engine's does once.

import { execFileSync } from "node:child_process";
import path from "node:path";
import { median } from "./statistics";

// @pulumi/pulumi is in that process already: the time for it is not ours.
const script = `require("@pulumi/pulumi/dynamic");
const started = performance.now();
require("pulumi-auth0-authentication-methods/provider");
process.stdout.write(String(performance.now() - started));`;

/** Milliseconds, the median of some new processes. */
export function measureLoading(): number {
    const cwd = path.resolve(__dirname, "../..");
    const times = Array.from({ length: 5 }, () =>
        Number(execFileSync(process.execPath, ["-e", script], { cwd, encoding: "utf8" })),
    );
    return median(times);
}
