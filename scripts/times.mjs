// Measures how long the commands take that a newcomer types, each in a fresh clone of what is committed, and writes what it
// found into README.md and CONTRIBUTING.md: `npm run docs:times -- demo demo-on-path cit unit engine thorough`. That takes most of an hour, so
// each can be had alone.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findOrBuildEngine } from "./engine/setup.mjs";
import { layers } from "./layers.mjs";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const ground = mkdtempSync(path.join(os.tmpdir(), "times-"));
process.on("exit", () => rmSync(ground, { recursive: true, force: true, maxRetries: 3 }));

/** An environment whose caches are folders of this name: of npm, of Go, and of this repository's engine. */
function cachesNamed(name) {
    const folder = (kind) => {
        const made = path.join(ground, name, kind);
        mkdirSync(made, { recursive: true });
        return made;
    };
    return {
        ...process.env,
        XDG_CACHE_HOME: folder("cache"),
        npm_config_cache: folder("npm"),
        GOCACHE: folder("go-build"),
        GOMODCACHE: folder("go-mod"),
        // So that what Go fetched can be removed.
        GOFLAGS: "-modcacherw",
    };
}

/** Runs a command of npm in a fresh clone, and answers the time from typing it to its end. */
function timeInClone(args, env) {
    const clone = mkdtempSync(path.join(ground, "clone-"));
    run("git", ["clone", "--quiet", repository, clone], ground, process.env);
    return run("npm", args, clone, env);
}

function run(command, args, cwd, env) {
    process.stdout.write(`${command} ${args.join(" ")}\n`);
    const started = Date.now();
    const { status } = spawnSync(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) {
        throw new Error(`${command} ${args.join(" ")} ended with ${status}.`);
    }
    return (Date.now() - started) / 1000;
}

/** Cold: nothing is there but Node.js, Go and git, or a pulumi on PATH. Warm: in a second clone, with what the first one kept. */
async function coldAndWarm(args, { hasPulumi = false } = {}) {
    const env = {
        ...cachesNamed([...args, hasPulumi].join("-")),
        PATH: hasPulumi ? await pathWithPulumi() : process.env.PATH,
    };
    return [timeInClone(args, env), timeInClone(args, env)].map(inWords);
}

async function pathWithPulumi() {
    const { root } = await findOrBuildEngine();
    return [path.join(root, "bin"), process.env.PATH].join(path.delimiter);
}

const measurements = {
    demo: async () => ({ "README.md": [["`npm run demo`", ...(await coldAndWarm(["run", "demo"]))]] }),
    "demo-on-path": async () => ({
        "README.md": [
            ["`npm run demo`, with a `pulumi` on PATH", ...(await coldAndWarm(["run", "demo"], { hasPulumi: true }))],
        ],
    }),
    cit: async () => ({ "README.md": [["`npm cit`", ...(await coldAndWarm(["cit"]))]] }),
    // With the caches of whoever runs this.
    "cit-warm": async () => ({
        "README.md": [["`npm cit`", undefined, inWords(timeInClone(["cit"], process.env))]],
    }),
    ...Object.fromEntries(
        Object.keys(layers).map((layer) => [
            layer,
            async () => {
                run("npm", ["run", "pretest"], repository, process.env);
                const seconds = run("npm", ["run", `test:${layer}`], repository, process.env);
                return { "CONTRIBUTING.md": [[`\`npm run test:${layer}\``, inWords(seconds)]] };
            },
        ]),
    ),
};

function inWords(seconds) {
    const rounded = Math.round(seconds);
    const minutes = Math.floor(rounded / 60);
    return `${minutes > 0 ? `${minutes} min ` : ""}${rounded % 60} s`;
}

/** Puts rows in the place of those that begin with the same cell, in the table between the page's marks. */
function writeRows(page, rows) {
    const file = path.join(repository, page);
    const text = readFileSync(file, "utf8");
    const [whole, table = ""] = /<!-- times -->\n([\s\S]*?)<!-- end of times -->/.exec(text) ?? [];
    if (whole === undefined) {
        throw new Error(`${page} has no marks for the times.`);
    }
    const lines = table.split("\n");
    for (const row of rows) {
        const index = lines.findIndex((line) => line.startsWith(`| ${row[0]} `));
        if (index < 0) {
            throw new Error(`${page} has no row ${row[0]}.`);
        }
        const kept = lines[index].split("|").slice(1, -1);
        lines[index] = `|${kept.map((cell, column) => row[column] ?? cell).join("|")}|`;
    }
    const machine = `Measured by \`npm run docs:times\` with Node.js ${process.version.slice(1)} on ${os.availableParallelism()} CPUs.`;
    const last = lines.findIndex((line) => line.startsWith("Measured "));
    lines[last] = machine;
    writeFileSync(file, text.replace(table, lines.join("\n")));
    run("npx", ["biome", "format", "--write", page], repository, process.env);
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in measurements));
if (unknown.length > 0) {
    throw new Error(`Unknown: ${unknown.join(", ")}. There are ${Object.keys(measurements).join(", ")}.`);
}
for (const name of chosen.length > 0 ? chosen : Object.keys(measurements).filter((one) => one !== "cit-warm")) {
    for (const [page, rows] of Object.entries(await measurements[name]())) {
        writeRows(page, rows);
    }
}
