// The border to the engine, which prints the stack of whatever check, diff, read and delete throw, and cannot carry
// undefined: what crosses is plain JSON, or an error that is a message alone.

import { messageOf } from "../core/defects";
import { isAuthenticationMethodsError } from "../core/errors";
import { scrub } from "../core/text";

/** What crosses the border when nothing is to be recorded: a message alone. */
class EngineError extends Error {
    constructor(error: Error, keepsStack: boolean) {
        super(error.message);
        this.name = error.name;
        this.stack = keepsStack ? scrubbedStack(error) : "";
    }
}

function scrubbedStack({ stack = "" }: Error): string {
    return stack
        .split("\n")
        .map((line) => scrub(line))
        .join("\n");
}

/**
 * Part of an operation is done, or may be: the engine records these outputs, and the next `up` calls update, whatever diff
 * says.
 */
export class UnfinishedError extends Error {
    constructor(
        reason: Error,
        readonly id: string,
        readonly outputs: object,
    ) {
        super(reason.message);
    }
}

/** The same as the SDK's server takes it. Source: `grpcResponseFromError` in its cmd/dynamic-provider. */
class InitError extends Error {
    override readonly name = "UnfinishedError";
    override readonly stack = "";
    readonly id: string;
    readonly properties: Readonly<Record<string, unknown>>;
    readonly reasons: readonly string[];

    constructor({ message, id, outputs }: UnfinishedError, providerText: string) {
        super(message);
        this.id = id;
        // Without it, the engine could not reach the provider from this state: the server adds it to results only.
        this.properties = { ...plain(outputs), __provider: providerText };
        this.reasons = [message];
    }
}

function plain<T extends object>(value: T): T {
    return JSON.parse(JSON.stringify(value)) as T;
}

/**
 * Runs one operation of the engine.
 *
 * @param providerText - What the engine reaches the provider by.
 */
export async function acrossBorder<T extends object>(
    providerText: string,
    isDebug: () => boolean,
    task: () => Promise<T>,
): Promise<T> {
    try {
        return plain(await task());
    } catch (error) {
        throw error instanceof UnfinishedError ? new InitError(error, providerText) : toEngineError(error, isDebug());
    }
}

function toEngineError(thrown: unknown, isDebug: boolean): EngineError {
    if (isAuthenticationMethodsError(thrown)) {
        return new EngineError(thrown, isDebug);
    }
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const report = new Error(messageOf(error));
    report.name = error.name;
    report.stack = error.stack ?? "";
    return new EngineError(report, isDebug);
}
