// Many tasks on one tenant at once. One that fails stops no other.

import { mostUnderWay } from "../auth0/rate/control";
import type { Operation } from "../auth0/session";
import { AuthenticationError, NotTriedError, PermissionError, RateLimitError } from "../core/errors";

/** What came of one task. */
export type Outcome<R> = { readonly value: R } | { readonly error: unknown };

// Credentials and permissions that fail so often in a row, and never succeed, will not do better for the ten thousand others.
const mostHopeless = 20;

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
    const outcomes: Outcome<R>[] = [];
    let operation = beginOperation();
    let next = 0;
    let done = 0;
    let failed = 0;
    let hopeless = 0;
    let lastRefusal = "";
    const lanes: Promise<void>[] = [];

    const attempt = async (item: T): Promise<Outcome<R>> => {
        const { deadline } = operation;
        try {
            const value = await task(item, operation);
            operation = beginOperation();
            hopeless = 0;
            open(mostUnderWay);
            return { value };
        } catch (error) {
            const reason = reasonOf(error);
            // Others got on while this one waited for its turn, so there is time. But a second look at what may have been
            // changed by the first would take it for the original.
            if (reason instanceof RateLimitError && !reason.outcomeUnknown && operation.deadline > deadline) {
                return attempt(item);
            }
            failed += 1;
            if (reason instanceof AuthenticationError || reason instanceof PermissionError) {
                hopeless += 1;
                lastRefusal = reason.message;
            } else {
                open(mostUnderWay);
            }
            return { error };
        }
    };
    const skip = (): Outcome<R> => {
        failed += 1;
        return {
            error: new NotTriedError(`not tried, since ${mostHopeless} before failed alike. The last: ${lastRefusal}`),
        };
    };
    const work = async (): Promise<void> => {
        for (let index = next++; index < items.length; index = next++) {
            outcomes[index] = hopeless < mostHopeless ? await attempt(items[index] as T) : skip();
            done += 1;
            onProgress(done, failed);
        }
    };
    // As many as may be under way, so that the rate control alone decides when one goes.
    const open = (count: number): void => {
        while (lanes.length < Math.min(count, items.length)) {
            lanes.push(work());
        }
    };
    // No more until one was let in, or hundreds would be on their way before it shows that none is.
    open(mostHopeless);
    for (const lane of lanes) {
        await lane;
    }
    return outcomes;
}

/** Why a task failed: what it threw, or what it wrapped. */
function reasonOf(error: unknown): unknown {
    return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** Whether a task succeeded. */
export function isDone<R>(outcome: Outcome<R>): outcome is { readonly value: R } {
    return "value" in outcome;
}
