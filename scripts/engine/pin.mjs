// What engine this repository uses, and where it stands: the one place to change when it moves to a newer one.

import os from "node:os";
import path from "node:path";

/** The engine that is downloaded or built. go.mod requires the same version, and a test compares the two. */
export const engineVersion = "3.259.0";

/** The oldest `pulumi` on PATH that will do: the first that takes `inputs` from a dynamic provider's read. */
export const oldestVersion = "3.216.0";

/** The oldest Go that builds it, as go.mod says. */
export const oldestGo = "1.26.0";

export const installationPage = "https://www.pulumi.com/docs/install/";
export const goPage = "https://go.dev/dl/";

/** The folder of one engine. It carries version and platform, so that a home shared by two machines serves both. */
export function engineFolder(env) {
    const name = `engine-v${engineVersion}-${process.platform}-${process.arch}`;
    return path.join(cacheFolder(env), name);
}

/** This repository's folder in the user's cache. */
export function cacheFolder(env) {
    return path.join(userCacheFolder(env), "pulumi-auth0-authentication-methods");
}

function userCacheFolder(env) {
    const home = env.HOME || os.homedir();
    switch (process.platform) {
        case "win32":
            return env.LOCALAPPDATA || path.join(os.homedir(), "AppData", "Local");
        case "darwin":
            return path.join(home, "Library", "Caches");
        default:
            // The XDG specification: a relative path is invalid and to be ignored.
            return env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)
                ? env.XDG_CACHE_HOME
                : path.join(home, ".cache");
    }
}

/** Where the Automation API looks for the engine: `PulumiCommand.get({ root })` runs `root/bin/pulumi`. */
export function engineBinary(root) {
    return path.join(root, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
}

/** Compares two versions by their three numbers; what follows them (`-dev`, `+build`, `rc1`) does not matter here. */
export function isAtLeast(version, floor) {
    const [a, b] = [numbersOf(version), numbersOf(floor)];
    const difference = a.map((number, index) => number - b[index]).find((delta) => delta !== 0);
    return (difference ?? 0) >= 0;
}

function numbersOf(version) {
    const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
    return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : [0, 0, 0];
}
