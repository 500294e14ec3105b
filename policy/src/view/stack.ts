// What rules know of the stack that they judge: its name, which stands in every URN, and its tags.

import { isMeant } from "./patterns";

/** The stack's tags that rules look at (`pulumi stack tag set`). The configuration can say the same. */
export const stackTagNames = {
    /** `aal3` or `l3`. */
    assurance: "auth0:assurance",
    /** `true` or `false`. */
    production: "auth0:production",
    /** The ticket by which phones are accepted. */
    acceptRestricted: "auth0:accept-restricted",
    /** `true` or a ticket. */
    voiceForAccessibility: "auth0:voice-for-accessibility",
} as const;

/** A stack. */
export interface StackFacts {
    /** "" where there is no URN to read it from. */
    readonly name: string;
    tag(name: keyof typeof stackTagNames): string | undefined;
}

/** Reads the stack's name from the URN of any resource. */
export function stackOf(urn: string | undefined, tags: ReadonlyMap<string, string>): StackFacts {
    const name = /^urn:pulumi:([^:]+)::/.exec(urn ?? "")?.[1] ?? "";
    return { name, tag: (key) => tags.get(stackTagNames[key])?.trim() || undefined };
}

/** Whether a stack is for assurance of the highest level, by its tag or by its name. */
export function isHighestAssurance(stack: StackFacts, names: readonly string[]): boolean {
    return /^(aal|l)3$/i.test(stack.tag("assurance") ?? "") || isMeant(names, stack.name);
}

/** Whether a stack is for production: by its tag, and else by its name. */
export function isProduction(stack: StackFacts, names: readonly string[]): boolean {
    const tag = stack.tag("production")?.toLowerCase();
    return tag === "true" || (tag !== "false" && isMeant(names, stack.name));
}
