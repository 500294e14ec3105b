// docs/mutation.md: how many of the changes to each part of the provider a test notices.

import type { Table } from "../../bench/report/table";
import { toMarkdown } from "../../bench/report/table";

/** What StrykerJS reports, as far as it is read here. */
export interface MutationReport {
    readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

interface Module {
    readonly name: string;
    readonly files: RegExp;
    /** The part of the mutants, in per cent, that must be noticed; measured alone where there is none. */
    readonly least?: number;
}

interface Counts {
    readonly module: Module;
    readonly killed: number;
    readonly timeout: number;
    readonly survived: number;
    readonly untested: number;
    readonly ignored: number;
}

/** The first that a file belongs to counts. */
const modules: readonly Module[] = [
    { name: "plan: core/plan.ts", files: /^core\/plan\.ts$/, least: 85 },
    { name: "decideRetry: auth0/retry.ts, auth0/retryBudget.ts", files: /^auth0\/retry(?:Budget)?\.ts$/, least: 85 },
    { name: "paths: auth0/paths.ts", files: /^auth0\/paths\.ts$/, least: 85 },
    { name: "rate control: auth0/rate", files: /^auth0\/rate\//, least: 85 },
    { name: "configuration", files: /^configuration\//, least: 85 },
    { name: "core, the rest", files: /^core\// },
    { name: "auth0, the rest", files: /^auth0\// },
    { name: "tenant", files: /^tenant\// },
];

export function countMutants({ files }: MutationReport): readonly Counts[] {
    const statuses = new Map(modules.map((module) => [module, [] as string[]]));
    for (const [file, { mutants }] of Object.entries(files)) {
        const inside = file.replace("provider/src/", "");
        const module = modules.find((candidate) => candidate.files.test(inside));
        if (module === undefined) {
            throw new Error(`${file} is in no module of ${__filename}.`);
        }
        statuses.get(module)?.push(...mutants.map(({ status }) => status));
    }
    return modules.map((module) => {
        const count = (wanted: string) => statuses.get(module)?.filter((status) => status === wanted).length ?? 0;
        return {
            module,
            killed: count("Killed"),
            timeout: count("Timeout"),
            survived: count("Survived"),
            untested: count("NoCoverage"),
            ignored: count("Ignored"),
        };
    });
}

function total({ killed, timeout, survived, untested }: Counts): number {
    return killed + timeout + survived + untested;
}

/** In per cent; nothing where nothing was tried yet. */
function score(counts: Counts): number {
    return (100 * (counts.killed + counts.timeout)) / Math.max(1, total(counts));
}

/** What is not as promised. */
export function problemsOf(all: readonly Counts[]): string[] {
    return all
        .filter((counts) => score(counts) < (counts.module.least ?? 0))
        .map(
            (counts) => `${counts.module.name}: ${score(counts).toFixed(1)} % of ${total(counts)} mutants are noticed`,
        );
}

export function tableOf(all: readonly Counts[]): Table {
    return {
        title: "Mutants by module",
        columns: [
            "provider/src",
            "mutants",
            "killed",
            "timeout",
            "survived",
            "not run",
            "left out",
            "score",
            "at least",
        ],
        rows: all.map((counts) => [
            counts.module.name,
            ...[total(counts), counts.killed, counts.timeout, counts.survived, counts.untested].map(String),
            String(counts.ignored),
            total(counts) === 0 ? "not tried" : `${score(counts).toFixed(1)} %`,
            counts.module.least === undefined ? "-" : `${counts.module.least} %`,
        ]),
        notes: [],
    };
}

/** @param tool - By what it was measured, with its version. */
export function pageOf(all: readonly Counts[], tool: string): string {
    return `# Would a test notice?

This page is written by \`npm run mutation\`: ${tool} changes the code in one small way at a time (a mutant: a condition
turned round, a number's sign, a text emptied) and runs the tests that reach the place. A mutant is killed when one of them
fails; it has timed out, which counts as killed, when one of them does not end any more. What survives is a change that no
test notices: most often one that makes no difference, such as a bound that is a hair wider. What no test reaches was not
run, and counts as survived. What is read once, when a file is loaded, is left out where the command was told so
(\`-- --ignoreStatic\`): each of these changes takes all tests.

The tests are those of \`provider/test\`, without the fuzz and the unreliable sockets, which take their time: what only
these, the tests on the real engine or the simulations of the rate control notice counts as survived.

${toMarkdown(tableOf(all))}

The command fails where the score is below the last column. The mutants one by one: \`coverage/mutation/report.html\`, after a
run.
`;
}
