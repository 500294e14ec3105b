// One leg of the matrix: a copy of this repository with another Pulumi SDK, built and tested with another Node.js.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { installNode, installPackages, rootManifests } from "./installation.mjs";
import { testFilesOf } from "./legs.mjs";

/**
 * Runs a leg, or of its files those that begin with one of `only`, and answers `{ passed, failed, pending, seconds }`. What
 * mocha prints goes to stdout as it comes. Throws when there is nothing that could be run.
 */
export async function runLeg(leg, { repository, files, only, isQuick, log, env }) {
    const isChosen = (file) => only.length === 0 || only.some((start) => file.startsWith(start));
    const chosen = testFilesOf(files, isQuick || leg.isShort).filter(isChosen);
    if (chosen.length === 0) {
        throw new Error(`No test file of this leg begins with ${only.join(" or ")}`);
    }
    const node = await installNode(leg.node, { log, env });
    const packages = await installPackages(leg.sdk, { repository, files, log, env });
    const copy = realpathSync(mkdtempSync(path.join(tmpdir(), `matrix-${leg.name}-`)));
    const remove = () => rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
    process.on("exit", remove);
    try {
        copyRepository(copy, { packages, repository, files });
        requireOneSdk(copy, leg.sdk);
        const legEnv = {
            ...env,
            PATH: `${node}${path.delimiter}${env.PATH ?? ""}`,
            MATRIX_NODE: leg.node,
            MATRIX_SDK: leg.sdk,
        };
        const { findOrBuildEngine } = await import(pathToFileURL(path.join(copy, "scripts/engine/setup.mjs")).href);
        const engine = await findOrBuildEngine({ log, env: legEnv });
        log(`Node.js ${leg.node}, @pulumi/pulumi ${leg.sdk}, Pulumi engine ${engine.version} (${engine.source})`);
        await build(copy, legEnv);
        return await test(copy, chosen, legEnv);
    } finally {
        process.off("exit", remove);
        remove();
    }
}

/** The files as they stand in the work tree, beside the leg's packages. */
function copyRepository(copy, { packages, repository, files }) {
    cpSync(packages, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    for (const file of files.filter((name) => !rootManifests.includes(name))) {
        mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
        cpSync(path.join(repository, file), path.join(copy, file));
    }
}

/** With two copies, tests of one would say nothing of a provider that runs on the other. */
function requireOneSdk(copy, version) {
    const { packages } = JSON.parse(readFileSync(path.join(copy, "node_modules/.package-lock.json"), "utf8"));
    const copies = Object.keys(packages).filter((name) => name.endsWith("node_modules/@pulumi/pulumi"));
    const found = copies.map((name) => `${packages[name].version} in ${name}`).join(", ");
    if (found !== `${version} in node_modules/@pulumi/pulumi`) {
        throw new Error(`@pulumi/pulumi ${version} and no other should be there, and there is ${found || "none"}.`);
    }
}

async function build(cwd, env) {
    const { code, output } = await start(
        ["node_modules/typescript/bin/tsc", "--build", "emulator", "provider", "policy"],
        cwd,
        env,
    );
    if (code !== 0) {
        throw new Error(`It does not compile:\n${output}`);
    }
}

/** With the repository's own settings of mocha, but for the files. */
async function test(cwd, spec, env) {
    const settings = path.join(cwd, ".mocharc.json");
    writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, "utf8")), spec }));
    const started = Date.now();
    const echo = (text) => process.stdout.write(text);
    const options = ["--no-color", "--forbid-only"];
    const { code, output } = await start(["node_modules/mocha/bin/mocha.js", ...options], cwd, env, echo);
    const [passed, failed, pending] = ["passing", "failing", "pending"].map((word) => countOf(word, output));
    // A mocha that ended early counted nothing, or not all.
    const isComplete = passed + failed > 0 && (code === 0) === (failed === 0);
    return {
        passed,
        failed: isComplete ? failed : Math.max(failed, 1),
        pending,
        seconds: (Date.now() - started) / 1000,
    };
}

/** The number before a word of mocha's closing lines, the last that there is. */
function countOf(word, output) {
    return Number([...output.matchAll(new RegExp(`^ +(\\d+) ${word}\\b`, "gm"))].at(-1)?.[1] ?? 0);
}

/** Starts the `node` of a PATH and waits for its end. */
async function start(args, cwd, env, echo = () => {}) {
    const child = spawn("node", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => child.kill();
    process.on("exit", stop);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text) => {
            output += text;
            echo(text);
        });
    }
    const [code] = await once(child, "close");
    process.off("exit", stop);
    return { code, output };
}
