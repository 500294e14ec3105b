// What a preview finds out about a group: entries that cannot be brought into line, and what was changed behind Pulumi's
// back. All users are read side by side; a list that was read once in an operation is not read again.

import { messageOf } from "../../core/defects";
import { CancelledError, ExchangeError, NotTriedError } from "../../core/errors";
import { plan } from "../../core/plan";
import { selectorKey } from "../../core/selector";
import { pickSettings } from "../../core/settings";
import { isDone } from "../../tenant/sideBySide";
import type { Tenant } from "../../tenant/tenant";
import { sayDriftFromProgram, sayReenrolled } from "../lines";
import type { Runtime } from "../runtime";
import { Claims, type PlacedEntry } from "./claims";
import { each } from "./each";
import { look } from "./entries";
import type { GroupEntry } from "./groupInputs";
import { driftSummary, GatheredLines, printFirst, reenrolledSummary } from "./groupLines";
import { adoptedFrom, type RecordedEntry } from "./groupOutputs";

/**
 * Prints which entries cannot be brought into line as they are declared: they stop no other.
 *
 * @returns Why none of them can be, when that is no entry's fault: then nothing else would go well either.
 */
export async function findProblems(
    runtime: Runtime,
    tenant: Tenant,
    entries: readonly PlacedEntry[],
): Promise<string | undefined> {
    const claims = new Claims(entries);
    const outcomes = await each(runtime, tenant, entries, "read", ({ entry }, operation) =>
        look(tenant, claims, entry, operation),
    );
    const problems = outcomes.flatMap((outcome, at) =>
        isDone(outcome) ? [] : [{ place: `settings[${entries[at]?.index}]`, error: outcome.error }],
    );
    const cancelled = problems.find(({ error }) => error instanceof CancelledError);
    if (cancelled !== undefined) {
        return messageOf(cancelled.error);
    }
    const [first] = problems;
    if (first !== undefined && problems.length === entries.length && problems.every(isOfTenant)) {
        return messageOf(first.error);
    }
    printFirst(
        tenant.log,
        problems.map(({ place, error }) => `${place}: ${messageOf(error)}`),
        (count) => `${count} of ${entries.length} entries of settings cannot be brought into line; they stop no other`,
    );
    return undefined;
}

function isOfTenant({ error }: { readonly error: unknown }): boolean {
    return error instanceof ExchangeError || error instanceof NotTriedError;
}

/** Whether live methods differ from what is declared; prints which were changed behind Pulumi's back. */
export async function findChanges(
    runtime: Runtime,
    tenant: Tenant,
    settings: readonly GroupEntry[],
    known: ReadonlyMap<string, RecordedEntry>,
): Promise<boolean> {
    const drift = new GatheredLines(tenant.log);
    const reenrolled = new GatheredLines(tenant.log);
    const claims = new Claims(settings.map((entry, index) => ({ entry, index })));
    const outcomes = await each(runtime, tenant, settings, "compared", async (entry, operation) => {
        const live = await look(tenant, claims, entry, operation);
        const recorded = known.get(selectorKey(entry));
        const declared = pickSettings(entry);
        if (recorded !== undefined && sayReenrolled({ ...tenant, log: reenrolled }, adoptedFrom(recorded), live)) {
            return true;
        }
        if (recorded !== undefined && recorded.unfinished !== true) {
            sayDriftFromProgram({ ...tenant, log: drift }, adoptedFrom(recorded), declared, live);
        }
        return plan(declared, live) !== undefined;
    });
    reenrolled.print((count) => reenrolledSummary(count, settings.length));
    drift.print((count) => driftSummary(count, settings.length));
    // What could not be read may differ: the update tries again, and fails where it still cannot.
    return outcomes.some((outcome) => !isDone(outcome) || outcome.value);
}
