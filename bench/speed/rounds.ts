// Runs the programs in turns, operation by operation, and keeps how long each took.

import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import type { TestStack } from "../../test/support/stack";
import { makeEmployees, phone } from "../employees";
import { openStack } from "../stacks";
import { inTurns, refresh, type Step, timed, up } from "../turns";
import { programs } from "./programs";

/**
 * The stacks of a round. `one` is the empty resource, once; `adopting` is ours a second time, when everything is as
 * declared already.
 */
type Lane = "nothing" | "one" | "ours" | "documented" | "empty" | "reading" | "adopting";

export type Operation = "start" | "first up" | "adopting up" | "no-op up" | "offline no-op up" | "refresh";

/** @param turns - How often that is done which can be repeated. */
const stepsWith = (turns: number): readonly Step<Operation, Lane>[] => [
    { operation: "start", lanes: ["nothing", "one"], run: up, isLive: true, does: "create" },
    { operation: "first up", lanes: ["ours", "documented", "empty", "reading"], run: up, isLive: true, does: "create" },
    { operation: "adopting up", lanes: ["adopting"], run: up, isLive: true, does: "create" },
    {
        operation: "no-op up",
        lanes: ["ours", "documented", "empty", "reading"],
        run: up,
        isLive: true,
        does: "same",
        turns,
    },
    {
        operation: "offline no-op up",
        lanes: ["ours", "documented", "empty"],
        run: up,
        isLive: false,
        does: "same",
        turns,
    },
    {
        operation: "refresh",
        lanes: ["ours", "documented", "empty", "reading"],
        run: refresh,
        isLive: true,
        does: "same",
        turns,
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
        for (const { step, lane } of inTurns(stepsWith(repeats), number)) {
            const count = counts[lane] ?? resources;
            times.add(step.operation, lane, await measure(step, lane, stacks[lane], count, emulator));
        }
        for (const stack of Object.values(stacks)) {
            stack.dispose();
        }
    } finally {
        await emulator.close();
    }
}

async function measure(
    step: Step<Operation, Lane>,
    lane: Lane,
    stack: TestStack,
    resources: number,
    emulator: Emulator,
): Promise<number> {
    const before = emulator.requests.length;
    const milliseconds = await timed(step, lane, stack, resources);
    const gets = emulator.requests.slice(before).filter(({ method }) => method === "GET").length;
    const reads = step.isLive && (lane === "ours" || lane === "reading" || lane === "adopting");
    const expectedGets = reads ? resources : 0;
    if (gets !== expectedGets) {
        throw new Error(`${step.operation} of ${lane} read ${gets} times, not ${expectedGets}: it cannot be compared.`);
    }
    return milliseconds;
}
