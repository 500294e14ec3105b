// What `check` has found: one line each, and how they are shown.

import { formatTable } from "../format/table";

/** What was looked at, how it stands, and what to do about it. */
export interface Finding {
    /** `fail`: nothing works before it is mended. `warn`: something may not. */
    readonly status: "ok" | "warn" | "fail";
    readonly check: string;
    readonly message: string;
}

export function ok(check: string, message: string): Finding {
    return { status: "ok", check, message };
}

export function warn(check: string, message: string): Finding {
    return { status: "warn", check, message };
}

export function fail(check: string, message: string): Finding {
    return { status: "fail", check, message };
}

/** The findings for people: a line for each. */
export function formatFindings(findings: readonly Finding[]): string {
    const rows = findings.map(({ status, check, message }) => [status, check, message]);
    const [, ...lines] = formatTable(["", "", ""], rows).split("\n");
    return lines.join("\n");
}
