// What an operation said of one of many resources, where several cases share the operation.

import type { OperationResult } from "./stack";

/** What an operation said of one resource. */
export function saidOf(name: string, { events }: Pick<OperationResult, "events">): string {
    const own = events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.urn?.endsWith(`::${name}`) ? [diagnosticEvent] : [],
    );
    return own
        .filter(({ severity }) => String(severity) !== "debug")
        .map(({ message }) => message)
        .join("");
}
