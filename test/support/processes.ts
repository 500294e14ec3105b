// The processes that an engine started by this one consists of, for tests that end them.

import { execFileSync, spawnSync } from "node:child_process";

/** The children of a process, each as its id and its command line. */
export function childrenOf(parent: number): { pid: number; command: string }[] {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
    return table.split("\n").flatMap((line) => {
        const [pid, ppid, ...command] = line.trim().split(/\s+/);
        return Number(ppid) === parent ? [{ pid: Number(pid), command: command.join(" ") }] : [];
    });
}

export function descendantsOf(parent: number): number[] {
    return childrenOf(parent).flatMap(({ pid }) => [pid, ...descendantsOf(pid)]);
}

export function isAlive(pid: number): boolean {
    const state = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
    // One that has ended may be listed until its parent takes note of it.
    return state !== "" && !state.startsWith("Z");
}

/** The engine that runs this operation for this process. */
export function enginePid(operation: "preview" | "up" | "refresh" | "destroy"): number {
    const engines = childrenOf(process.pid).filter(({ command }) => command.includes(` ${operation} `));
    if (engines[0] === undefined || engines.length > 1) {
        throw new Error(`${engines.length} engines run ${operation}`);
    }
    return engines[0].pid;
}
