// A tenant in a process of its own.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Address, Report, Wishes } from "./tenantProcess";

/** See the first line of this file. */
export interface Tenant extends Address {
    /** What it was asked and what it holds, up to now. */
    report(): Promise<Report>;
    close(): Promise<void>;
}

export async function startTenant(wishes: Wishes): Promise<Tenant> {
    const child = fork(path.join(__dirname, "tenantProcess.ts"), { execArgv: ["--import", "tsx"] });
    const address = (await ask(child, wishes)) as Address;
    return {
        ...address,
        report: async () => (await ask(child, "report")) as Report,
        close: async () => {
            if (child.connected) {
                const ended = once(child, "exit");
                child.disconnect();
                await ended;
            }
        },
    };
}

async function ask(child: ChildProcess, question: Wishes | "report"): Promise<unknown> {
    const abort = new AbortController();
    const ended = once(child, "exit", { signal: abort.signal }).then(() => {
        throw new Error("The tenant's process ended early.");
    });
    const answered = once(child, "message", { signal: abort.signal });
    try {
        child.send(question);
        const [answer] = (await Promise.race([answered, ended])) as unknown[];
        return answer;
    } finally {
        abort.abort();
        await Promise.allSettled([answered, ended]);
    }
}
