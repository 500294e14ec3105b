// The types of run.mjs, for tests that run programs as well.

/** The absolute path of a program, or undefined. */
export declare function findOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined;

/** Runs a program to its end; never rejects. */
export declare function run(
    command: string,
    args: readonly string[],
    options?: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; signal?: AbortSignal },
): Promise<{ ok: boolean; stdout: string; output: string }>;
