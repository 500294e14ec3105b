// The package managers, which install with the registry and the caches of the user's npm.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "./command";

export type Manager = "npm" | "pnpm" | "yarn";

/** Installs what a folder's package.json asks for. Throws with what the manager says where it cannot. */
export const install = async (manager: Manager, folder: string, ...options: string[]): Promise<void> =>
    installers[manager](folder, options);

const installers: Readonly<Record<Manager, (folder: string, options: string[]) => Promise<void>>> = {
    npm: async (folder, options) => {
        const quiet = ["--no-audit", "--no-fund"];
        await run(folder, "npm", "install", "--prefer-offline", "--ignore-scripts", ...quiet, ...options);
    },
    pnpm: async (folder, options) => {
        const pnpm = path.join(path.dirname(require.resolve("pnpm")), "bin/pnpm.cjs");
        const own = ["--ignore-workspace", "--no-frozen-lockfile"];
        const args = ["install", "--prefer-offline", "--ignore-scripts", ...own, ...options];
        await run(folder, process.execPath, pnpm, ...args);
    },
    yarn: async (folder, options) => {
        writeFileSync(path.join(folder, ".yarnrc.yml"), await yarnSettings(folder));
        // Without a lock file of its own, a folder belongs to the next project above it.
        writeFileSync(path.join(folder, "yarn.lock"), "");
        const yarn = require.resolve("@yarnpkg/cli-dist/bin/yarn.js");
        await run(folder, process.execPath, yarn, "install", "--no-immutable", ...options);
    },
};

/** What yarn has to be told, as it does not read npm's settings: among them, where packages come from. */
async function yarnSettings(folder: string): Promise<string> {
    const npm = JSON.parse(await run(folder, "npm", "config", "list", "--json")) as Record<string, string | null>;
    const settings = {
        nodeLinker: "node-modules",
        enableScripts: false,
        enableTelemetry: false,
        npmRegistryServer: npm["registry"]?.replace(/\/$/, ""),
        ...(npm["registry"]?.startsWith("http:") && { unsafeHttpWhitelist: [new URL(npm["registry"]).hostname] }),
        ...(npm["proxy"] && { httpProxy: npm["proxy"] }),
        ...(npm["https-proxy"] && { httpsProxy: npm["https-proxy"] }),
    };
    return JSON.stringify(settings); // which is YAML
}
