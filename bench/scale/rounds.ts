// Runs the two programs in turns, operation by operation, and keeps what each took and what the tenant was asked for it.

import type { OpMap } from "@pulumi/pulumi/automation";
import type { OperationResult, TestStack } from "../../test/support/stack";
import { bytesOf, toCounted } from "../size/record";
import { assertDone, openStack, setLivePreview } from "../stacks";
import { startTenant, type Tenant } from "../tenant/tenant";
import { programs, recordIn } from "./programs";
import { makeStaff } from "./staff";
import { type Usage, UsageMeter } from "./usage";

/** The stacks of a round. `adopting` is ours a second time, when everything is as declared already. */
export type Lane = "ours" | "empty" | "adopting";

export type Operation = "first up" | "no-op up" | "offline no-op up" | "refresh";

interface Step {
    readonly operation: Operation;
    readonly lanes: readonly Lane[];
    readonly run: (stack: TestStack) => Promise<OperationResult>;
    readonly isLive: boolean;
    readonly does: "create" | "same";
    /** For the largest groups too. */
    readonly isShort?: boolean;
    /** How often it is done in a round, where once is too noisy to be held against a bound. */
    readonly turns?: number;
}

const up = (stack: TestStack) => stack.up();
const refresh = (stack: TestStack) => stack.refresh();

const steps: readonly Step[] = [
    { operation: "first up", lanes: ["ours", "empty"], run: up, isLive: true, does: "create", isShort: true },
    { operation: "first up", lanes: ["adopting"], run: up, isLive: true, does: "create" },
    { operation: "no-op up", lanes: ["ours", "empty"], run: up, isLive: true, does: "same" },
    {
        operation: "offline no-op up",
        lanes: ["ours", "empty"],
        run: up,
        isLive: false,
        does: "same",
        isShort: true,
        turns: 3,
    },
    { operation: "refresh", lanes: ["ours", "empty"], run: refresh, isLive: true, does: "same", isShort: true },
];

/** One operation, once. */
export interface Sample extends Usage {
    readonly operation: Operation;
    readonly lane: Lane;
    readonly milliseconds: number;
    readonly gets: number;
    readonly patches: number;
}

/** What a group is in the state. */
export interface StateSize {
    /** Its record as compact JSON. */
    readonly compact: number;
    /** The whole file. */
    readonly onDisk: number;
}

/** What a round is to do. */
export interface Round {
    readonly number: number;
    readonly entries: number;
    /** Whether all operations are done, or those that show most. */
    readonly isWhole: boolean;
}

/** One round on a tenant of its own. */
export async function runRound({ number, entries, isWhole }: Round): Promise<{
    readonly samples: readonly Sample[];
    readonly state: StateSize;
}> {
    const { users, settings } = makeStaff(entries);
    const tenant = await startTenant({ plan: "unlimited", users });
    try {
        const open = (name: keyof typeof programs) => openStack(tenant, programs[name](settings));
        const [ours, empty, adopting] = await Promise.all([open("ours"), open("empty"), open("ours")]);
        const stacks: Readonly<Record<Lane, TestStack>> = { ours, empty, adopting };
        const samples: Sample[] = [];
        for (const step of steps.filter(({ isShort }) => isWhole || isShort === true)) {
            for (let turn = 0; turn < (isWhole ? (step.turns ?? 1) : 1); turn++) {
                const lanes = (number + turn) % 2 === 0 ? step.lanes : step.lanes.toReversed();
                for (const lane of lanes) {
                    samples.push(await measure(step, lane, stacks[lane], tenant));
                }
            }
        }
        const state = sizeOf(ours);
        for (const stack of Object.values(stacks)) {
            stack.dispose();
        }
        return { samples, state };
    } finally {
        await tenant.close();
    }
}

async function measure(
    { operation, run, isLive, does }: Step,
    lane: Lane,
    stack: TestStack,
    tenant: Tenant,
): Promise<Sample> {
    const before = await countRequests(tenant);
    using meter = new UsageMeter();
    setLivePreview(stack, isLive);
    stack.env = { ...stack.env, ...meter.env };
    const started = performance.now();
    const result = await run(stack);
    const milliseconds = performance.now() - started;
    const expected: OpMap = { [does]: 2 };
    assertDone(`${operation} of ${lane}`, result, expected);
    const after = await countRequests(tenant);
    return {
        operation,
        lane,
        milliseconds,
        gets: after.gets - before.gets,
        patches: after.patches - before.patches,
        ...meter.read(),
    };
}

async function countRequests(tenant: Tenant): Promise<{ readonly gets: number; readonly patches: number }> {
    const { requests } = await tenant.report();
    const count = (wanted: string) => requests.filter(({ method }) => method === wanted).length;
    return { gets: count("GET"), patches: count("PATCH") };
}

function sizeOf(stack: TestStack): StateSize {
    const text = stack.rawState();
    const record = recordIn(text);
    if (record === undefined) {
        throw new Error("The group is not in the state.");
    }
    return { compact: bytesOf(toCounted(record)), onDisk: Buffer.byteLength(text) };
}
