// Runs the programs in turns, operation by operation, so that what else the machine does hits all of them alike.

import type { OpMap } from "@pulumi/pulumi/automation";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import type { OperationResult, TestStack } from "../../test/support/stack";
import { makeEmployees, phone } from "../employees";
import { assertDone, openStack, setLivePreview } from "../stacks";
import { programs } from "./programs";

/**
 * The stacks of a round. `one` is the empty resource, once; `adopting` is ours a second time, when everything is as
 * declared already.
 */
type Lane = "nothing" | "one" | "ours" | "documented" | "empty" | "reading" | "adopting";

export type Operation = "start" | "first up" | "adopting up" | "no-op up" | "offline no-op up" | "refresh";

interface Step {
    readonly operation: Operation;
    readonly lanes: readonly Lane[];
    readonly run: (stack: TestStack) => Promise<OperationResult>;
    readonly isLive: boolean;
    readonly does: "create" | "same";
    /** What changes nothing can be done again on the same stack. */
    readonly isRepeatable?: boolean;
}

const up = (stack: TestStack) => stack.up();
const refresh = (stack: TestStack) => stack.refresh();

const steps: readonly Step[] = [
    { operation: "start", lanes: ["nothing", "one"], run: up, isLive: true, does: "create" },
    { operation: "first up", lanes: ["ours", "documented", "empty", "reading"], run: up, isLive: true, does: "create" },
    { operation: "adopting up", lanes: ["adopting"], run: up, isLive: true, does: "create" },
    {
        operation: "no-op up",
        lanes: ["ours", "documented", "empty", "reading"],
        run: up,
        isLive: true,
        does: "same",
        isRepeatable: true,
    },
    {
        operation: "offline no-op up",
        lanes: ["ours", "documented", "empty"],
        run: up,
        isLive: false,
        does: "same",
        isRepeatable: true,
    },
    {
        operation: "refresh",
        lanes: ["ours", "documented", "empty", "reading"],
        run: refresh,
        isLive: true,
        does: "same",
        isRepeatable: true,
    },
];

/** The lanes that do not have all resources. */
const counts: { readonly [L in Lane]?: number } = { nothing: 0, one: 1 };

/** The times of all rounds, in milliseconds. */
export class Times {
    readonly #times = new Map<string, number[]>();

    add(operation: Operation, lane: Lane, milliseconds: number): void {
        const key = `${operation}, ${lane}`;
        this.#times.set(key, [...(this.#times.get(key) ?? []), milliseconds]);
    }

    of(operation: Operation, lane: Lane): readonly number[] {
        return this.#times.get(`${operation}, ${lane}`) ?? [];
    }
}

/** What a round is to do. */
export interface Round {
    readonly number: number;
    readonly resources: number;
    /** How often each repeatable operation is done. */
    readonly repeats: number;
}

/** One round on a tenant of its own: each operation of each program. */
export async function runRound({ number, resources, repeats }: Round, times: Times): Promise<void> {
    const users = makeEmployees(resources, (key) => [phone(key)]);
    const emulator = await startEmulator({ users, plan: "unlimited" });
    try {
        const open = (name: keyof typeof programs, count = resources) =>
            openStack(emulator, programs[name](users.slice(0, count)));
        const [nothing, one, ours, documented, empty, reading, adopting] = await Promise.all([
            open("empty", counts.nothing),
            open("empty", counts.one),
            open("ours"),
            open("documented"),
            open("empty"),
            open("reading"),
            open("ours"),
        ]);
        const stacks: Readonly<Record<Lane, TestStack>> = {
            nothing,
            one,
            ours,
            documented,
            empty,
            reading,
            adopting,
        };
        for (const step of steps) {
            for (let turn = 0; turn < (step.isRepeatable === true ? repeats : 1); turn++) {
                for (const lane of turned(step.lanes, number + turn)) {
                    const count = counts[lane] ?? resources;
                    times.add(step.operation, lane, await measure(step, lane, stacks[lane], count, emulator));
                }
            }
        }
        for (const stack of Object.values(stacks)) {
            stack.dispose();
        }
    } finally {
        await emulator.close();
    }
}

/** Nobody is always first. */
function turned<T>(items: readonly T[], by: number): T[] {
    const start = by % items.length;
    return [...items.slice(start), ...items.slice(0, start)];
}

async function measure(
    { operation, run, isLive, does }: Step,
    lane: Lane,
    stack: TestStack,
    resources: number,
    emulator: Emulator,
): Promise<number> {
    setLivePreview(stack, isLive);
    const before = emulator.requests.length;
    const started = performance.now();
    const result = await run(stack);
    const milliseconds = performance.now() - started;
    const expected: OpMap = { [does]: resources + 1 };
    assertDone(`${operation} of ${lane}`, result, expected);
    const gets = emulator.requests.slice(before).filter(({ method }) => method === "GET").length;
    const reads = isLive && (lane === "ours" || lane === "reading" || lane === "adopting");
    const expectedGets = reads ? resources : 0;
    if (gets !== expectedGets) {
        throw new Error(`${operation} of ${lane} read ${gets} times, not ${expectedGets}: it cannot be compared.`);
    }
    return milliseconds;
}
