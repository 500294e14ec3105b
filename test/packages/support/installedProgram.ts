// A program of an installed project, run on the engine by a process of its own that stands in that project: the SDK,
// the package and the provider's process are all those that were installed there.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { OpMap } from "@pulumi/pulumi/automation";
import type { Emulator } from "auth0-authentication-methods-emulator";
import { environment } from "./command";
import { temporaryFolder } from "./project";

export interface OperationReport {
    ok: boolean;
    output: string;
    changes: OpMap;
    outputs: Record<string, unknown>;
}

export class InstalledProgram {
    readonly #child: ChildProcess;
    readonly #folder: string;

    private constructor(child: ChildProcess, folder: string) {
        this.#child = child;
        this.#folder = folder;
    }

    /** Starts what is to run a program, such as "esm/javascript.js", for a tenant. */
    static async start(project: string, program: string, emulator: Emulator): Promise<InstalledProgram> {
        const { findOrBuildEngine } = await import("../../../scripts/engine/setup.mjs");
        const { root, source } = await findOrBuildEngine();
        const folder = temporaryFolder("installed-stack");
        const folders = {
            work: path.join(folder, "work"),
            home: path.join(folder, "home"),
            backend: path.join(folder, "backend"),
        };
        for (const made of Object.values(folders)) {
            mkdirSync(made);
        }
        const file = path.join(project, program);
        const order = {
            program: file,
            isModule: program.startsWith("esm/"),
            // The Automation API finds the one on PATH by itself.
            engineRoot: source === "path" ? undefined : root,
            main: path.dirname(file),
            folders,
        };
        const child = fork(path.join(project, "runner.cjs"), [JSON.stringify(order)], {
            cwd: path.dirname(file),
            env: environment({
                AUTH0_DOMAIN: emulator.url,
                AUTH0_CLIENT_ID: emulator.clientId,
                AUTH0_CLIENT_SECRET: emulator.clientSecret,
            }),
            execArgv: [], // not the loader that this process runs TypeScript with
        });
        return new InstalledProgram(child, folder);
    }

    async run(operation: "up" | "refresh" | "destroy"): Promise<OperationReport> {
        const ended = once(this.#child, "exit").then(([code]) => {
            throw new Error(`The process that runs the program ended with ${code}.`);
        });
        this.#child.send(operation);
        const [report] = await Promise.race([once(this.#child, "message"), ended]);
        return report as OperationReport;
    }

    async stop(): Promise<void> {
        if (this.#child.exitCode === null && this.#child.signalCode === null) {
            const exited = once(this.#child, "exit");
            this.#child.kill();
            await exited;
        }
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
