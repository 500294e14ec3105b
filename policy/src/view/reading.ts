// Properties as policies get them: at preview some are not yet known, and touching one throws. Here that is a value like any
// other, so that a rule judges what is known instead of giving up the whole resource.

import { UnknownValueError } from "@pulumi/policy";

/** What stands for a value that a preview does not know yet. */
export const unknown = Symbol("not known at preview");

/** A text that is there, is absent (or is no text), or is not known yet. */
export type Text = string | undefined | typeof unknown;

/** A property of an object or an element of an array. */
export function read(from: unknown, key: string | number): unknown {
    try {
        return typeof from === "object" && from !== null ? (from as Record<string | number, unknown>)[key] : undefined;
    } catch (error) {
        if (error instanceof UnknownValueError) {
            return unknown;
        }
        throw error;
    }
}

/** A property that is a text. */
export function readText(from: unknown, key: string): Text {
    const value = read(from, key);
    return value === unknown || typeof value === "string" ? value : undefined;
}

/** The elements of a property that is an array. */
export function readElements(from: unknown, key: string): unknown[] | typeof unknown {
    const value = read(from, key);
    if (value === unknown) {
        return unknown;
    }
    return Array.isArray(value) ? Array.from({ length: value.length }, (_, index) => read(value, index)) : [];
}
