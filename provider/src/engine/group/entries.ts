// What becomes of single entries of a group: adopted, looked at, released. The way to the tenant is that of single resources.

import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { mayHaveArrived } from "../../core/errors";
import { type MethodReference, referenceTo } from "../../core/ids";
import type { Operation } from "../../core/operation";
import { plan } from "../../core/plan";
import { pickSettings } from "../../core/settings";
import { observe } from "../../tenant/observe";
import { assertApplicable, reconcile } from "../../tenant/reconcile";
import type { Tenant } from "../../tenant/tenant";
import { type Adoptions, firstAdopted } from "../adopted";
import { sayNotRestored, sayNotTaken, sayReenrolled } from "../lines";
import { restoreOriginal } from "../restore";
import type { Claims } from "./claims";
import type { GroupEntry } from "./groupInputs";
import { adoptedFrom, type RecordedEntry, recordEntry, valuesOf } from "./groupOutputs";

/** What the entries of one group are done with. */
export interface GroupContext {
    readonly tenant: Tenant;
    /** The argument that named the tenant. */
    readonly tenantName: string | undefined;
    readonly resourceId: string;
    /** Whether previews read the tenant, and so have said what was enrolled anew. */
    readonly isLive: boolean;
    readonly adoptions: Adoptions;
    /** Which entry of the group has which method. */
    readonly claims: Claims;
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
    { tenant, tenantName, isLive, adoptions, claims }: GroupContext,
    entry: GroupEntry,
    recorded: RecordedEntry | undefined,
    operation: Operation,
): Promise<RecordedEntry> {
    let found: MethodReference | undefined;
    let adopted: (MethodReference & Parameters<typeof recordEntry>[1]) | undefined = recorded;
    const declared = pickSettings(entry);
    try {
        const { after } = await reconcile(tenant, entry, operation, (before) => {
            const live = referenceTo(before, entry);
            claims.assertFree(entry, live);
            found = live;
            // What this group had adopted under another entry keeps its history.
            adopted = recorded ?? claims.inherit(live) ?? { ...live, originalSettings: pickSettings(before) };
            claims.goOn(firstAdopted(adopted));
            // Also where the entry is recorded: the method may be one that was enrolled since, and given up elsewhere.
            adoptions.add(tenantName, live);
            // With live reading, diff has said so.
            if (recorded !== undefined && !isLive) {
                sayReenrolled(tenant, adoptedFrom(recorded), live);
            }
            return declared;
        });
        sayNotTaken(tenant, referenceTo(after, entry), "declared", declared, after);
        return recordEntry(entry, adopted as NonNullable<typeof adopted>, after.authenticationMethodId, after);
    } catch (error) {
        if (mayHaveArrived(error) && found !== undefined && adopted !== undefined) {
            // Forgetting the adoption now would lose the original settings.
            const record = recordEntry(entry, adopted, found.authenticationMethodId, declared);
            throw new EntryError(error, { ...record, unfinished: true });
        }
        if (recorded === undefined && found !== undefined) {
            adoptions.remove(tenantName, found);
            claims.giveBack(found);
        }
        throw new EntryError(error, recorded);
    }
}

/** Leaves an entry as it is recorded. */
export function stay({ tenantName, adoptions, claims }: GroupContext, recorded: RecordedEntry): RecordedEntry {
    adoptions.add(tenantName, recorded);
    claims.goOn(firstAdopted(recorded));
    return recorded;
}

/**
 * Puts the settings of an entry back that is no longer declared.
 *
 * @throws EntryError
 */
export async function release(
    { tenant, tenantName, resourceId, adoptions, claims }: GroupContext,
    recorded: RecordedEntry,
    operation: Operation,
): Promise<void> {
    const adopted = adoptedFrom(recorded);
    try {
        await restoreOriginal(
            tenant,
            adopted,
            operation,
            () => adoptions.has(tenantName, firstAdopted(adopted), resourceId),
            (_tenant, method) => {
                if (!claims.isGoingOn(method)) {
                    sayNotRestored(tenant, method);
                }
            },
        );
    } catch (error) {
        throw new EntryError(error, recorded);
    }
}

/**
 * The live method of an entry that can be brought into line.
 *
 * @throws UserNotFoundError, MethodNotFoundError, AmbiguousMethodError, InvalidArgumentsError, SettingNotApplicableError, or an
 * ExchangeError.
 */
export async function look(
    tenant: Tenant,
    claims: Claims,
    entry: GroupEntry,
    operation: Operation,
): Promise<AuthenticationMethod> {
    const method = await observe(tenant, entry, operation);
    claims.assertFree(entry, referenceTo(method, entry));
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
    const isDeclared = Object.keys(declared).length === declaredSettings.length && entry.pick === recorded.pick;
    return isDeclared && plan(declared, valuesOf(recorded)) === undefined;
}
