// What the model is held against: an engine with one stack and the provider below it. There are three of them.

import type { Checkpoint } from "./state";
import type { Operation, Resource } from "./world";

/** How an operation went. */
export interface Ran {
    readonly isOk: boolean;
    /** All that a user gets to read. */
    readonly output: string;
    /** What happened to each resource of ours, in the engine's words, each kind once. */
    readonly steps: Readonly<Record<string, readonly string[]>>;
}

export interface EngineUnderTest {
    run(operation: Operation, program: Readonly<Record<string, Resource>>): Promise<Ran>;
    /** The state as it is stored. */
    checkpoint(): Checkpoint;
    /** Ends the engine, or the provider alone, at once and in the middle of an operation. */
    kill(target: "engine" | "provider"): void;
    /** Resolves when nothing lives any more of what was killed, and the stack can be used again. */
    recover(): Promise<void>;
    dispose(): Promise<void>;
}

/** The arguments of a resource as a program gives them. */
export function argumentsOf({ kind, entries, onDelete }: Resource): Record<string, unknown> {
    const list = Object.entries(entries).map(([key, declared]) => {
        const [method = "", userId] = key.split(" of ");
        return { userId, ...selectorOf(method), ...declared };
    });
    return { ...(kind === "group" ? { settings: list } : list[0]), ...(onDelete !== undefined && { onDelete }) };
}

/** "phone|dev_1", "type:phone" or "type:phone:newest" as arguments. */
function selectorOf(method: string): Record<string, string> {
    const [prefix, authenticationMethodType = "", pick] = method.split(":");
    return prefix === "type"
        ? { authenticationMethodType, ...(pick !== undefined && { pick }) }
        : { authenticationMethodId: method };
}
