// One task for each entry of a group, side by side, with a line now and then that says how far it is.

import { type Outcome, sideBySide } from "../../tenant/sideBySide";
import type { Tenant } from "../../tenant/tenant";
import type { Runtime } from "../runtime";

/** @param what - What has become of an entry whose task succeeded: "read", "done". */
export function each<T, R>(
    runtime: Runtime,
    tenant: Tenant,
    items: readonly T[],
    what: string,
    task: Parameters<typeof sideBySide<T, R>>[1],
): Promise<Outcome<R>[]> {
    let [done, failed] = [0, 0];
    const progress = () =>
        `${done - failed} of ${items.length} methods ${what}${failed > 0 ? `, ${failed} failed` : ""}`;
    return tenant.waiting.during(progress, (onProgress) =>
        sideBySide(
            items,
            task,
            () => runtime.operation(),
            (doneNow, failedNow) => {
                [done, failed] = [doneNow, failedNow];
                onProgress();
            },
        ),
    );
}
