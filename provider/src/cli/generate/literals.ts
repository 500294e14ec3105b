// Texts of a tenant as they stand in a generated program: whatever they hold, they are data there, and are seen as what they are.

import { printable } from "../../core/text";

/**
 * A text as a string of TypeScript. Control characters, and those that turn the direction of a line or take no room on a screen,
 * are escaped: a name must not make a program look like another one (https://trojansource.codes).
 */
export function literal(text: string): string {
    // Nor like a template: it would be none between these quotes, but people and linters look twice.
    return printable(JSON.stringify(text)).replaceAll("${", "\\u0024{");
}

/** A line of a comment, with whatever would end it escaped. */
export function comment(text: string): string {
    return `// ${printable(text)}`;
}
