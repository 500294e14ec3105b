// Many tasks on one tenant at once, of which one that fails stops no other.

import { NotTriedError } from "../core/errors";
import type { Operation } from "../core/operation";
import { Lanes } from "./lanes";

/** What came of one task. */
export type Outcome<R> = { readonly value: R } | { readonly error: unknown };

// Credentials and permissions that fail so often in a row will not do better for the ten thousand others.
const mostDenied = 20;

/**
 * Runs a task for each item, side by side.
 *
 * @param beginOperation - The time that a task has. It begins anew whenever one succeeds: a large group may take hours, but not
 * when nothing succeeds.
 * @param onProgress - Told how many are done, and how many of them failed.
 * @returns What came of each, in the order of the items.
 */
export async function sideBySide<T, R>(
    items: readonly T[],
    task: (item: T, operation: Operation) => Promise<R>,
    beginOperation: () => Operation,
    onProgress: (done: number, failed: number) => void = () => {},
): Promise<Outcome<R>[]> {
    let operation = beginOperation();
    let done = 0;
    let failed = 0;
    const lanes = new Lanes(
        () => operation,
        ({ message }, { denied }) =>
            denied < mostDenied
                ? undefined
                : new NotTriedError(`not tried, since ${mostDenied} before failed alike. The last: ${message}`),
    );
    const attempt = async (item: T, current: Operation): Promise<R> => {
        const value = await task(item, current);
        operation = beginOperation();
        return value;
    };
    const settle = (outcome: Outcome<R>): Outcome<R> => {
        done += 1;
        failed += isDone(outcome) ? 0 : 1;
        onProgress(done, failed);
        return outcome;
    };
    return Promise.all(
        items.map((item) =>
            lanes
                .run((current) => attempt(item, current))
                .then(
                    (value) => settle({ value }),
                    (error: unknown) => settle({ error }),
                ),
        ),
    );
}

/** Whether a task succeeded. */
export function isDone<R>(outcome: Outcome<R>): outcome is { readonly value: R } {
    return "value" in outcome;
}
