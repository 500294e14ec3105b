// A small table of what a tenant has, for a terminal and for a log.

import type { WireUser } from "auth0-authentication-methods-emulator";

const headings = ["user", "authentication method", "name", "preference"] as const;

/** The methods of these users, one a line. */
export function tableOf(users: readonly WireUser[], methodIds: readonly string[]): string {
    const rows = users.flatMap(({ user_id, authentication_methods }) =>
        authentication_methods
            .filter(({ id }) => methodIds.includes(id))
            .map(({ id, name = "-", preferred_authentication_method = "-" }) => [
                user_id,
                id,
                name,
                preferred_authentication_method,
            ]),
    );
    const widths = headings.map((heading, column) =>
        Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)]
        .map((text) => text.trimEnd())
        .join("\n");
}
