// Programs as the engine's setup runs them: found on the PATH that it was given, without a shell, and all output kept.

import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The absolute path of a program, or undefined. */
export function findOnPath(name, env) {
    // On Windows only what can be started without a shell: not a .cmd.
    const file = process.platform === "win32" ? `${name}.exe` : name;
    return (env.PATH ?? env.Path ?? "")
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, file))
        .find(isExecutable);
}

function isExecutable(file) {
    try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
    } catch {
        return false;
    }
}

/**
 * Runs a program to its end; never rejects. `ok` is false when it could not be started, failed, or took longer than
 * `timeoutMs`. When `signal` is aborted, the program is asked to stop the way Ctrl-C asks, so that it can clean up.
 */
export function run(command, args, { cwd, env, timeoutMs, signal, killSignal = "SIGINT" } = {}) {
    return new Promise((resolve) => {
        let output = "";
        let stdout = "";
        let limit;
        const done = (ok) => {
            clearTimeout(limit);
            resolve({ ok, stdout: stdout.trim(), output: output.trim() });
        };
        const child = spawn(command, args, {
            cwd,
            env,
            signal,
            killSignal,
            stdio: ["ignore", "pipe", "pipe"],
            windowsHide: true,
        });
        // Not the option of spawn(): its timer goes on, and keeps this process, when a program could not be started.
        if (timeoutMs !== undefined) {
            limit = setTimeout(() => child.kill(killSignal), timeoutMs);
        }
        child.stdout.on("data", (chunk) => {
            stdout += chunk;
            output += chunk;
        });
        child.stderr.on("data", (chunk) => {
            output += chunk;
        });
        child.on("error", (error) => {
            output += error.message;
            // A program that was aborted still runs; its "close" event follows. One that never started has no pid.
            if (child.pid === undefined) {
                done(false);
            }
        });
        child.on("close", (code) => done(code === 0));
    });
}

/** The version an engine answers, without its leading "v"; undefined when the file does not run as an engine. */
export async function versionOf(command, env) {
    const answer = await run(command, ["version"], {
        env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeoutMs: 60_000,
        killSignal: "SIGKILL",
    });
    return answer.ok ? /^v?(\d+\.\d+\.\d+\S*)$/m.exec(answer.stdout)?.[1] : undefined;
}
