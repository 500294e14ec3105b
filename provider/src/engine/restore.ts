// `onDelete: "restore"`: the declared settings go back to what they were when the method was adopted.

import type { Operation } from "../auth0/client";
import { MethodNotFoundError, UserNotFoundError } from "../core/errors";
import { namesOf, pickSettings } from "../core/settings";
import { reconcile } from "../tenant/reconcile";
import type { Tenant } from "../tenant/tenant";
import { sayNotTaken, sayStays } from "./lines";
import type { RecordedOutputs } from "./outputs";

/** Puts settings back. A method or user that is gone has nothing to put back. */
export async function restoreOriginal(tenant: Tenant, recorded: RecordedOutputs, operation: Operation): Promise<void> {
    // Auth0 documents no way to unset a setting, and an empty name would be one.
    const original = pickSettings(
        recorded.originalSettings,
        recorded.declaredSettings.filter((name) => recorded.originalSettings[name]),
    );
    try {
        const { after } = await reconcile(tenant, recorded, original, operation);
        sayNotTaken(tenant, recorded, "original", original, after);
        const staying = recorded.declaredSettings.filter(
            (name) => !namesOf(original).includes(name) && after[name] !== undefined,
        );
        for (const name of staying) {
            sayStays(tenant, recorded, name, after);
        }
    } catch (error) {
        if (!(error instanceof UserNotFoundError || error instanceof MethodNotFoundError)) {
            throw error;
        }
    }
}
