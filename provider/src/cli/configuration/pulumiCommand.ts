// The Pulumi CLI of the machine, asked for what it alone knows. It is found on PATH, as a user's shell finds it.

import { spawn } from "node:child_process";
import type { Environment } from "../../configuration/sources";

/** How the Pulumi CLI ended. */
export interface PulumiResult {
    readonly isOk: boolean;
    /** It may hold secrets. */
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the Pulumi CLI. @returns Undefined when there is none. */
export async function runPulumi(
    args: readonly string[],
    cwd: string,
    environment: Environment,
): Promise<PulumiResult | undefined> {
    return new Promise((resolve) => {
        // Without an input, it asks nobody for a passphrase.
        const child = spawn("pulumi", args, { cwd, env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
        });
        child.once("error", () => resolve(undefined));
        child.once("close", (code) => resolve({ isOk: code === 0, stdout, stderr }));
    });
}
