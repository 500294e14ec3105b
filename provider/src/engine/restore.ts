// `onDelete: "restore"`: the declared settings go back to what they were when the method was adopted.

import { MethodNotFoundError, UserNotFoundError } from "../core/errors";
import type { MethodReference } from "../core/ids";
import type { Operation } from "../core/operation";
import { namesOf, pickSettings } from "../core/settings";
import { reconcile } from "../tenant/reconcile";
import type { Tenant } from "../tenant/tenant";
import { type Adopted, firstAdopted } from "./adopted";
import { sayEnrolledSince, sayNotRestored, sayNotTaken, sayStays } from "./lines";

/**
 * Puts settings back. A method or user that is gone has nothing to put back.
 *
 * @param isAdoptedAnew - Whether this operation of the engine has adopted the method in another place. Asked when it is
 * this method's turn, since that may happen at the same time.
 * @param sayKept - Told of a method that was.
 */
export async function restoreOriginal(
    tenant: Tenant,
    adopted: Adopted,
    operation: Operation,
    isAdoptedAnew: () => boolean,
    sayKept: (tenant: Tenant, method: MethodReference) => void = sayNotRestored,
): Promise<void> {
    // Auth0 documents no way to unset a setting, and an empty name would be one.
    const original = pickSettings(
        adopted.originalSettings,
        adopted.declaredSettings.filter((name) => adopted.originalSettings[name]),
    );
    const first = firstAdopted(adopted);
    if (first.authenticationMethodId !== adopted.authenticationMethodId) {
        sayEnrolledSince(tenant, adopted);
    }
    try {
        let isAnew = false;
        const { after } = await reconcile(tenant, first, operation, () => {
            isAnew = isAdoptedAnew();
            return isAnew ? {} : original;
        });
        if (isAnew) {
            sayKept(tenant, first);
            return;
        }
        sayNotTaken(tenant, first, "original", original, after);
        const staying = adopted.declaredSettings.filter(
            (name) => !namesOf(original).includes(name) && after[name] !== undefined,
        );
        for (const name of staying) {
            sayStays(tenant, first, name, after);
        }
    } catch (error) {
        if (!(error instanceof UserNotFoundError || error instanceof MethodNotFoundError)) {
            throw error;
        }
    }
}
