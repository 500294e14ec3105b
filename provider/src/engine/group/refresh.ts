// What a refresh records of a group: what it finds. A method that is gone is no longer recorded, and so is to be done again.

import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { GroupError } from "../../core/errors";
import { isDone } from "../../tenant/sideBySide";
import type { Tenant } from "../../tenant/tenant";
import { methodOf, sayDriftFromState } from "../lines";
import type { Runtime } from "../runtime";
import { each } from "./each";
import { type EntryFailure, listFailures } from "./failures";
import { driftSummary, GatheredLines, printFirst } from "./groupLines";
import { adoptedFrom, type RecordedEntry, recordAnew } from "./groupOutputs";

/** @throws GroupError when a user cannot be read: half a refresh would look like a whole one. */
export async function refresh(
    runtime: Runtime,
    tenant: Tenant,
    settings: readonly RecordedEntry[],
): Promise<RecordedEntry[]> {
    const outcomes = await each(runtime, tenant, settings, "read", async (recorded, operation) => ({
        recorded,
        live: await tenant.methods.find(recorded, operation),
    }));
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

function keep(
    tenant: Tenant,
    found: readonly { readonly recorded: RecordedEntry; readonly live: AuthenticationMethod | undefined }[],
): RecordedEntry[] {
    const drift = new GatheredLines(tenant.log);
    const gone: string[] = [];
    const kept = found.flatMap(({ recorded, live }) => {
        if (live === undefined) {
            gone.push(methodOf(recorded));
            return [];
        }
        const adopted = adoptedFrom(recorded);
        sayDriftFromState({ ...tenant, log: drift }, adopted, live);
        return [recordAnew(adopted, live)];
    });
    drift.print((count) => driftSummary(count, found.length));
    printFirst(
        tenant.log,
        gone,
        (count) => `${count} of ${found.length} methods of this group are gone, and no longer recorded`,
    );
    return kept;
}
