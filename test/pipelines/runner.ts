// A runner of pipelines: a fresh checkout of the quickstart, a shell that ends at the first line that fails, the Pulumi CLI on
// PATH, and nobody to ask. A backend of one's own stands in for Pulumi Cloud, where the stacks would be the organization's.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../docs/blocks";
import { CommandLine } from "../support/commandLine";
import { writeScript } from "../support/fakeTools";

/** How a script ended, and what it printed. */
export interface ScriptResult {
    readonly code: number | null;
    readonly output: string;
}

/** A script that runs. */
export interface RunningScript {
    /** What has come so far. */
    readonly output: () => string;
    readonly ended: Promise<ScriptResult>;
    /** Ends all of its processes at once, as a cancelled job or a lost machine does. */
    kill(): void;
}

export class Runner {
    /** The checkout. */
    readonly project: string;
    readonly #folder: string;
    readonly #shell: CommandLine;
    readonly #env: NodeJS.ProcessEnv;

    private constructor(folder: string, project: string, shell: CommandLine, command: string, backend?: string) {
        this.#folder = folder;
        this.project = project;
        this.#shell = shell;
        const tools = path.join(folder, "tools");
        mkdirSync(tools);
        const { hosting, env } = shell.engine;
        // `acme` is the organization of the pages, and installing is what test/packages tries.
        writeScript(
            path.join(tools, "pulumi"),
            `for word; do shift; set -- "$@" "\${word#acme/}"; done
case "$1 $2" in
"login --oidc-token") exit 0 ;;
esac
case "$1" in
preview | up | destroy) exec "${command}" "$@" ${hosting.join(" ")} ;;
*) exec "${command}" "$@" ;;
esac`,
        );
        writeScript(path.join(tools, "npm"), '[ "$*" = ci ]');
        this.#env = {
            ...env,
            ...(backend === undefined ? {} : { PULUMI_BACKEND_URL: backend }),
            PATH: [tools, env["PATH"]].join(path.delimiter),
        };
    }

    /** @param backend - Where the state is kept. Default: files in a folder of the runner's own. */
    static async open(backend?: string): Promise<Runner> {
        const folder = mkdtempSync(path.join(tmpdir(), "runner-"));
        const project = path.join(folder, "examples", "quickstart");
        mkdirSync(path.dirname(project));
        cpSync(path.join(repository, "examples", "quickstart"), project, { recursive: true });
        for (const shared of ["node_modules", "tsconfig.json"]) {
            symlinkSync(path.join(repository, shared), path.join(folder, shared));
        }
        const shell = await CommandLine.open(project, folder);
        const { command } = shell.engine;
        // Found now, since the runner has a `pulumi` of its own first on PATH.
        const { findOnPath } = await import("../../scripts/engine/run.mjs");
        const engine = path.isAbsolute(command) ? command : (findOnPath(command, process.env) ?? command);
        return new Runner(folder, project, shell, engine, backend);
    }

    /** The state's place, for another runner. */
    get backend(): string {
        return this.#env["PULUMI_BACKEND_URL"] ?? "";
    }

    async run(script: string, env: NodeJS.ProcessEnv = {}): Promise<ScriptResult> {
        return this.start(script, env).ended;
    }

    start(script: string, env: NodeJS.ProcessEnv = {}): RunningScript {
        const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
        const child = spawn("bash", args, {
            cwd: this.project,
            env: { ...this.#env, ...env },
            stdio: ["ignore", "pipe", "pipe"],
            // A process group of its own, to be ended as one.
            detached: true,
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                output += text;
            });
        }
        const ended = new Promise<ScriptResult>((resolve, reject) => {
            child.on("error", reject).on("close", (code) => resolve({ code, output }));
        });
        return {
            output: () => output,
            ended,
            kill: () => {
                if (child.pid !== undefined && child.exitCode === null) {
                    process.kill(-child.pid, "SIGKILL");
                }
            },
        };
    }

    close(): void {
        this.#shell.close();
        rmSync(this.#folder, { recursive: true, force: true });
    }
}
