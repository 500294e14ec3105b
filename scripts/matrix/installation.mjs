// What a leg runs on, from the npm registry: a Node.js, and the packages of this repository with another version of the
// Pulumi SDK. Both are kept in the user's cache folder, under a name that says what they were made from.

import { createHash } from "node:crypto";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import path from "node:path";
import { cacheFolder } from "../engine/pin.mjs";
import { run } from "../engine/run.mjs";

const keptUnusedMs = 7 * 24 * 60 * 60_000;
const sdk = "@pulumi/pulumi";

/** The files that differ from the repository's in a folder of {@link installPackages}. */
export const rootManifests = ["package.json", "package-lock.json"];

/** The folder of the `node` of a version, for the front of a PATH. */
export async function installNode(version, { log, env }) {
    const name = nodePackage();
    const root = await installOnce(`node-${version}-${process.platform}-${process.arch}`, env, async (folder) => {
        log(`Fetching Node.js ${version} (${name}). This is done once.`);
        writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "node", private: true }));
        await npm(["install", "--no-save", "--ignore-scripts", `${name}@${version}`], folder, env);
    });
    return path.join(root, "node_modules", name, "bin");
}

/** The package that npm's `node` fetches with a script of its own, as that one puts the name together. */
function nodePackage() {
    const { platform, arch } = process;
    const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
    return [prefix, platform === "win32" ? "win" : platform, arch].join("-");
}

/**
 * A folder with the packages that this repository needs and its root manifests, in which the SDK has another version. What
 * the lock file says of all else holds there too.
 */
export async function installPackages(version, { repository, files, log, env }) {
    const manifests = files.filter((file) => /(^|\/)(package(-lock)?\.json|\.npmrc)$/.test(file));
    const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${version}`);
    for (const file of manifests) {
        hash.update(`\0${file}\0`).update(readFileSync(path.join(repository, file)));
    }
    return installOnce(`packages-sdk-${version}-${hash.digest("hex").slice(0, 16)}`, env, async (folder) => {
        log(
            `Installing the packages with ${sdk} ${version}. This is done once, and anew when package-lock.json changes.`,
        );
        for (const file of files) {
            cpSync(path.join(repository, file), path.join(folder, file));
        }
        pinSdk(path.join(folder, "package.json"), version);
        await npm(["install", "--prefer-offline"], folder, env);
        // The sources were there for npm to link their commands. Those of a run are put in their place by the run.
        for (const file of files.filter((name) => !rootManifests.includes(name))) {
            rmSync(path.join(folder, file));
        }
    });
}

/** Changes the manifest of the repository's root; the workspaces ask for a range, in which the version must be. */
function pinSdk(file, version) {
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    manifest.devDependencies[sdk] = version;
    writeFileSync(file, `${JSON.stringify(manifest, undefined, 4)}\n`);
}

/** Makes a folder of the cache unless it is there. Whoever looks finds all of it or nothing, also with two at once. */
async function installOnce(name, env, make) {
    const cache = path.join(cacheFolder(env), "matrix");
    const root = path.join(cache, name);
    if (!existsSync(root)) {
        mkdirSync(cache, { recursive: true });
        removeUnused(cache);
        const folder = mkdtempSync(path.join(cache, ".new-"));
        try {
            await make(folder);
            renameSync(folder, root);
        } catch (error) {
            // Another was faster: what it made is the same.
            if (!existsSync(root)) {
                throw error;
            }
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }
    const now = new Date();
    utimesSync(root, now, now);
    return root;
}

/** Removes what older versions and manifests left, each hundreds of megabytes, and what was interrupted. */
function removeUnused(cache) {
    for (const name of readdirSync(cache)) {
        const folder = path.join(cache, name);
        if (Date.now() - statSync(folder).mtimeMs > keptUnusedMs) {
            rmSync(folder, { recursive: true, force: true });
        }
    }
}

/** npm as it runs this script, or the one on PATH. */
async function npm(args, cwd, env) {
    const cli = env["npm_execpath"];
    const [command, ...first] = cli !== undefined && existsSync(cli) ? [process.execPath, cli] : ["npm"];
    const { ok, output } = await run(command, [...first, ...args, "--no-audit", "--no-fund"], { cwd, env });
    if (!ok) {
        throw new Error(`npm ${args.join(" ")} failed:\n${output}`);
    }
}
