// `npm run bench`: how large a resource is in the state, how many requests are sent, and what all of it costs beside a
// resource that does nothing. Fails on a size or a number of requests that is not as promised, never on a time.

import { disposeAll } from "../test/support/stack";
import { type Options, readOptions, usage } from "./options";
import { describeSurroundings, writePage } from "./report/page";
import { type Findings, type Table, toText } from "./report/table";
import { countRequests } from "./requests/count";
import { measureSizes } from "./size/measure";
import { measureSpeed } from "./speed/measure";

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}

async function run({ resources, rounds, repeats, explain, writesPage }: Options): Promise<void> {
    const surroundings = await describeSurroundings();
    process.stdout.write(`${surroundings}\n`);
    const tables: Table[] = [];
    const problems: string[] = [];
    const report = (findings: Findings) => {
        for (const table of findings.tables) {
            process.stdout.write(`\n${toText(table)}\n`);
        }
        tables.push(...findings.tables);
        problems.push(...findings.problems);
    };

    say("Sizes and requests: one resource of each type of method, each operation of the engine once.");
    // Nothing of these is a time, so they may get in each other's way.
    const [{ findings, breakdown }, counted] = await Promise.all([measureSizes(), countRequests()]);
    report(findings);
    if (explain) {
        process.stdout.write(breakdown.map((table) => `\n${toText(table)}\n`).join(""));
    }
    report(counted);
    say(`\nSpeed: ${resources} resources, ${rounds === 1 ? "one round" : `${rounds} rounds`}.`);
    report(await measureSpeed({ resources, rounds, repeats, say }));

    if (writesPage) {
        writePage(surroundings, tables);
        say("\nWritten to docs/performance.md.");
    }
    if (problems.length > 0) {
        say(`\nNot as promised:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
        process.exitCode = 1;
    }
}

async function main(): Promise<void> {
    let options: Options;
    try {
        options = readOptions(process.argv.slice(2));
    } catch (error) {
        say(`${(error as Error).message}\n\n${usage}`);
        process.exitCode = 2;
        return;
    }
    try {
        await run(options);
    } finally {
        disposeAll();
    }
}

main().catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
});
