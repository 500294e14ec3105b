// Keeps two processes from preparing the engine at once: six minutes on all cores are enough once.
//
// Only time depends on it, never correctness: each builds in a folder of its own and moves it into place in one step.
// So a lock that is lost in a race between two that both find it abandoned costs a second build and nothing else.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Longer than any build takes: a lock this old is abandoned, even where its owner's pid means nothing to us. */
const abandonedAfterMs = 60 * 60_000;
const pollMs = 500;
const reportEveryMs = 30_000;

/**
 * Waits for the lock, saying so, and takes it. Returns the function that gives it back, which is safe to call twice
 * and from a signal handler.
 */
export async function acquireLock(folder, { log, signal }) {
    mkdirSync(path.dirname(folder), { recursive: true });
    let reported = 0;
    while (!tryTake(folder)) {
        signal?.throwIfAborted();
        const owner = readOwner(folder);
        if (owner !== undefined && isAbandoned(owner)) {
            putAside(folder);
            continue;
        }
        const now = Date.now();
        if (owner !== undefined && now - reported >= reportEveryMs) {
            log(`Another process (${owner.pid}) is preparing the Pulumi engine; waiting for it.`);
            reported = now;
        }
        await delay(pollMs, undefined, { signal });
    }
    return () => release(folder);
}

/** A folder that already holds its owner is renamed into place: that fails when the lock is there, and has no gap. */
function tryTake(folder) {
    const candidate = `${folder}.${process.pid}`;
    rmSync(candidate, { recursive: true, force: true });
    mkdirSync(candidate);
    const owner = { pid: process.pid, host: os.hostname(), since: Date.now() };
    writeFileSync(path.join(candidate, "owner.json"), JSON.stringify(owner));
    try {
        renameSync(candidate, folder);
        return true;
    } catch (error) {
        rmSync(candidate, { recursive: true, force: true });
        // Windows says EPERM, which elsewhere means a folder that may not be written: that must not wait for ever.
        if (error.code === "ENOTEMPTY" || error.code === "EEXIST" || existsSync(folder)) {
            return false;
        }
        throw error;
    }
}

function readOwner(folder) {
    try {
        return JSON.parse(readFileSync(path.join(folder, "owner.json"), "utf8"));
    } catch (error) {
        // Gone between two looks: just given back. Unreadable: not written by tryTake, so nobody's.
        return error.code === "ENOENT" ? undefined : { pid: 0, host: "", since: 0 };
    }
}

function isAbandoned(owner) {
    if (Date.now() - owner.since > abandonedAfterMs) {
        return true;
    }
    // A pid says something only on the machine (or in the container) that gave it.
    return owner.host === os.hostname() && !isAlive(owner.pid);
}

function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}

/** Renaming before removing: of several that find the same abandoned lock one succeeds, and nobody sees half a lock. */
function putAside(folder) {
    const aside = `${folder}.done-${process.pid}`;
    try {
        renameSync(folder, aside);
    } catch {
        return;
    }
    rmSync(aside, { recursive: true, force: true });
}

function release(folder) {
    const owner = readOwner(folder);
    if (owner?.pid === process.pid && owner.host === os.hostname()) {
        putAside(folder);
    }
}
