// `npm run soak`: random sequences on the real engine, held against the model of this folder, until so many operations are
// done. Writes docs/soak.md; ends with 1 where a sequence does not do what the model says.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { describeSurroundings } from "../../bench/report/page";
import { disposeAll } from "../support/stack";
import { search } from "./property";
import { RealEngine } from "./realEngine";
import { emptyTally, operationsIn, type Tally } from "./tally";

const page = path.resolve(__dirname, "../../docs/soak.md");
const stepsInSequence = 40;
// A defect that is met again and again says nothing more.
const mostDefects = 5;

function say(text: string): void {
    process.stderr.write(`${text}\n`);
}

function readOptions(): { steps: number; seed: number; writesPage: boolean } {
    const { values } = parseArgs({
        options: {
            steps: { type: "string", default: "1000" },
            seed: { type: "string", default: "1" },
            "no-page": { type: "boolean", default: false },
        },
    });
    const [steps, seed] = [Number(values.steps), Number(values.seed)];
    if (!Number.isInteger(steps) || steps < 1 || !Number.isInteger(seed)) {
        throw new Error("npm run soak -- [--steps OPERATIONS] [--seed NUMBER] [--no-page]");
    }
    return { steps, seed, writesPage: !values["no-page"] };
}

function toPage(tally: Tally, facts: Readonly<Record<string, string | number>>): string {
    const rows = [
        ...Object.entries(facts),
        ["operations of the engine", operationsIn(tally)],
        ...Object.entries(tally.steps).map(([kind, count]) => [`— ${kind}`, count]),
        ["`up`s that converged", tally.converged],
        ["operations refused, as foreseen: a method is declared that is not there", tally.refused],
        ["answers of the tenant that were set to go wrong", tally.faults],
        ["processes killed in the middle of an operation", tally.kills],
        ["operations that a mishap or a kill made fail", tally.broken],
    ];
    return `# Random sequences on the real engine

This page is written by \`npm run soak\`: random sequences of edits of the program, operations of the engine, changes behind
Pulumi's back, new enrolments, answers that go wrong and processes that are killed, on the real engine against the emulated
tenant. After each operation, the state, the tenant, the requests and the words are held against a reference model
([test/model](../test/model/model.ts)). Each sequence ends with an \`up\` that must converge and a \`destroy\`.

| what | |
| --- | --- |
${rows.map(([what, value]) => `| ${what} | ${value} |`).join("\n")}
`;
}

async function main(): Promise<void> {
    const { steps, seed, writesPage } = readOptions();
    const surroundings = await describeSurroundings();
    const tally = emptyTally();
    const begin = Date.now();
    let [begun, sequences, defects] = [0, 0, 0];
    const stop = { isAsked: false };
    process.once("SIGTERM", () => {
        say("stopping when the sequences that are under way have ended");
        stop.isAsked = true;
    });
    const work = async (): Promise<void> => {
        while (operationsIn(tally) < steps && defects < mostDefects && !stop.isAsked) {
            const failure = await search({
                start: async (_emulator, config) => RealEngine.start(config),
                tally,
                seed: seed + begun++,
                sequences: 1,
                steps: stepsInSequence,
                shrinkFor: 0,
                commandFor: (found) => `npm run soak -- --steps 1 --no-page --seed ${found.seed}`,
            });
            sequences += 1;
            if (failure !== undefined) {
                defects += 1;
                say(failure);
            }
            const minutes = ((Date.now() - begin) / 60_000).toFixed(1);
            say(
                `${minutes} min: ${operationsIn(tally)} of ${steps} operations in ${sequences} sequences; ` +
                    `${tally.converged} ups converged, ${tally.faults} faults, ${tally.kills} kills, ${defects} defects`,
            );
        }
    };
    // An engine that starts leaves half of the machine to another one.
    await Promise.all(Array.from({ length: steps > 1 ? 2 : 1 }, work));
    const text = toPage(tally, {
        date: new Date().toISOString().slice(0, 10),
        with: surroundings,
        command: `\`npm run soak -- --steps ${steps} --seed ${seed}\``,
        minutes: Math.round((Date.now() - begin) / 60_000),
        ...(stop.isAsked && { "ended early": "yes" }),
        sequences,
        "**defects found**": `**${defects}**`,
    });
    process.stdout.write(text);
    if (writesPage) {
        writeFileSync(page, text);
    }
    process.exitCode = defects > 0 ? 1 : 0;
}

main()
    .catch((error: unknown) => {
        say(error instanceof Error ? (error.stack ?? error.message) : String(error));
        process.exitCode = 2;
    })
    .finally(disposeAll);
