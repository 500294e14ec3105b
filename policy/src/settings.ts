// What rules can be configured with: each setting once, as JSON Schema for the engine, which checks a configuration file by
// it, and as a type for packs that are written in TypeScript.

import type { PolicyConfigSchema } from "@pulumi/policy";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** A setting of a rule: what it means, and what it is where it is not configured. */
export type Setting<T> = JsonSchema & { readonly description: string; readonly default: T & JsonSchema["default"] };

/** The settings of a rule whose configuration is of this type. */
export type Settings<C extends object> = { readonly [K in keyof C]: Setting<C[K]> };

/** A list of texts in which `*` stands for any characters. */
export function patterns(description: string, initially: readonly string[] = []): Setting<readonly string[]> {
    return { type: "array", items: { type: "string", minLength: 1 }, description, default: [...initially] };
}

/** A list of texts that are taken as they are. */
export function texts(
    description: string,
    pattern: string,
    initially: readonly string[] = [],
): Setting<readonly string[]> {
    return { type: "array", items: { type: "string", pattern }, description, default: [...initially] };
}

/** What is accepted, and by which decision: a pattern for users or resources, and a ticket. */
export function tickets(description: string): Setting<Readonly<Record<string, string>>> {
    return { type: "object", additionalProperties: { type: "string", minLength: 1 }, description, default: {} };
}

/** A whole number. */
export function wholeNumber(description: string, minimum: number, initially: number): Setting<number> {
    return { type: "integer", minimum, description, default: initially };
}

/** A choice of two. */
export function yesOrNo(description: string, initially: boolean): Setting<boolean> {
    return { type: "boolean", description, default: initially };
}

/** The configuration where nothing is configured. */
export function defaultsOf<C extends object>(settings: Settings<C>): C {
    const entries = Object.entries<Setting<unknown>>(settings as Readonly<Record<string, Setting<unknown>>>);
    return Object.fromEntries(entries.map(([name, setting]) => [name, setting.default])) as C;
}
