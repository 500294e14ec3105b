// The border to the engine, which prints the stack of whatever check, diff, read and delete throw, and cannot carry
// undefined: what crosses is plain JSON, or an error that is a message alone.

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
 * A change that may have reached the tenant and could not be finished: the engine keeps what is known, and the next `up`
 * calls update, whatever diff says.
 */
export class UnfinishedError extends Error {
    override readonly name = "UnfinishedError";
    readonly id: string;
    readonly properties: Readonly<Record<string, unknown>>;
    readonly reasons: readonly string[];

    constructor(error: Error, id: string, properties: object, providerText: string) {
        super(error.message);
        this.id = id;
        // Without it, the engine could not reach the provider from this state: the server adds it to results only.
        this.properties = { ...plain(properties), __provider: providerText };
        this.reasons = [error.message];
    }
}

function plain<T extends object>(value: T): T {
    return JSON.parse(JSON.stringify(value)) as T;
}

/** Runs one operation of the engine. */
export async function acrossBorder<T extends object>(isDebug: () => boolean, task: () => Promise<T>): Promise<T> {
    try {
        return plain(await task());
    } catch (error) {
        throw error instanceof UnfinishedError ? withoutStack(error) : toEngineError(error, isDebug());
    }
}

function withoutStack(error: UnfinishedError): UnfinishedError {
    error.stack = "";
    return error;
}

/** What may be said of whatever was thrown. */
export function messageOf(thrown: unknown): string {
    if (isAuthenticationMethodsError(thrown)) {
        return thrown.message;
    }
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return (
        `${scrub(message)}. This is a defect of pulumi-auth0-authentication-methods: please report it, with what ` +
        "`pulumi config set auth0:debug true` adds to this message."
    );
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
