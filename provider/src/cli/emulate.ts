// `emulate`: starts the emulator, where the project has it.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as z from "zod";
import { exitCodes } from "./exitCodes";
import type { Progress } from "./progress";
import type { Surroundings } from "./surroundings";

const packageName = "auth0-authentication-methods-emulator";
const manifestSchema = z.object({ bin: z.record(z.string(), z.string()) });

/** Runs `emulate`. @returns The exit code of the emulator. */
export async function emulate(
    args: readonly string[],
    surroundings: Surroundings,
    progress: Progress,
): Promise<number> {
    const command = findEmulator(surroundings.cwd);
    if (command === undefined) {
        progress.line(
            `${packageName} is not installed here. Install it with \`npm install --save-dev ${packageName}\`, then run this again.`,
        );
        return exitCodes.noEmulator;
    }
    const { environment, cwd } = surroundings;
    const child = spawn(process.execPath, [command, ...args], { cwd, env: { ...environment }, stdio: "inherit" });
    // Who sends a signal to this process alone means the emulator. A terminal sends it to both, so that it may get it twice, and
    // the second time does not listen any more.
    let isToEnd = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.removeAllListeners(signal);
        process.on(signal, () => {
            isToEnd = true;
            child.kill(signal);
        });
    }
    return new Promise((resolve) => {
        child.once("error", () => resolve(exitCodes.failed));
        child.once("close", (code) => resolve(code ?? (isToEnd ? exitCodes.ok : exitCodes.failed)));
    });
}

/** The emulator that the project has, or the one that is installed beside this package. */
function findEmulator(cwd: string): string | undefined {
    for (const from of [path.join(cwd, "package.json"), __filename]) {
        try {
            const manifest = createRequire(from).resolve(`${packageName}/package.json`);
            const { bin } = manifestSchema.parse(JSON.parse(readFileSync(manifest, "utf8")));
            const file = bin[packageName];
            if (file !== undefined) {
                return path.join(path.dirname(manifest), file);
            }
        } catch {
            // Not there.
        }
    }
    return undefined;
}
