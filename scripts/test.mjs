// Runs layers of tests with mocha: `node scripts/test.mjs unit engine`. What begins with a dash, and what follows it, is mocha's.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { layerOf, layers, testFiles } from "./layers.mjs";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const args = process.argv.slice(2);
const end = args.findIndex((arg) => arg.startsWith("-"));
const chosen = end < 0 ? args : args.slice(0, end);
const options = end < 0 ? [] : args.slice(end);
const unknown = chosen.filter((name) => !(name in layers));
if (chosen.length === 0 || unknown.length > 0) {
    const known = Object.keys(layers).join(", ");
    process.stderr.write(`Say which of these layers: ${known}. Unknown: ${unknown.join(", ") || "none"}.\n`);
    process.exit(2);
}
const files = testFiles(repository).filter((file) => chosen.includes(layerOf(file)));
const nextLayers = Object.keys(layers).filter((name) => !chosen.includes(name));
process.stdout.write(
    `${files.length} files of tests (${chosen.join(", ")}); each is shown when it has ended. CONTRIBUTING.md says how long they take.\n` +
        (nextLayers.length > 0
            ? `Not run here: ${nextLayers.map((name) => `npm run test:${name}`).join(", ")}.\n`
            : ""),
);
const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const { status } = spawnSync(process.execPath, [mocha, ...options, ...files], { cwd: repository, stdio: "inherit" });
process.exit(status ?? 1);
