// How well the rate limit is used: every cell in virtual time, some over real HTTP, and what happens when the tenant fails.

import type { Extent } from "../options";
import type { Findings, Image, Page } from "../report/findings";
import type { Table } from "../report/table";
import {
    type Cell,
    cells,
    fastRate,
    isBoundByClient,
    leastFairness,
    leastUtilisation,
    mostRefused,
    mostUnderWay,
} from "./cells";
import { measureFaults } from "./faults";
import { measureOverHttp } from "./http";
import { drawRuns } from "./plots";
import { simulate } from "./simulate";

export interface RatesOptions {
    readonly extent: Extent;
    readonly say: (line: string) => void;
}

/** The mean of a cell's runs, and the worst of them. */
export interface Outcome {
    readonly cell: Cell;
    readonly utilisation: number;
    readonly refused: number;
    readonly worstUtilisation: number;
    readonly worstRefused: number;
    readonly fairness: number;
    readonly lost: number;
}

// The processes' clocks are an hour fast and an hour slow: it must make no difference.
const skew = 3_600_000;
const firstSeed = 101;

export async function measureRates({ extent, say }: RatesOptions): Promise<Findings> {
    const chosen = cells(extent);
    say(`  ${chosen.length} cells in virtual time`);
    const outcomes = chosen.map((cell, index) => {
        if (cell.plan !== chosen[index - 1]?.plan) {
            say(`    ${cell.plan}`);
        }
        return run(cell);
    });
    say("  a tenant that fails");
    const faults = await measureFaults();
    const overHttp = extent === "quick" ? undefined : await measureOverHttp({ isLong: extent === "full", say });
    const misses = outcomes.filter(isMissed);
    const images = drawRuns();
    return {
        intro: [intro(outcomes)],
        tables: [
            summary(outcomes),
            faults.table,
            ...(overHttp === undefined ? [] : [overHttp]),
            toTable(`Cells that miss (${misses.length} of ${outcomes.length})`, misses, [
                "Less than 98 % of the allowance, more than 1 % refused, or two who share less evenly than 60 to 40. " +
                    `"client" is where the client has too few requests under way, ${mostUnderWay} for each process, to use what is ` +
                    "allowed. Virtual time asks nothing of a processor: above some hundreds a second, what one Node.js process " +
                    "can send bounds it as well.",
            ]),
        ],
        images,
        ...(extent !== "quick" && { pages: [page(outcomes, images)] }),
        problems: [...outcomes.flatMap(problemsOf), ...faults.problems],
    };
}

function run(cell: Cell): Outcome {
    const runs = Array.from({ length: cell.seeds }, (_, index) => simulate({ ...cell, seed: firstSeed + index, skew }));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
        cell,
        utilisation: mean(runs.map(({ utilisation }) => utilisation)),
        refused: mean(runs.map(({ refused }) => refused)),
        worstUtilisation: Math.min(...runs.map(({ utilisation }) => utilisation)),
        worstRefused: Math.max(...runs.map(({ refused }) => refused)),
        fairness: mean(runs.map(({ fairness }) => fairness)),
        lost: runs.reduce((sum, { lost }) => sum + lost, 0),
    };
}

function isMissed({ cell, utilisation, refused, fairness, lost }: Outcome): boolean {
    const isUnfair = cell.processes === 2 && fairness < leastFairness;
    return lost > 0 || utilisation < leastUtilisation || refused > mostRefused || isUnfair;
}

function problemsOf(outcome: Outcome): string[] {
    const { cell, lost } = outcome;
    const name = `${cell.plan}, ${cell.limits.refill}, ${cell.processes} processes, ${cell.roundTrip} ms`;
    return [
        ...(lost > 0 ? [`${name}: ${lost} jobs were lost`] : []),
        ...(cell.isPromised && isMissed(outcome)
            ? [
                  `${name}: uses ${percent(outcome.utilisation)} of the allowance, with ${percent(outcome.refused, 2)} refused`,
              ]
            : []),
    ];
}

function intro(outcomes: readonly Outcome[]): string {
    const lost = outcomes.reduce((sum, outcome) => sum + outcome.lost, 0);
    return (
        "The provider's rate control against the emulator's own buckets, in virtual time: 200 s of work for each run " +
        "(30 minutes where the limit is per minute; a minute or more where it is thousands a second), round trips log-normal about " +
        "their median, clocks an hour fast and an hour slow, and no hint of what the plan is. Utilisation is the time that one " +
        "who knows the bucket would need, beside the time it took; at the start all processes meet a full bucket. " +
        `${seedsOf(outcomes)}. Jobs lost in all ${outcomes.length} cells: ${lost}. ` +
        "Every cell: [rate-limits.md](rate-limits.md). Professional is limited as Essentials is."
    );
}

function seedsOf(outcomes: readonly Outcome[]): string {
    const seeds = outcomes.map(({ cell }) => cell.seeds);
    const [least, most] = [Math.min(...seeds), Math.max(...seeds)];
    const fewer = least < most ? `, ${least} above ${fastRate} requests a second` : "";
    return `Runs of each cell, with seeds of their own: ${most}${fewer}`;
}

function summary(outcomes: readonly Outcome[]): Table {
    const at80 = outcomes.filter(({ cell }) => cell.roundTrip === 80);
    const plansShown = [...new Set(at80.map(({ cell }) => cell.plan))];
    const columns = [...new Set(at80.map(({ cell }) => `${cell.limits.refill} × ${cell.processes}`))];
    return {
        title: "Utilisation and refusals at 80 ms, by refill and number of processes",
        columns: ["plan", ...columns],
        rows: plansShown.map((plan) => [
            plan,
            ...columns.map((column) => {
                const found = at80.find(
                    ({ cell }) => cell.plan === plan && `${cell.limits.refill} × ${cell.processes}` === column,
                );
                return found === undefined ? "" : `${percent(found.utilisation)} / ${percent(found.refused, 1)}`;
            }),
        ]),
        notes: [
            "Utilisation of the allowance / requests answered 429. Promised, and held by the command: at least 98 % and at " +
                "most 1 % where the bucket drips, for one process on each plan, and for two and three on those with a burst of " +
                "ten or more; no job lost anywhere.",
        ],
    };
}

const howItWorks: readonly string[] = [
    "Each process of the provider keeps a picture of the tenant's bucket, drawn from the headers of every answer: what is left, " +
        "how fast it comes back, and whether it comes back all at once at the start of windows. A request goes when a token is " +
        "predicted to be there on its arrival, with everything under way counted as taken; while more wait, requests go in " +
        "proportion to what is left, at a pace that is moved until the bucket stays about half full. What is left is the same " +
        "for all who share the bucket, so they settle at equal rates without knowing of each other. A 429 is waited out by all " +
        "requests of the process until `operationTimeout`, and `requestsPerSecond` caps all of it.",
    "What it cannot do: keep several processes out of each other's way where the bucket holds two (0 or 1 is all that is ever " +
        "left), or keep refusals from several who empty the bucket that a window fills, of whom many may starve; and use thousands of requests per second over a long " +
        `way, since each process has ${mostUnderWay} requests under way at the most. Nothing is lost there either: it waits. The ` +
        "summary, and the same over HTTP: [performance.md](performance.md).",
];

function page(outcomes: readonly Outcome[], images: readonly Image[]): Page {
    return {
        file: "rate-limits.md",
        title: "Rate limits: every cell",
        intro: [...howItWorks, intro(outcomes).replace(/ Every cell: \[.*?\)\./, "")],
        images,
        tables: [...new Set(outcomes.map(({ cell }) => cell.plan))].map((plan) =>
            toTable(
                plan,
                outcomes.filter(({ cell }) => cell.plan === plan),
                [],
            ),
        ),
    };
}

function toTable(title: string, outcomes: readonly Outcome[], notes: readonly string[]): Table {
    return {
        title,
        columns: [
            "plan, refill",
            "processes",
            "round trip",
            "utilisation",
            "worst",
            "429",
            "worst",
            "evenness",
            "lost",
            "",
        ],
        rows: outcomes.map((outcome) => {
            const { cell } = outcome;
            return [
                `${cell.plan}, ${cell.limits.refill}`,
                String(cell.processes),
                `${cell.roundTrip} ms`,
                percent(outcome.utilisation),
                percent(outcome.worstUtilisation),
                percent(outcome.refused, 2),
                percent(outcome.worstRefused, 2),
                cell.processes === 1 ? "-" : outcome.fairness.toFixed(2),
                String(outcome.lost),
                isBoundByClient(cell) ? "client" : isMissed(outcome) ? "missed" : "ok",
            ];
        }),
        notes: [
            ...notes,
            "Means and the worst of the seeds. Evenness: what the process with the least has done when the first one is through, " +
                "beside what the one with the most has; 0.67 is 40 to 60.",
        ],
    };
}

function percent(value: number, digits = 1): string {
    return `${(value * 100).toFixed(digits)} %`;
}
