// What one kind of measurement has found: for the terminal, for its part of docs/performance.md, and for the command's end.

import type { Table } from "./table";

/** A plot beside the page. */
export interface Image {
    /** The file's name, such as `free.svg`. */
    readonly file: string;
    readonly svg: string;
    /** For those who do not see it. */
    readonly alt: string;
    /** What has to be known to read it. */
    readonly caption: string;
}

/** A page of its own, for what is too long for the common one. */
export interface Page {
    /** The file's name in docs/, such as `rate-limits.md`. */
    readonly file: string;
    readonly title: string;
    readonly intro: readonly string[];
    /** Plots that stand beside it already, shown before the tables. */
    readonly images: readonly Image[];
    readonly tables: readonly Table[];
}

/** See the first line of this file. */
export interface Findings {
    /** What stands before the tables, a paragraph each. */
    readonly intro?: readonly string[];
    readonly tables: readonly Table[];
    /** Tables for the terminal alone. */
    readonly details?: readonly Table[];
    readonly images?: readonly Image[];
    readonly pages?: readonly Page[];
    /** What makes the command fail. */
    readonly problems: readonly string[];
}
