// How much memory and processor time the provider's process has used, by its own account: see engineSide/usage.cjs.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What the provider's process of one operation has used. */
export interface Usage {
    /** The most that was resident at once. */
    readonly megabytes: number;
    /** Milliseconds of all cores. */
    readonly cpu: number;
}

/** A folder that the processes of one operation write to. */
export class UsageMeter {
    readonly #folder = mkdtempSync(path.join(tmpdir(), "usage-"));

    /** What the engine must find in its environment. */
    readonly env = {
        NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, "engineSide", "usage.cjs"))}`,
        BENCH_USAGE_FOLDER: this.#folder,
    };

    /** What was used, all processes together. @throws Error when none wrote anything. */
    read(): Usage {
        const records = readdirSync(this.#folder)
            .filter((name) => name.endsWith(".json"))
            .map((name) => JSON.parse(readFileSync(path.join(this.#folder, name), "utf8")) as Record<string, number>);
        if (records.length === 0) {
            throw new Error("No provider's process has written what it used.");
        }
        const sum = (key: string) => records.reduce((total, record) => total + (record[key] ?? 0), 0);
        // maxRSS is in kilobytes, times are in microseconds.
        return { megabytes: sum("maxRSS") / 1_024, cpu: sum("cpu") / 1_000 };
    }

    [Symbol.dispose](): void {
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
