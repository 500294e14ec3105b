// A tenant in a process of its own. No wait for it is without end, and no process of it outlives who asked for it.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { PlanChoice, RefillMode, WireUser } from "auth0-authentication-methods-emulator";

/** How to begin. */
export interface Wishes {
    readonly plan: PlanChoice;
    readonly refill?: RefillMode;
    readonly users: number | readonly WireUser[];
    /** How late each answer is, in milliseconds: the way there and back. None unless given. */
    readonly delay?: number;
}

/** How the tenant is reached. */
export interface Address {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
}

/** A request as it was answered, or, without a status, not answered. */
export interface Asked {
    readonly method: string;
    readonly path: string;
    readonly status?: number;
}

/** What has become of it. */
export interface Report {
    readonly requests: readonly Asked[];
    readonly users: readonly WireUser[];
}

/** See the first line of this file. */
export interface Tenant extends Address {
    /** For who brings no client of its own. */
    readonly token: string;
    /** What it was asked and what it holds, up to now. */
    report(): Promise<Report>;
    close(): Promise<void>;
}

// A start takes a fraction of a second, and a report of ten thousand users about one: beyond this something is broken.
const longestWait = 60_000;
const longestEnd = 5_000;

/** @throws Error when it does not begin, or not in time. */
export async function startTenant(wishes: Wishes): Promise<Tenant> {
    // Nothing of ours: neither a loader nor an inspector.
    const child = fork(path.join(__dirname, "tenantProcess.cjs"), { execArgv: [] });
    try {
        const address = (await ask(child, "start", wishes)) as Address & { readonly token: string };
        return {
            ...address,
            report: async () => (await ask(child, "report", "report")) as Report,
            close: () => end(child),
        };
    } catch (error) {
        await end(child);
        throw error;
    }
}

async function ask(child: ChildProcess, what: string, question: Wishes | "report"): Promise<unknown> {
    if (!child.connected) {
        throw new Error(`The tenant's process has ended; it cannot ${what}.`);
    }
    const abort = new AbortController();
    const { signal } = abort;
    const timer = setTimeout(() => abort.abort(), longestWait);
    try {
        const answered = once(child, "message", { signal });
        const ended = once(child, "exit", { signal }).then(([code, killedBy]) => {
            throw new Error(`The tenant's process ended instead of its ${what} (${killedBy ?? code}).`);
        });
        ended.catch(() => {});
        child.send(question);
        const [{ answer, failure }] = (await Promise.race([answered, ended])) as [
            { answer?: unknown; failure?: string },
        ];
        if (failure !== undefined) {
            throw new Error(`The tenant could not ${what}: ${failure}`);
        }
        return answer;
    } catch (error) {
        throw signal.aborted ? new Error(`The tenant did not ${what} within ${longestWait / 1_000} s.`) : error;
    } finally {
        clearTimeout(timer);
        abort.abort();
    }
}

async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) {
        return;
    }
    const ended = once(child, "exit");
    const timer = setTimeout(() => child.kill("SIGKILL"), longestEnd);
    if (child.connected) {
        child.disconnect();
    } else {
        child.kill("SIGKILL");
    }
    await ended;
    clearTimeout(timer);
}
