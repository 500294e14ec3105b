// What strangers' tools would say of what is published: publint and "are the types wrong?" on each package as it is packed,
// and knip on the whole repository. `npm run check:packages`; the packages must have been built.

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../engine/run.mjs";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);
const published = ["provider", "emulator", "policy"];

const publint = path.join(path.dirname(require.resolve("publint")), "cli.js");
const attw = path.join(path.dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
const knip = path.join(path.dirname(require.resolve("knip")), "../bin/knip.js");

/** The tarball of a workspace, as `npm publish` would send it. */
async function pack(workspace, folder) {
    const args = ["pack", `./${workspace}`, "--pack-destination", folder, "--ignore-scripts", "--json"];
    const { ok, stdout, output } = await run("npm", args, { cwd: repository, env: process.env });
    if (!ok) {
        throw new Error(`npm ${args.join(" ")} failed:\n${output}`);
    }
    const [{ filename }] = Object.values(JSON.parse(stdout));
    return path.join(folder, filename);
}

/** Runs one of the tools, and tells how it went; what it printed only where it found something. */
async function check(name, ...args) {
    const { ok, output } = await run(process.execPath, args, { cwd: repository, env: process.env });
    process.stdout.write(`${ok ? "ok    " : "FAILED"} ${name}\n${ok ? "" : `${output}\n\n`}`);
    return ok;
}

async function checkPackage(workspace, folder) {
    const tarball = await pack(workspace, folder);
    return [
        await check(`publint ${workspace}`, publint, "run", tarball, "--strict"),
        await check(`attw ${workspace}`, attw, tarball, "--format", "ascii", "--no-color", "--no-emoji"),
    ];
}

const folder = mkdtempSync(path.join(tmpdir(), "check-packages-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const results = await Promise.all([
    check("knip", knip, "--treat-config-hints-as-errors", "--no-progress"),
    ...published.map((workspace) => checkPackage(workspace, folder)),
]);
process.exitCode = results.flat().every(Boolean) ? 0 : 1;
