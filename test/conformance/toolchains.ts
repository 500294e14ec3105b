// Python and Go, where a machine has them, and what the conformance tests need of each. What is missing is told in words,
// for a test to skip itself with: these tests must not ask more of a machine than the others do.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A program, and the environment that it is to be started in. */
export interface Program {
    readonly command: string;
    readonly env: NodeJS.ProcessEnv;
}

/** The program, or why there is none. */
export type Found = Program | { readonly missing: string };

const requirements = path.join(__dirname, "python", "requirements.txt");
const oldestPython = [3, 11] as const;
const installationLimit = 5 * 60_000;

/** Longer than any first-time installation or build takes. */
export const preparationLimit = 10 * 60_000;

/** Skips the tests of a suite, and says so where everybody sees it: mocha alone only counts them. */
export function skipVisibly(context: Mocha.Context, what: string, reason: string): never {
    process.stdout.write(`    SKIPPED: ${what}: ${reason}\n`);
    return context.skip();
}

let python: Promise<Found> | undefined;

/** Python with the packages of python/requirements.txt, which are installed once, into the user's cache. */
export function findPython(): Promise<Found> {
    python ??= preparePython(process.env);
    return python;
}

/** The Go program of a folder, built; Go itself keeps what it downloads and compiles. */
export async function buildGo(folder: string, output: string): Promise<Found> {
    const { findOnPath, run } = await import("../../scripts/engine/run.mjs");
    const go = findOnPath("go", process.env);
    if (go === undefined) {
        return { missing: "Go is not installed (no go on PATH)" };
    }
    // For this machine, whatever the user builds for otherwise, and without fetching a newer Go.
    const { GOOS: _os, GOARCH: _arch, ...rest } = process.env;
    const env = { ...loopbackOnly(rest), CGO_ENABLED: "0", GOWORK: "off", GOTOOLCHAIN: "local" };
    const download = await run(go, ["mod", "download"], { cwd: folder, env, timeoutMs: installationLimit });
    if (!download.ok) {
        return { missing: `go mod download failed: ${lastLine(download.output)}` };
    }
    const build = await run(go, ["build", "-mod=readonly", "-o", output, "."], { cwd: folder, env });
    if (!build.ok) {
        throw new Error(`go build failed:\n${build.output}`);
    }
    return { command: output, env };
}

async function preparePython(env: NodeJS.ProcessEnv): Promise<Found> {
    const { findOnPath, run } = await import("../../scripts/engine/run.mjs");
    const command = findOnPath("python3", env) ?? findOnPath("python", env);
    if (command === undefined) {
        return { missing: "Python is not installed (no python3 on PATH)" };
    }
    const about = "import sys; print(*sys.version_info[:2], sys.implementation.cache_tag)";
    const [major = "", minor = "", tag = ""] = (await run(command, ["-c", about], { env })).stdout.split(" ");
    if (Number(major) !== oldestPython[0] || !(Number(minor) >= oldestPython[1])) {
        const found = major === "" ? "does not run" : `is ${major}.${minor}`;
        return { missing: `${command} ${found}: Python ${oldestPython.join(".")} or newer is needed` };
    }
    const packages = await packagesFolder(tag, env);
    const missing = existsSync(packages) ? undefined : await install(command, packages, env);
    return missing === undefined
        ? { command, env: { ...loopbackOnly(env), PYTHONPATH: packages, PYTHONNOUSERSITE: "1" } }
        : { missing };
}

/** It carries what the packages depend on, so that a home shared by two machines serves both. */
async function packagesFolder(tag: string, env: NodeJS.ProcessEnv): Promise<string> {
    const { engineFolder } = await import("../../scripts/engine/pin.mjs");
    const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
    const name = `conformance-${digest}-${tag}-${process.platform}-${process.arch}`;
    return path.join(path.dirname(engineFolder(env)), name);
}

/** Returns undefined on success and else the reason in words. */
async function install(command: string, packages: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const { run } = await import("../../scripts/engine/run.mjs");
    process.stderr.write("Installing the Python packages of the conformance tests. This is done once.\n");
    mkdirSync(path.dirname(packages), { recursive: true });
    const folder = mkdtempSync(`${packages}.new-`);
    const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"];
    const only = ["--require-hashes", "--only-binary", ":all:", "--target", folder, "--requirement", requirements];
    try {
        const answer = await run(command, ["-m", "pip", "install", ...options, ...only], {
            env,
            timeoutMs: installationLimit,
        });
        if (!answer.ok) {
            return `pip install failed: ${lastLine(answer.output)}`;
        }
        // Where another process was first, what it made is as good.
        if (!existsSync(packages)) {
            renameSync(folder, packages);
        }
        return undefined;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** The emulator is on this machine, whatever proxy leads elsewhere. */
function loopbackOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return { ...env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
}

function lastLine(output: string): string {
    return output.split("\n").at(-1) || "it said nothing";
}

/** A folder for one suite, gone after it. */
export function temporaryFolder(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "conformance-"));
    after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}
