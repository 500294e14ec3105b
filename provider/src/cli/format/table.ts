// Tables for people: columns that stand straight, with every cell made safe to print.

import { printable } from "../../core/text";
import { textWidth } from "./width";

const between = "  ";

/**
 * A table as text, with a line break after each row.
 *
 * @param header - The names of the columns.
 */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
    const cells = [header, ...rows].map((row) => row.map(printable));
    const widths = header.map((_, column) =>
        cells.reduce((widest, row) => Math.max(widest, textWidth(row[column] ?? "")), 0),
    );
    return cells.map((row) => `${formatRow(row, widths)}\n`).join("");
}

function formatRow(row: readonly string[], widths: readonly number[]): string {
    const padded = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - textWidth(cell)));
    return padded.join(between).trimEnd();
}
