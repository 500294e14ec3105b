// Whether all of this works with other versions than those it is developed with. Uses nothing but Node, git and npm.
//
//     npm run test:matrix                    all legs of legs.mjs
//     npm run test:matrix -- --leg lowest    one
//     npm run test:matrix -- --quick         the short form, on the lowest and the newest
//     npm run test:matrix -- test/settings/  of each leg the files whose names begin so

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runLeg } from "./leg.mjs";
import { leftOut, legs, shortForm } from "./legs.mjs";

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What git knows or would add, as it stands in the work tree. */
function repositoryFiles() {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
    const names = execFileSync("git", args, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 26 }).split("\0");
    return names.filter((name) => name !== "" && existsSync(path.join(repository, name)));
}

function say(line) {
    process.stdout.write(`${line}\n`);
}

function chosenLegs({ leg: name, quick }) {
    if (name === undefined) {
        return legs.filter(({ isShort }) => !(quick && isShort));
    }
    const named = legs.filter((leg) => leg.name === name);
    if (named.length === 0) {
        throw new Error(`There is no leg ${name}: ${legs.map((leg) => leg.name).join(", ")}`);
    }
    return named;
}

async function resultOf(leg, options) {
    try {
        return await runLeg(leg, options);
    } catch (error) {
        say(error.message);
        return { passed: 0, failed: 1, pending: 0, seconds: 0 };
    }
}

function row(cells) {
    const widths = [10, 10, 10, 9, 9, 9];
    return cells
        .map((cell, index) => String(cell).padEnd(widths[index] ?? 0))
        .join("")
        .trimEnd();
}

async function main() {
    const { values, positionals: only } = parseArgs({
        options: { leg: { type: "string" }, quick: { type: "boolean", default: false } },
        allowPositionals: true,
    });
    const options = { repository, files: repositoryFiles(), only, isQuick: values.quick, log: say, env: process.env };
    const rows = [row(["leg", "Node.js", "SDK", "passed", "failed", "pending", "seconds"])];
    if (values.quick) {
        say(`The short form: ${shortForm.join(", ")}`);
    }
    for (const { pattern, reason } of leftOut) {
        say(`Left out: ${pattern}, which ${reason}.`);
    }
    for (const leg of chosenLegs(values)) {
        say(`\n=== ${leg.name}${leg.isShort && !values.quick ? ", the short form" : ""}`);
        const { passed, failed, pending, seconds } = await resultOf(leg, options);
        rows.push(row([leg.name, leg.node, leg.sdk, passed, failed, pending, Math.round(seconds)]));
        if (failed > 0) {
            process.exitCode = 1;
        }
    }
    say(`\n${rows.join("\n")}`);
}

// So that the listeners for the end of this process run, which end and remove what is left.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => process.exit(1));
}

await main().catch((error) => {
    say(error.message);
    process.exitCode = 1;
});
