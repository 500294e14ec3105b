// `npm run mutation`: changes the provider's code in thousands of small ways, one at a time, and looks whether a test
// notices. Writes docs/mutation.md; fails when fewer are noticed than is promised. What did not change since the last run
// is not tried again, unless `-- --force` is given. Every option of `stryker run` may be: `-- --mutate FILE` tries one file.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { toText } from "../../bench/report/table";
import { countMutants, type MutationReport, pageOf, problemsOf, tableOf } from "./page";

const repository = path.resolve(__dirname, "../..");
// All that is known, also of files that a run left alone.
const report = path.join(repository, "coverage/mutation/incremental.json");

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}

function stryker(options: readonly string[]): number {
    const cli = path.join(path.dirname(require.resolve("@stryker-mutator/core/package.json")), "bin/stryker.js");
    mkdirSync(path.dirname(report), { recursive: true });
    const args = [cli, "run", path.join(__dirname, "stryker.config.mjs"), ...options];
    return spawnSync(process.execPath, args, { cwd: repository, stdio: "inherit" }).status ?? 1;
}

function main(): void {
    const status = stryker(process.argv.slice(2));
    if (status !== 0) {
        process.exitCode = status;
        return;
    }
    const counts = countMutants(JSON.parse(readFileSync(report, "utf8")) as MutationReport);
    process.stdout.write(`\n${toText(tableOf(counts))}\n`);
    const version = (require("@stryker-mutator/core/package.json") as { readonly version: string }).version;
    writeFileSync(path.join(repository, "docs/mutation.md"), pageOf(counts, `StrykerJS ${version}`));
    const problems = problemsOf(counts);
    if (problems.length > 0) {
        say(`\nNot as promised:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
        process.exitCode = 1;
    }
}

main();
