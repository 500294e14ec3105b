// What a group of thousands of methods costs: time beside a resource of the same size that does nothing, requests, memory
// and processor time of the provider's process, and bytes in the state.

import type { Findings } from "../report/findings";
import type { Table } from "../report/table";
import { median } from "../speed/statistics";
import { measureFailures } from "./failures";
import { type Lane, type Operation, type Round, runRound, type Sample, type StateSize } from "./rounds";
import { seconds, withCommas } from "./text";

export interface ScaleOptions {
    /** How many entries are measured in which way. */
    readonly groups: readonly GroupOptions[];
    readonly say: (line: string) => void;
}

export interface GroupOptions extends Omit<Round, "number"> {
    readonly rounds: number;
}

const mostBytesPerEntry = 400;
const mostMegabytes = 2_048;

interface Comparison {
    readonly label: string;
    readonly operation: Operation;
    readonly lane: Lane;
    /** How often the time of the resource that does nothing it may take. */
    readonly bound?: number;
    readonly gets: 0 | 1;
    readonly patches: 0 | 1;
}

const comparisons: readonly Comparison[] = [
    { label: "first up, each changed", operation: "first up", lane: "ours", bound: 3, gets: 1, patches: 1 },
    { label: "first up, all as declared", operation: "first up", lane: "adopting", gets: 1, patches: 0 },
    { label: "no-op up", operation: "no-op up", lane: "ours", gets: 1, patches: 0 },
    {
        label: "no-op up, livePreview off",
        operation: "offline no-op up",
        lane: "ours",
        bound: 1.2,
        gets: 0,
        patches: 0,
    },
    { label: "refresh", operation: "refresh", lane: "ours", gets: 1, patches: 0 },
];

/** What was found of a group of one size. */
interface Measured {
    readonly options: GroupOptions;
    readonly samples: readonly Sample[];
    readonly state: StateSize;
}

export async function measureScale({ groups, say }: ScaleOptions): Promise<Findings> {
    const measured: Measured[] = [];
    for (const options of groups) {
        const samples: Sample[] = [];
        let state: StateSize = { compact: 0, onDisk: 0 };
        for (let number = 0; number < options.rounds; number++) {
            say(`  ${withCommas(options.entries)} entries, round ${number + 1} of ${options.rounds}`);
            const round = await runRound({ ...options, number });
            samples.push(...round.samples);
            state = round.state;
        }
        measured.push({ options, samples, state });
    }
    const failures = await measureFailures(Math.max(...groups.map(({ entries }) => entries)), say);
    return {
        tables: [...measured.flatMap((one) => [times(one), usage(one)]), sizes(measured), ...failures.tables],
        problems: [...measured.flatMap(problemsOf), ...failures.problems],
    };
}

/** The comparisons that were made, with the samples of both. */
function pairsOf({ samples }: Measured) {
    return comparisons.flatMap((comparison) => {
        const of = (lane: Lane) =>
            samples.filter((sample) => sample.operation === comparison.operation && sample.lane === lane);
        const [ours, empty] = [of(comparison.lane), of("empty")];
        return ours.length === 0 ? [] : [{ ...comparison, ours, empty }];
    });
}

function times(measured: Measured): Table {
    const { entries, rounds } = measured.options;
    return {
        title: `Time of a group of ${withCommas(entries)}, beside a resource of the same size that does nothing`,
        columns: ["operation", "GET", "PATCH", "ours", "empty", "ratio", "at most", "result"],
        rows: pairsOf(measured).map(({ label, bound, ours, empty }) => {
            const [one, other] = [ours, empty].map((samples) =>
                median(samples.map(({ milliseconds }) => milliseconds)),
            );
            const ratio = (one ?? 0) / (other ?? 0);
            const result = bound === undefined ? ["-", "-"] : [String(bound), ratio <= bound ? "met" : "missed"];
            const [{ gets, patches } = { gets: 0, patches: 0 }] = ours;
            return [
                label,
                withCommas(gets),
                withCommas(patches),
                seconds(one),
                seconds(other),
                ratio.toFixed(2),
                ...result,
            ];
        }),
        notes: [
            `The two took turns at each operation, ${rounds === 1 ? "once" : `in ${rounds} rounds with new stacks for each`}. ` +
                "Median seconds of the whole operation, the engine's start and the " +
                "harness included in both. Empty: a resource with the same list as its input and an output of the same " +
                "size, whose provider answers at once. The emulated tenant has no limit and runs in a process of its " +
                "own, on the same machine: what it takes for its answers is in the times of ours.",
        ],
    };
}

function usage(measured: Measured): Table {
    const { entries } = measured.options;
    return {
        title: `What the provider's process uses for a group of ${withCommas(entries)}`,
        columns: ["operation", "CPU, ours", "CPU, empty", "CPU ms per method", "peak MB, ours", "peak MB, empty"],
        rows: pairsOf(measured).map(({ label, ours, empty }) => {
            const [one, other] = [ours, empty].map((samples) => median(samples.map(({ cpu }) => cpu)));
            const peaks = [ours, empty].map((samples) => Math.max(...samples.map(({ megabytes }) => megabytes)));
            return [
                label,
                seconds(one),
                seconds(other),
                (((one ?? 0) - (other ?? 0)) / entries).toFixed(2),
                ...peaks.map((megabytes) => megabytes.toFixed(0)),
            ];
        }),
        notes: [
            "CPU: median seconds of user and system time, all threads. Per method: what ours takes beyond the resource " +
                `that does nothing. Peak: the most that was resident at once in any run; ${withCommas(mostMegabytes)} at most.`,
        ],
    };
}

function sizes(measured: readonly Measured[]): Table {
    return {
        title: "Size of a group in the state",
        columns: ["entries", "bytes per entry", "at most", "result", "per entry in the file"],
        rows: measured.map(({ options: { entries }, state: { compact, onDisk } }) => [
            withCommas(entries),
            (compact / entries).toFixed(1),
            String(mostBytesPerEntry),
            compact / entries <= mostBytesPerEntry ? "ok" : "too large",
            (onDisk / entries).toFixed(1),
        ]),
        notes: [
            "Each entry is a phone with name and preference declared and both set before it was adopted. Bytes per entry: " +
                "the resource's record as compact JSON, divided by the entries. In the file: the stack's whole state file " +
                "as the engine writes it, divided likewise.",
        ],
    };
}

/** What must hold on every machine. */
function problemsOf(measured: Measured): string[] {
    const { options, samples, state } = measured;
    const { entries } = options;
    const group = `a group of ${withCommas(entries)}`;
    const perEntry = state.compact / entries;
    const counts = pairsOf(measured).flatMap(({ label, ours, ...expected }) =>
        ours
            .filter(({ gets, patches }) => gets !== expected.gets * entries || patches !== expected.patches * entries)
            .map(
                ({ gets, patches }) =>
                    `${group} sent ${gets} GET and ${patches} PATCH for: ${label}; it should have sent ` +
                    `${expected.gets * entries} and ${expected.patches * entries}`,
            ),
    );
    const peak = Math.max(...samples.filter(({ lane }) => lane !== "empty").map(({ megabytes }) => megabytes));
    return [
        ...counts,
        ...(perEntry > mostBytesPerEntry
            ? [
                  `${group} has ${perEntry.toFixed(1)} bytes per entry in the state, and should have ${mostBytesPerEntry} at most`,
              ]
            : []),
        ...(peak > mostMegabytes
            ? [
                  `${group} took ${peak.toFixed(0)} MB in the provider's process, and should take ${mostMegabytes} at most`,
              ]
            : []),
    ];
}
