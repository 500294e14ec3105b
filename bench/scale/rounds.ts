// Runs the two programs in turns, operation by operation, and keeps what each took and what the tenant was asked for it.

import type { TestStack } from "../../test/support/stack";
import { bytesOf, toCounted } from "../size/record";
import { openStack } from "../stacks";
import { startTenant, type Tenant } from "../tenant/tenant";
import { inTurns, refresh, type Step, timed, up } from "../turns";
import { programs, recordIn } from "./programs";
import { makeStaff } from "./staff";
import { type Usage, UsageMeter } from "./usage";

/** The stacks of a round. `adopting` is ours a second time, when everything is as declared already. */
export type Lane = "ours" | "empty" | "adopting";

export type Operation = "first up" | "no-op up" | "offline no-op up" | "refresh";

interface GroupStep extends Step<Operation, Lane> {
    /** For the largest groups too. */
    readonly isShort?: boolean;
}

const steps: readonly GroupStep[] = [
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
        // Once is too noisy to be held against a bound.
        turns: 3,
    },
    { operation: "refresh", lanes: ["ours", "empty"], run: refresh, isLive: true, does: "same", isShort: true },
];

const shortSteps = steps.filter(({ isShort }) => isShort === true).map((step) => ({ ...step, turns: 1 }));

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
        for (const { step, lane } of inTurns(isWhole ? steps : shortSteps, number)) {
            samples.push(await measure(step, lane, stacks[lane], tenant));
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

async function measure(step: GroupStep, lane: Lane, stack: TestStack, tenant: Tenant): Promise<Sample> {
    const before = await countRequests(tenant);
    using meter = new UsageMeter();
    const milliseconds = await timed(step, lane, stack, 1, meter.env);
    const after = await countRequests(tenant);
    return {
        operation: step.operation,
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
