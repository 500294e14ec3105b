// When look-ups that wait are given up.

import { NotTriedError } from "../core/errors";
import type { Operation } from "../core/operation";
import { Lanes } from "../tenant/lanes";

/**
 * The lanes of the look-ups of one configuration. Credentials that let nobody in, and a permission that nobody has, will not do
 * better for the thousand others. Where one has succeeded, the others may ask for something else.
 *
 * @param beginOperation - The time that a look-up has from when it is its turn.
 */
export function lookupLanes(beginOperation: () => Operation): Lanes {
    return new Lanes(beginOperation, ({ message }, { succeeded }) =>
        succeeded > 0
            ? undefined
            : new NotTriedError(`Not looked up, since one before it failed, and none succeeded: ${message}`),
    );
}
