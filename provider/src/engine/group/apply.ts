// Create, update and delete of a group are one: everything is brought into line with what is declared, as far as it can be.

import { GroupError } from "../../core/errors";
import type { Operation } from "../../core/operation";
import { selectorKey } from "../../core/selector";
import { isDone, type Outcome } from "../../tenant/sideBySide";
import { methodOf } from "../lines";
import type { Runtime } from "../runtime";
import { Claims } from "./claims";
import { each } from "./each";
import { EntryError, type GroupContext, isAsRecorded, release, settle, stay } from "./entries";
import { type EntryFailure, listFailures } from "./failures";
import type { GroupInputs } from "./groupInputs";
import { GatheredLines } from "./groupLines";
import type { GroupOutputs, RecordedEntry } from "./groupOutputs";

/** What is to be recorded, and what went wrong, if anything did. */
export interface Applied {
    readonly outs: GroupOutputs;
    readonly error: GroupError | undefined;
}

interface Task {
    /** What the user finds the entry by. */
    readonly place: string;
    /** What is recorded of it so far, and stays so when it is not even tried. */
    readonly before: RecordedEntry | undefined;
    /** Resolves to what is recorded of the entry afterwards. */
    run(operation: Operation): Promise<RecordedEntry | undefined>;
}

/**
 * Adopts what is declared and not recorded, mends what differs, and treats what is recorded and no longer declared as
 * `onDelete` says. Every entry is tried.
 *
 * @throws ConfigurationError
 */
export async function apply(
    runtime: Runtime,
    resourceId: string,
    inputs: GroupInputs,
    recorded: readonly RecordedEntry[],
): Promise<Applied> {
    const { settings, onDelete, tenant: tenantName } = inputs;
    const tenant = runtime.tenant(tenantName);
    const lines = new GatheredLines(tenant.log);
    // Without live reading, what is as recorded is not looked at: to find drift is then the business of refresh.
    const { livePreview } = runtime.behaviour();
    const known = new Map(recorded.map((entry) => [selectorKey(entry), entry]));
    const declared = new Set(settings.map(selectorKey));
    const undeclared = recorded.filter((entry) => !declared.has(selectorKey(entry)));
    const context: GroupContext = {
        tenant: { ...tenant, log: lines },
        tenantName,
        resourceId,
        isLive: livePreview,
        adoptions: runtime.adoptions,
        claims: new Claims(
            settings.map((entry, index) => ({ entry, index })),
            recorded,
        ),
    };
    const tasks = [
        ...settings.map((entry, index): Task => {
            const before = known.get(selectorKey(entry));
            return before !== undefined && !livePreview && isAsRecorded(entry, before)
                ? { place: "", before, run: async () => stay(context, before) }
                : {
                      place: `settings[${index}]`,
                      before,
                      run: (operation) => settle(context, entry, before, operation),
                  };
        }),
        ...(onDelete === "restore" ? undeclared : []).map(
            (entry): Task => ({
                place: `${methodOf(entry)}, which is to be restored`,
                before: entry,
                run: async (operation) => {
                    await release(context, entry, operation);
                    return undefined;
                },
            }),
        ),
    ];
    const outcomes = await each(runtime, tenant, tasks, "done", ({ run }, operation) => run(operation));
    lines.print((count) => `notes on methods of this group (${count})`);
    const { records, failures } = summarize(tasks, outcomes);
    return {
        outs: {
            settings: records,
            ...(onDelete !== undefined && { onDelete }),
            ...(tenantName !== undefined && { tenant: tenantName }),
        },
        error: failures.length === 0 ? undefined : groupError(failures, tasks.length),
    };
}

function summarize(
    tasks: readonly Task[],
    outcomes: readonly Outcome<RecordedEntry | undefined>[],
): { records: RecordedEntry[]; failures: EntryFailure[] } {
    const failures: EntryFailure[] = [];
    const records = outcomes.flatMap((outcome, index) => {
        if (isDone(outcome)) {
            return outcome.value ?? [];
        }
        const { error } = outcome;
        const { place = "", before } = tasks[index] ?? {};
        const isEntryError = error instanceof EntryError;
        failures.push({ place, error: isEntryError ? error.cause : error });
        return (isEntryError ? error.record : before) ?? [];
    });
    return { records, failures };
}

function groupError(failures: readonly EntryFailure[], total: number): GroupError {
    const done = total - failures.length;
    return new GroupError(
        `${failures.length} of ${total} authentication methods of this group could not be brought into line. ` +
            `${done === 0 ? "" : done === 1 ? "The other one is done. " : `The other ${done} are done. `}` +
            `What failed is tried again the next time:\n${listFailures(failures).join("\n")}`,
    );
}
