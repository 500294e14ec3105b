// What a refresh records of a group: what it finds. A method that is gone is no longer recorded, and so is to be done again.

import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { AmbiguousMethodError, GroupError } from "../../core/errors";
import { pickSelector } from "../../core/selector";
import { find } from "../../tenant/observe";
import { isDone } from "../../tenant/sideBySide";
import type { Tenant } from "../../tenant/tenant";
import { methodOf, sayDriftFromState, sayReenrolled } from "../lines";
import type { Runtime } from "../runtime";
import { each } from "./each";
import { type EntryFailure, listFailures } from "./failures";
import { driftSummary, GatheredLines, printFirst, reenrolledSummary } from "./groupLines";
import { adoptedFrom, type RecordedEntry, recordAnew } from "./groupOutputs";

interface Found {
    readonly recorded: RecordedEntry;
    readonly live: AuthenticationMethod | undefined;
    /** Whether it could not be told which of several methods it is. */
    readonly isUnclear: boolean;
}

/** @throws GroupError when a user cannot be read: half a refresh would look like a whole one. */
export async function refresh(
    runtime: Runtime,
    tenant: Tenant,
    settings: readonly RecordedEntry[],
): Promise<RecordedEntry[]> {
    const unclear: string[] = [];
    const outcomes = await each(runtime, tenant, settings, "read", async (recorded, operation) => {
        try {
            const live = await find(tenant, pickSelector(recorded), operation);
            return { recorded, live, isUnclear: false };
        } catch (error) {
            if (!(error instanceof AmbiguousMethodError)) {
                throw error;
            }
            // One user's second phone must not keep the refresh from all others.
            unclear.push(error.message);
            return { recorded, live: undefined, isUnclear: true };
        }
    });
    printFirst(
        tenant.log,
        unclear,
        (count) =>
            `${count} of ${settings.length} methods of this group cannot be told, and stay recorded as they were`,
    );
    const failures = outcomes.flatMap((outcome, index): EntryFailure[] => {
        const recorded = settings[index];
        return isDone(outcome) || recorded === undefined ? [] : [{ place: methodOf(recorded), error: outcome.error }];
    });
    if (failures.length > 0) {
        throw new GroupError(
            `${failures.length} of ${settings.length} authentication methods of this group could not be read, so nothing of ` +
                `it was refreshed:\n${listFailures(failures).join("\n")}`,
        );
    }
    return keep(
        tenant,
        outcomes.filter(isDone).map(({ value }) => value),
    );
}

function keep(tenant: Tenant, found: readonly Found[]): RecordedEntry[] {
    const drift = new GatheredLines(tenant.log);
    const reenrolled = new GatheredLines(tenant.log);
    const gone: string[] = [];
    const kept = found.flatMap(({ recorded, live, isUnclear }) => {
        if (isUnclear) {
            return [recorded];
        }
        if (live === undefined) {
            gone.push(methodOf(recorded));
            return [];
        }
        const adopted = adoptedFrom(recorded);
        if (!sayReenrolled({ ...tenant, log: reenrolled }, adopted, live)) {
            sayDriftFromState({ ...tenant, log: drift }, adopted, live);
        }
        return [recordAnew(adopted, live.authenticationMethodId, live)];
    });
    reenrolled.print((count) => reenrolledSummary(count, found.length));
    drift.print((count) => driftSummary(count, found.length));
    printFirst(
        tenant.log,
        gone,
        (count) => `${count} of ${found.length} methods of this group are gone, and no longer recorded`,
    );
    return kept;
}
