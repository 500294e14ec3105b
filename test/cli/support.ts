// The command as a user runs it: what `npm run build` makes, in a process of its own, against an emulated tenant; and the same
// in the process of the tests, for what is no matter of processes. Whatever it prints is searched for what must not be seen.

import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { type Emulator, type EmulatorOptions, startEmulator } from "auth0-authentication-methods-emulator";
import { run } from "../../provider/src/cli/program";
import { systemClock } from "../../provider/src/core/clock";
import type { Canaries } from "../support/canaries";
import { adaWithMethods, canariesOf } from "../support/scenario";

export const repository = path.resolve(__dirname, "../..");
export const command = path.join(repository, "provider/bin/pulumi-auth0-authentication-methods.js");

/** How the command ended, and what it printed. */
export interface Ended {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Where the command runs. */
export interface Place {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly input?: string;
    readonly cwd?: string;
}

/** The surroundings without what they say about Auth0 or Pulumi. */
export function bareEnvironment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^(AUTH0|PULUMI|NODE)_/.test(name));
    return Object.fromEntries(own);
}

/** Starts the command. */
export function startCommand(args: readonly string[], { env, cwd = repository }: Place = {}) {
    return spawn(process.execPath, [command, ...args], { cwd, env: { ...bareEnvironment(), ...env } });
}

/** Waits for the end of a command. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
    });
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { code, signal, stdout, stderr };
}

/** A stream that keeps what is written. */
class Collector extends Writable {
    text = "";

    override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
        this.text += chunk.toString();
        done();
    }
}

/** A tenant, and a folder of files, for a test of the command. */
export class Ground {
    readonly emulator: Emulator;
    readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), "command-")));
    readonly canaries: Canaries;

    private constructor(emulator: Emulator) {
        this.emulator = emulator;
        this.canaries = canariesOf(emulator);
    }

    static async start(options: EmulatorOptions = {}): Promise<Ground> {
        return new Ground(await startEmulator({ users: [adaWithMethods()], ...options }));
    }

    /** The environment that is configured for the tenant. */
    get env(): Record<string, string> {
        const { url, clientId, clientSecret } = this.emulator;
        return { AUTH0_DOMAIN: url, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret };
    }

    /** Runs the command to its end, configured for the tenant, in a folder of its own. */
    async run(args: readonly string[], { env, input, cwd = this.folder }: Place = {}): Promise<Ended> {
        const child = startCommand(args, { env: { ...this.env, ...env }, cwd });
        child.stdin.end(input ?? "");
        return this.#searched(args, await ended(child));
    }

    /** The same in this process: what main.ts does but for signals and for streams that fail. */
    async runHere(args: readonly string[], { env, input = "", cwd = this.folder }: Place = {}): Promise<Ended> {
        const [stdout, stderr] = [new Collector(), new Collector()];
        const code = await run(args, {
            stdin: Readable.from([Buffer.from(input)]),
            stdout,
            stderr,
            environment: { ...bareEnvironment(), ...this.env, ...env },
            cwd,
            clock: systemClock,
        });
        return this.#searched(args, { code, signal: null, stdout: stdout.text, stderr: stderr.text });
    }

    #searched(args: readonly string[], result: Ended): Ended {
        this.canaries.assertNone(`${result.stdout}\n${result.stderr}`, "output", `the output of ${args.join(" ")}`);
        assert.doesNotMatch(result.stderr, /\n {4}at /);
        return result;
    }

    /** Writes a file into the folder. @returns Its path. */
    file(name: string, content: string): string {
        const file = path.join(this.folder, name);
        writeFileSync(file, content);
        return file;
    }

    /** What was asked of the tenant so far, tokens aside. */
    get asked(): string[] {
        return this.emulator.requests
            .filter((request) => request.path !== "/oauth/token")
            .map((request) => `${request.method} ${request.path}`);
    }

    async stop(): Promise<void> {
        await this.emulator.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
