// Finds the Pulumi engine for the tests and the demonstration, or makes one in the user's cache folder, so that Node
// alone, or Node and Go, are enough on a fresh machine. Uses nothing but Node.
//
//     node scripts/engine/setup.mjs      says what it does on stderr, and where the engine is on stdout

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildEngine } from "./build.mjs";
import { addCompanions, sdkFolder } from "./companions.mjs";
import { downloadEngine } from "./installer.mjs";
import { acquireLock } from "./lock.mjs";
import { engineBinary, engineFolder, goPage, installationPage, isAtLeast, oldestGo, oldestVersion } from "./pin.mjs";
import { findOnPath, versionOf } from "./run.mjs";

/** What went wrong is for the user to mend: `message` says all of it, and a stack trace would only hide that. */
export class EngineError extends Error {
    name = "EngineError";
}

/** What makes an engine where none is found, in the order in which they are tried. */
export const engineMakers = [
    { source: "download", make: downloadEngine },
    { source: "build", make: buildEngine },
];

/**
 * Finds the engine: `pulumi` on PATH, the cache folder, Pulumi's download, a build from the Go module, in this order.
 * `makers` replaces the last two in tests.
 */
export async function findOrBuildEngine({ log = logToStderr, env = process.env, makers = engineMakers } = {}) {
    const reasons = [];
    const installed = await engineOnPath(env, reasons);
    if (installed !== undefined) {
        return installed;
    }
    const root = engineFolder(env);
    return (await cachedEngine(root, env)) ?? (await makeEngine(root, { log, env, makers, reasons }));
}

function logToStderr(line) {
    process.stderr.write(`${line}\n`);
}

async function engineOnPath(env, reasons) {
    const command = findOnPath("pulumi", env);
    if (command === undefined) {
        reasons.push("there is no pulumi on PATH");
        return undefined;
    }
    const version = await versionOf(command, env);
    if (version === undefined || !isAtLeast(version, oldestVersion)) {
        const found = version === undefined ? "does not run" : `is version ${version}`;
        reasons.push(`${command} ${found}: ${oldestVersion} or newer is needed`);
        return undefined;
    }
    return { root: path.dirname(path.dirname(command)), command, version, source: "path" };
}

async function cachedEngine(root, env) {
    const command = engineBinary(root);
    const version = await versionOf(command, env);
    if (version === undefined) {
        return undefined;
    }
    addCompanions(path.dirname(command));
    return { root, command, version, source: "cache" };
}

async function makeEngine(root, { log, env, makers, reasons }) {
    requireSdk();
    const interruption = new AbortController();
    const signal = interruption.signal;
    const cleanUps = [];
    const cleanUp = () => {
        for (const action of cleanUps.splice(0).reverse()) {
            action();
        }
    };
    const stopListening = onInterruption(() => {
        interruption.abort(new EngineError("Interrupted while preparing the Pulumi engine."));
        cleanUp();
    });
    try {
        cleanUps.push(await acquireLock(`${root}.lock`, { log, signal }));
        // Another process may have made it while this one waited.
        const made = await cachedEngine(root, env);
        if (made !== undefined) {
            return made;
        }
        for (const { source, make } of makers) {
            removeLeftovers(root);
            const folder = mkdtempSync(`${root}.new-`);
            cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
            mkdirSync(path.join(folder, "bin"));
            const reason =
                (await make(folder, { log, env, signal })) ?? (await moveIntoPlace(folder, root, { env, source }));
            signal.throwIfAborted();
            if (reason === undefined) {
                return { ...(await cachedEngine(root, env)), source };
            }
            reasons.push(reason);
        }
        throw new EngineError(messageFor(reasons));
    } finally {
        cleanUp();
        stopListening();
    }
}

/** The new engine runs before anything sees it; a reader finds the old folder or the new one, and never half of it. */
async function moveIntoPlace(folder, root, { env, source }) {
    const command = engineBinary(folder);
    const version = await versionOf(command, env);
    if (version === undefined || !isAtLeast(version, oldestVersion)) {
        return `the engine from the ${source} does not run here`;
    }
    addCompanions(path.dirname(command));
    // What stands there does not run, else it had been used. A folder cannot be renamed over one that is not empty.
    rmSync(root, { recursive: true, force: true });
    renameSync(folder, root);
    return undefined;
}

/** Half-made engines of processes that were killed. Only the lock's owner has one, so these are nobody's. */
function removeLeftovers(root) {
    const prefix = `${path.basename(root)}.new-`;
    for (const name of readdirSync(path.dirname(root))) {
        if (name.startsWith(prefix)) {
            rmSync(path.join(path.dirname(root), name), { recursive: true, force: true });
        }
    }
}

function requireSdk() {
    try {
        sdkFolder();
    } catch {
        throw new EngineError("The npm package @pulumi/pulumi is not installed: run `npm ci` first.");
    }
}

function messageFor(reasons) {
    return [
        "No Pulumi engine was found, and none could be made here:",
        ...reasons.map((reason) => `  - ${reason}`),
        "Install one of these two and run this again:",
        `  - the Pulumi CLI, ${oldestVersion} or newer: ${installationPage}`,
        `  - Go, ${oldestGo} or newer, with access to a Go module proxy: ${goPage}`,
    ].join("\n");
}

/** Runs `action` on Ctrl-C and the like, and then lets the signal do what it would have done. */
function onInterruption(action) {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    const listener = (name) => {
        stop();
        action();
        // Where somebody else listens too, what follows is theirs.
        if (process.listenerCount(name) === 0) {
            process.kill(process.pid, name);
        }
    };
    const stop = () => {
        for (const name of signals) {
            process.off(name, listener);
        }
    };
    for (const name of signals) {
        process.on(name, listener);
    }
    return stop;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    try {
        const { root } = await findOrBuildEngine();
        process.stdout.write(`The Pulumi engine is in ${root}\n`);
    } catch (error) {
        process.stderr.write(`${error instanceof EngineError ? error.message : error.stack}\n`);
        process.exitCode = 1;
    }
}
