// The processes of one operation: the engine, which is the command that a user types, and the one that it runs dynamic
// providers in.

import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

interface Process {
    readonly pid: number;
    readonly parent: number;
    readonly command: string;
}

/** The processes of an operation that is under way, and all that they started. */
export interface Family {
    readonly cli: number;
    readonly provider: number;
    readonly all: readonly number[];
}

/**
 * Finds them.
 *
 * @param mark - What stands in the engine's command line alone, such as the operation.
 * @throws Error when there is not exactly one engine, or it runs no provider.
 */
export function findFamily(mark: string): Family {
    const processes = list();
    const engine = engineAmong(processes, mark);
    const descendants = descendantsOf(engine.pid, processes);
    // What starts it has its name as well, and is its parent.
    const provider = descendants.filter(({ command }) => command.includes("cmd/dynamic-provider")).at(-1);
    if (provider === undefined) {
        throw new Error("The engine runs no dynamic provider.");
    }
    return { cli: engine.pid, provider: provider.pid, all: [engine, ...descendants].map(({ pid }) => pid) };
}

/** The engine alone, whether it runs a provider by now or not. */
export function findEngineProcess(mark: string): number {
    return engineAmong(list(), mark).pid;
}

/** Resolves when all of them have ended. */
export async function ended(pids: readonly number[]): Promise<void> {
    while (pids.length > 0 && (await isAnyAlive(pids))) {
        // Asked again: only a parent is told of an end.
    }
}

/** Ends those that are still there, or asks them to end. */
export function end(pids: readonly number[], signal: "SIGKILL" | "SIGINT" = "SIGKILL"): void {
    for (const pid of pids) {
        try {
            process.kill(pid, signal);
        } catch {
            // It has ended.
        }
    }
}

async function isAnyAlive(pids: readonly number[]): Promise<boolean> {
    const states = await run("ps", ["-o", "stat=", "-p", pids.join(",")]).then(
        ({ stdout }) => stdout.trim().split(/\s+/),
        // There is none of them.
        () => [],
    );
    // One that has ended may be listed until its parent takes note of it.
    return states.some((state) => state !== "" && !state.startsWith("Z"));
}

function engineAmong(processes: readonly Process[], mark: string): Process {
    const engines = processes.filter(
        ({ parent, command }) => parent === process.pid && `${command} `.includes(` ${mark} `),
    );
    const [engine] = engines;
    if (engine === undefined || engines.length > 1) {
        throw new Error(`There are ${engines.length} engines with "${mark}" in their command line.`);
    }
    return engine;
}

function descendantsOf(pid: number, processes: readonly Process[]): Process[] {
    return processes
        .filter(({ parent }) => parent === pid)
        .flatMap((child) => [child, ...descendantsOf(child.pid, processes)]);
}

function list(): Process[] {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
    return table.split("\n").flatMap((line) => {
        const [pid, parent, ...command] = line.trim().split(/\s+/);
        return pid === "" ? [] : [{ pid: Number(pid), parent: Number(parent), command: command.join(" ") }];
    });
}
