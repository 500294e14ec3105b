// What becomes of single entries of a group: adopted, looked at, released. The way to the tenant is that of single resources.

import type { Operation } from "../../auth0/session";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { ExchangeError } from "../../core/errors";
import { plan } from "../../core/plan";
import { pickSettings } from "../../core/settings";
import { assertApplicable, observe, reconcile } from "../../tenant/reconcile";
import type { Tenant } from "../../tenant/tenant";
import type { Adoptions } from "../adopted";
import { sayNotTaken } from "../lines";
import { restoreOriginal } from "../restore";
import type { GroupEntry } from "./groupInputs";
import { adoptedFrom, type RecordedEntry, recordEntry, valuesOf } from "./groupOutputs";

/** What the entries of one group are done with. */
export interface GroupContext {
    readonly tenant: Tenant;
    /** The argument that named the tenant. */
    readonly tenantName: string | undefined;
    readonly resourceId: string;
    readonly adoptions: Adoptions;
}

/** An entry could not be brought into line. */
export class EntryError extends Error {
    /**
     * @param cause - Why.
     * @param record - What is recorded of it all the same.
     */
    constructor(
        cause: unknown,
        readonly record: RecordedEntry | undefined,
    ) {
        super("an entry could not be brought into line", { cause });
    }
}

/**
 * Brings the method of an entry into line.
 *
 * @param recorded - What the state has of it; undefined when it is to be adopted.
 * @throws EntryError
 */
export async function settle(
    { tenant, tenantName, adoptions }: GroupContext,
    entry: GroupEntry,
    recorded: RecordedEntry | undefined,
    operation: Operation,
): Promise<RecordedEntry> {
    let observed: AuthenticationMethod | undefined;
    const original = () => recorded?.originalSettings ?? pickSettings(observed ?? {});
    const declared = pickSettings(entry);
    try {
        const { after } = await reconcile(tenant, entry, operation, (before) => {
            observed = before;
            if (recorded === undefined) {
                adoptions.add(tenantName, entry);
            }
            return declared;
        });
        sayNotTaken(tenant, entry, "declared", declared, after);
        return recordEntry(entry, after, original());
    } catch (error) {
        if (error instanceof ExchangeError && error.outcomeUnknown) {
            // Forgetting the adoption now would lose the original settings.
            throw new EntryError(error, { ...recordEntry(entry, declared, original()), unfinished: true });
        }
        if (recorded === undefined) {
            adoptions.remove(tenantName, entry);
        }
        throw new EntryError(error, recorded);
    }
}

/**
 * Puts the settings of an entry back that is no longer declared.
 *
 * @throws EntryError
 */
export async function release(
    { tenant, tenantName, resourceId, adoptions }: GroupContext,
    recorded: RecordedEntry,
    operation: Operation,
): Promise<void> {
    try {
        await restoreOriginal(tenant, adoptedFrom(recorded), operation, () =>
            adoptions.has(tenantName, recorded, resourceId),
        );
    } catch (error) {
        throw new EntryError(error, recorded);
    }
}

/**
 * The live method of an entry that can be brought into line.
 *
 * @throws UserNotFoundError, MethodNotFoundError, SettingNotApplicableError, or an ExchangeError.
 */
export async function look(tenant: Tenant, entry: GroupEntry, operation: Operation): Promise<AuthenticationMethod> {
    const method = await observe(tenant, entry, operation);
    assertApplicable(pickSettings(entry), method, entry.userId);
    return method;
}

/** Whether an entry has nothing to record. */
export function isAsRecorded(entry: GroupEntry, recorded: RecordedEntry | undefined): boolean {
    if (recorded === undefined || recorded.unfinished === true) {
        return false;
    }
    const { declaredSettings } = adoptedFrom(recorded);
    const declared = pickSettings(entry);
    return Object.keys(declared).length === declaredSettings.length && plan(declared, valuesOf(recorded)) === undefined;
}
