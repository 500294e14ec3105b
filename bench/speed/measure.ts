// What our resource costs beside one that does nothing, and what of that is the live reads.

import type { Findings } from "../report/findings";
import type { Table } from "../report/table";
import { measureLoading } from "./loading";
import { type Operation, runRound, Times } from "./rounds";
import { median, paired } from "./statistics";

const aim = 1.15;

export interface SpeedOptions {
    readonly resources: number;
    readonly rounds: number;
    readonly repeats: number;
    readonly say: (line: string) => void;
}

export async function measureSpeed(options: SpeedOptions): Promise<Findings> {
    const { resources, rounds, repeats, say } = options;
    const times = new Times();
    for (let number = 0; number < rounds; number++) {
        say(`  round ${number + 1} of ${rounds}`);
        await runRound({ number, resources, repeats }, times);
    }
    // Times are of one noisy machine: none of them is a reason to fail.
    const tables = [
        ratios(times, options, "documented"),
        ratios(times, options, "empty"),
        requests(times, resources),
        constants(times),
    ];
    return { tables, problems: [] };
}

/** A comparison: which of our runs is held against which runs of the empty resource. */
interface Comparison {
    readonly label: string;
    readonly ours: readonly number[];
    readonly operation: Operation;
}

/** What ours is held against: see programs.ts. */
type Baseline = "documented" | "empty";

function ratios(times: Times, { resources, rounds, repeats }: SpeedOptions, baseline: Baseline): Table {
    const comparisons: Comparison[] = [
        { label: "first up, each method changed", ours: times.of("first up", "ours"), operation: "first up" },
        { label: "first up, all as declared", ours: times.of("adopting up", "adopting"), operation: "first up" },
        { label: "no-op up", ours: times.of("no-op up", "ours"), operation: "no-op up" },
        {
            label: "no-op up, livePreview off",
            ours: times.of("offline no-op up", "ours"),
            operation: "offline no-op up",
        },
        { label: "refresh", ours: times.of("refresh", "ours"), operation: "refresh" },
    ];
    const turns = `${rounds} for a first up, which new stacks are made for, and ${rounds * repeats} for all else`;
    const columns = ["operation", "ours", "empty", "ratio", "of pairs", "live reads", "ratio, reads aside"];
    const row = (comparison: Comparison) => rowOf(comparison, times, baseline);
    if (baseline === "empty") {
        return {
            title: `Time of ${resources} resources, beside the least that ${resources} resources can cost`,
            columns,
            rows: comparisons.map((comparison) => row(comparison).cells),
            notes: [
                "The same, beside a resource that takes the way of ours in all that makes it quick: a constant text, no " +
                    "serialization; and that has no outputs to read. What remains is nearly all what outputs cost: the SDK " +
                    "makes four promises for each one that a class has, and the engine writes them into the state.",
            ],
        };
    }
    return {
        title: `Time of ${resources} resources, beside an empty dynamic resource`,
        columns: [...columns, `aim ${aim}`],
        rows: comparisons.map((comparison) => {
            const { cells, aside } = row(comparison);
            return [...cells, aside <= aim ? "met" : "not met"];
        }),
        notes: [
            `The programs took turns at each operation: ${turns}. Ours and empty: median seconds of the whole ` +
                "operation, the engine's start and the harness included in both. The empty resource is a " +
                "`pulumi.dynamic.Resource` with the same inputs and the same outputs to read, whose provider answers at once " +
                "and with nothing else. " +
                "Ratio: of the medians; of pairs: the least and the greatest ratio of two runs of one turn.",
            "Live reads: what the same GETs (one per user) add to an empty resource when its provider sends " +
                "them with `node:http` and nothing else, the median of the differences of one turn (what is not " +
                "above 0 is noise, and counts as 0). Ratio, reads aside: (ours - live reads) / empty. So what our " +
                "client does beyond the bare request counts as ours; and so do, in the first line, the " +
                `${resources} PATCHes, which are not reads.`,
        ],
    };
}

function rowOf({ label, ours, operation }: Comparison, times: Times, baseline: Baseline) {
    const empty = times.of(operation, baseline);
    const reads = Math.max(0, readsIn(operation, times) ?? 0);
    const pairs = paired(ours, empty, (one, other) => one / other);
    const aside = (median(ours) - reads) / median(empty);
    const cells = [
        label,
        seconds(median(ours)),
        seconds(median(empty)),
        ratio(median(ours) / median(empty)),
        `${ratio(Math.min(...pairs))}-${ratio(Math.max(...pairs))}`,
        seconds(reads),
        ratio(aside),
    ];
    return { cells, aside };
}

/** What bare reads add to the empty resource; undefined where nothing is read. */
function readsIn(operation: Operation, times: Times): number | undefined {
    const reading = times.of(operation, "reading");
    return reading.length === 0 ? undefined : median(paired(reading, times.of(operation, "empty"), minus));
}

function requests(times: Times, resources: number): Table {
    const row = (label: string, milliseconds: number) => [
        label,
        seconds(milliseconds),
        (milliseconds / resources).toFixed(2),
    ];
    const difference = (ones: readonly number[], others: readonly number[]) => median(paired(ones, others, minus));
    return {
        title: "What the requests add",
        columns: ["requests", "seconds", "milliseconds per user"],
        rows: [
            row(
                "GETs: no-op up of ours, live rather than offline",
                difference(times.of("no-op up", "ours"), times.of("offline no-op up", "ours")),
            ),
            ...(["first up", "no-op up", "refresh"] as const).map((operation) =>
                row(`GETs: ${operation} of the empty resource, with bare reads`, readsIn(operation, times) ?? 0),
            ),
            row(
                "PATCHes: first up of ours, each method changed rather than none",
                difference(times.of("first up", "ours"), times.of("adopting up", "adopting")),
            ),
        ],
        notes: [
            "What the emulated tenant itself does for a request is in these times: it runs in the process of " +
                "the program. A real one is a network away, and the engine calls check and diff one resource " +
                "after another: add its time to answer to each user, or switch livePreview off.",
        ],
    };
}

function constants(times: Times): Table {
    return {
        title: "What does not grow with the resources",
        columns: ["part", "seconds"],
        rows: [
            ["up of a program without resources", seconds(median(times.of("start", "nothing")))],
            [
                "up of one empty resource, which starts a process for the provider",
                seconds(median(times.of("start", "one"))),
            ],
            ["loading the provider's package into that process, in ours alone", seconds(measureLoading())],
        ],
        notes: [],
    };
}

function minus(one: number, other: number): number {
    return one - other;
}

function seconds(milliseconds: number): string {
    return (milliseconds / 1_000).toFixed(2);
}

function ratio(value: number): string {
    return value.toFixed(2);
}
