// `onDelete: "restore"`: the declared settings go back to what they were when the method was adopted.

import type { Operation } from "../auth0/session";
import { MethodNotFoundError, UserNotFoundError } from "../core/errors";
import { namesOf, pickSettings } from "../core/settings";
import { reconcile } from "../tenant/reconcile";
import type { Tenant } from "../tenant/tenant";
import type { Adopted } from "./adopted";
import { sayNotRestored, sayNotTaken, sayStays } from "./lines";

/**
 * Puts settings back. A method or user that is gone has nothing to put back.
 *
 * @param isAdoptedAnew - Whether this operation of the engine has adopted the method in another place. Asked when it is
 * this method's turn, since that may happen at the same time.
 */
export async function restoreOriginal(
    tenant: Tenant,
    adopted: Adopted,
    operation: Operation,
    isAdoptedAnew: () => boolean,
): Promise<void> {
    // Auth0 documents no way to unset a setting, and an empty name would be one.
    const original = pickSettings(
        adopted.originalSettings,
        adopted.declaredSettings.filter((name) => adopted.originalSettings[name]),
    );
    try {
        let isAnew = false;
        const { after } = await reconcile(tenant, adopted, operation, () => {
            isAnew = isAdoptedAnew();
            return isAnew ? {} : original;
        });
        if (isAnew) {
            sayNotRestored(tenant, adopted);
            return;
        }
        sayNotTaken(tenant, adopted, "original", original, after);
        const staying = adopted.declaredSettings.filter(
            (name) => !namesOf(original).includes(name) && after[name] !== undefined,
        );
        for (const name of staying) {
            sayStays(tenant, adopted, name, after);
        }
    } catch (error) {
        if (!(error instanceof UserNotFoundError || error instanceof MethodNotFoundError)) {
            throw error;
        }
    }
}
