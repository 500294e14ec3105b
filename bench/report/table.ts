// A table that can be read in a terminal and in a CI log, and the same table for the page.

export interface Table {
    readonly title: string;
    /** The first column is set to the left, the others to the right. */
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** What has to be known to read the table, a paragraph each. */
    readonly notes: readonly string[];
}

const width = 110;

export function toText({ title, columns, rows, notes }: Table): string {
    const widths = columns.map((heading, column) =>
        Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) =>
        cells
            .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
            .join("  ")
            .trimEnd();
    const ruler = widths.map((length) => "-".repeat(length));
    return [title, "", line(columns), line(ruler), ...rows.map(line), ...notes.flatMap((note) => ["", wrap(note)])]
        .map((text) => text.replace(/^(?=.)/gm, "  "))
        .join("\n")
        .trimStart();
}

export function toMarkdown({ title, columns, rows, notes }: Table): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    const ruler = columns.map((_, column) => (column === 0 ? "---" : "---:"));
    return [
        `### ${title}`,
        "",
        line(columns),
        line(ruler),
        ...rows.map(line),
        ...notes.flatMap((note) => ["", note]),
    ].join("\n");
}

function wrap(text: string): string {
    return text.replace(new RegExp(`(.{1,${width}})(?: |$)`, "g"), "$1\n").trimEnd();
}
