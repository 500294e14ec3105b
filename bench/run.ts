// `npm run bench`: how large a resource is in the state, how many requests are sent, what all of it costs, and how well the
// tenant's rate limit is used. Fails on what is the same on every machine and not as promised, never on a time.

import { disposeAll } from "../test/support/stack";
import { type Options, readOptions, usage } from "./options";
import { describeSurroundings, writeSection } from "./report/page";
import { toText } from "./report/table";
import { type Section, sections } from "./sections";

const names = sections.map(({ name }) => name);

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}

async function run(options: Options): Promise<void> {
    const surroundings = await describeSurroundings();
    process.stdout.write(`${surroundings}\n`);
    const problems: string[] = [];
    const isWanted = ({ name, isLong = false }: Section) =>
        options.only?.includes(name) ?? !(isLong && options.extent === "quick");
    for (const section of sections.filter(isWanted)) {
        say(`\n${section.title}: ${section.about(options)}.`);
        const findings = await section.run(options, say);
        for (const table of [...findings.tables, ...(findings.details ?? [])]) {
            process.stdout.write(`\n${toText(table)}\n`);
        }
        problems.push(...findings.problems);
        if (options.writesPage) {
            // At once: what comes after may fail.
            const script = options.extent === "full" ? "bench:full" : "bench";
            const measured = `Measured with ${surroundings}: \`npm run ${script} -- --only ${section.name}\`.`;
            writeSection(section, findings, measured, names);
        }
    }
    if (options.writesPage) {
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
        options = readOptions(process.argv.slice(2), names);
    } catch (error) {
        say(`${(error as Error).message}\n\n${usage(names)}`);
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
