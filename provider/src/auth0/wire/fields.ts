// What the shapes of this room are made of, and the words for what is wrong with them.

import * as z from "zod";

/** What is wrong with a field, to follow its name: the validator's own words speak of JavaScript. */
export function wrongUnless(kind: string) {
    return ({ input }: { readonly input?: unknown }) => (input === undefined ? "missing" : `not ${kind}`);
}

/** Fails with words that follow the name of a field. */
export const text = z.string({ error: wrongUnless("a text") });
/** See {@link text}. */
export const count = z.int({ error: wrongUnless("a whole number") });

// What is odd in a field that we do not need must not stand in the way of all of a user's methods.
export const optionalText = z.string().nullish().catch(undefined);

type Present<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
    [K in keyof T]?: NonNullable<T[K]>;
};

/** The engine cannot carry undefined, and Auth0 may send null for what it leaves out elsewhere. */
export function withoutAbsent<T extends object>(record: T): Present<T> {
    return Object.fromEntries(
        Object.entries(record).filter(([, value]) => value !== undefined && value !== null),
    ) as Present<T>;
}
