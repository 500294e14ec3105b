// Programs as a user starts them in a folder: nothing of this repository's settings, and of the surroundings only what
// says nothing about Auth0 or Pulumi.

import { execFile } from "node:child_process";

const foreign = /^(AUTH0|PULUMI)_|^NODE_(PATH|OPTIONS)$/;

export interface CommandResult {
    ok: boolean;
    stdout: string;
    /** Stdout and stderr, one after the other. */
    output: string;
}

/** This process's environment, without what is foreign to a test and with what the test says. */
export function environment(own: Record<string, string> = {}): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    return { ...Object.fromEntries(inherited), ...own };
}

/** Runs a program to its end. That it failed is a result too. */
export function tryToRun(cwd: string, command: string, ...args: string[]): Promise<CommandResult> {
    return new Promise((resolve) => {
        execFile(command, args, { cwd, env: environment(), maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
            resolve({ ok: error === null, stdout, output: `${stdout}${stderr}` });
        });
    });
}

/** Runs a program that has to succeed, and answers what it printed on stdout. */
export async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
    const { ok, stdout, output } = await tryToRun(cwd, command, ...args);
    if (!ok) {
        throw new Error(`${command} ${args.join(" ")} failed in ${cwd}:\n${output}`);
    }
    return stdout;
}
