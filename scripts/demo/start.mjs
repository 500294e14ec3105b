// `npm run demo` on a machine with Node alone, or with Node and Go: installs, builds and prepares what is missing, and
// then runs the demonstration. Uses nothing but Node.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Whether what npm last installed here is what the lock file says, packages for other platforms aside. */
function isInstalled() {
    try {
        const { packages: installed } = lockOf("node_modules/.package-lock.json");
        return Object.entries(lockOf("package-lock.json").packages)
            .filter(([name, { optional }]) => name.startsWith("node_modules/") && optional !== true)
            .every(([name, { version }]) => installed[name]?.version === version);
    } catch {
        return false;
    }
}

function lockOf(file) {
    return JSON.parse(readFileSync(path.join(repository, file), "utf8"));
}

/** Runs a command to its end; one that fails has said why, and ends this as well. */
function run(command, args, options = {}) {
    const { status, signal } = spawnSync(command, args, { cwd: repository, stdio: "inherit", ...options });
    if (status !== 0) {
        process.exit(signal === null ? (status ?? 1) : 1);
    }
}

/** npm as it runs this script, or the one on PATH. */
function npm(...args) {
    const cli = process.env["npm_execpath"];
    if (cli !== undefined && existsSync(cli)) {
        run(process.execPath, [cli, ...args]);
    } else {
        run("npm", args, { shell: process.platform === "win32" });
    }
}

function say(line) {
    process.stderr.write(`${line}\n`);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    say(`This is Node.js ${process.versions.node}, and the demonstration needs 20.19 or newer: https://nodejs.org`);
    process.exit(1);
}
if (!isInstalled()) {
    say("Installing the packages of this repository (npm ci). This is done once and takes about a minute.");
    npm("ci", "--loglevel=error");
}
say("Compiling the provider and the emulator.");
npm("run", "build", "--silent");
// Says for itself what it does, when there is anything to do.
run(process.execPath, ["scripts/engine/setup.mjs"], { stdio: ["ignore", "ignore", "inherit"] });
run(process.execPath, ["--require", "tsx/cjs", "scripts/demo/demo.ts"]);
