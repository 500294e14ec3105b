// The engine from its published Go module, for a machine that reaches a Go module proxy but not Pulumi's downloads.

import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { engineBinary, engineVersion, isAtLeast, oldestGo } from "./pin.mjs";
import { findOnPath, run } from "./run.mjs";

const moduleFolder = path.dirname(fileURLToPath(import.meta.url));
const enginePackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const reportEveryMs = 25_000;
const tailLines = 15;

/** Builds an engine into `root/bin`. Returns undefined on success and else the reason in words. */
export async function buildEngine(root, { log, env, signal }) {
    const go = findOnPath("go", env);
    if (go === undefined) {
        return "Go is not installed (no go on PATH)";
    }
    const goEnvironment = environmentOf(env);
    const tooOld = await reasonAgainst(go, goEnvironment);
    if (tooOld !== undefined) {
        return tooOld;
    }
    log(
        `Building the Pulumi engine v${engineVersion} from its Go module. This is done once and takes about six ` +
            `minutes; the result is kept in ${path.dirname(root)}.`,
    );
    const started = Date.now();
    const reports = setInterval(() => log(`Still building the Pulumi engine: ${elapsed(started)}.`), reportEveryMs);
    try {
        const { ok, output } = await run(go, buildArguments(root), { cwd: moduleFolder, env: goEnvironment, signal });
        if (!ok) {
            return `go build failed after ${elapsed(started)}:\n${tailOf(output)}`;
        }
    } finally {
        clearInterval(reports);
    }
    log(`Built the Pulumi engine in ${elapsed(started)}.`);
    return undefined;
}

function buildArguments(root) {
    const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`;
    return [
        "build",
        "-mod=readonly",
        "-trimpath",
        ...["-tags", "osusergo grpcnotrace"],
        ...["-ldflags", `-w -s ${version}`],
        ...["-o", engineBinary(root)],
        enginePackage,
    ];
}

/** For this machine, whatever the user builds for otherwise, and without a workspace file further up. */
function environmentOf(env) {
    const { GOOS: _os, GOARCH: _arch, ...rest } = env;
    return { ...rest, CGO_ENABLED: "0", GOWORK: "off" };
}

async function reasonAgainst(go, env) {
    // Asked outside the module: inside, a Go that may fetch toolchains would fetch one to answer this.
    const options = { cwd: os.tmpdir(), env, timeoutMs: 60_000 };
    const answer = await run(go, ["version"], options);
    const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(answer.stdout)?.[1];
    if (version === undefined) {
        return `${go} does not run: ${answer.output || "no answer"}`;
    }
    if (isAtLeast(version, oldestGo)) {
        return undefined;
    }
    // Since 1.21, Go fetches the toolchain that a module asks for, unless it is told to stay local.
    const { stdout: toolchain } = await run(go, ["env", "GOTOOLCHAIN"], options);
    return isAtLeast(version, "1.21.0") && !toolchain.startsWith("local")
        ? undefined
        : `Go ${version} is too old: Go ${oldestGo} or newer is needed (${go})`;
}

function tailOf(output) {
    const lines = output.split("\n").filter((line) => !line.startsWith("go: downloading "));
    return lines
        .slice(-tailLines)
        .map((line) => `      ${line}`)
        .join("\n");
}

function elapsed(since) {
    const seconds = Math.round((Date.now() - since) / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
