// How a person names users: by id or by e-mail address, one by one or in a file with one on each line.

import { invalidIdReason } from "../../auth0/paths";
import { isPrintable } from "../../core/text";

/** A user as somebody named them. */
export interface NamedUser {
    readonly kind: "id" | "email";
    readonly text: string;
    /** Where it stands, for messages: `users.txt:4`; undefined for an argument. */
    readonly where: string | undefined;
}

/** What users were named, and what is wrong with the others. No mistake repeats what it is about: it may be anything. */
export interface Named {
    readonly users: readonly NamedUser[];
    readonly mistakes: readonly string[];
}

// Longer than any id or e-mail address of Auth0's.
const longest = 1_024;

/** Reads users that are given as arguments. */
export function readArguments(texts: readonly string[]): Named {
    return collect(texts.map((text, index) => ({ text: text.trim(), where: undefined, at: `argument ${index + 1}` })));
}

/**
 * Reads a file of users. Empty lines and lines that begin with # are skipped, and neither the line breaks nor the byte order
 * mark of Windows do harm.
 *
 * @param name - What messages call the file.
 */
export function readLines(content: string, name: string): Named {
    const lines = content.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
    return collect(
        lines
            .map((line, index) => ({ text: line.trim(), where: `${name}:${index + 1}`, at: `${name}:${index + 1}` }))
            .filter(({ text }) => text !== "" && !text.startsWith("#")),
    );
}

function collect(
    entries: readonly { readonly text: string; readonly where: string | undefined; readonly at: string }[],
): Named {
    const users: NamedUser[] = [];
    const mistakes: string[] = [];
    for (const { text, where, at } of entries) {
        const kind = kindOf(text);
        if (kind === undefined) {
            mistakes.push(`${at}: ${reasonAgainst(text)}`);
        } else {
            users.push({ kind, text, where });
        }
    }
    return { users, mistakes };
}

/** Every id of Auth0 has a bar behind the name of its provider; some have an e-mail address behind that. */
function kindOf(text: string): NamedUser["kind"] | undefined {
    if (text.length > longest || !isPrintable(text) || invalidIdReason(text) !== undefined) {
        return undefined;
    }
    if (/^[^|]+\|./.test(text)) {
        return "id";
    }
    return /^[^\s@]+@[^\s@]+$/.test(text) ? "email" : undefined;
}

function reasonAgainst(text: string): string {
    if (text.includes("\0")) {
        return "is not UTF-8 text. Save the file as UTF-8.";
    }
    if (!isPrintable(text)) {
        return "holds characters that cannot be seen. Remove them.";
    }
    return "is neither a user id, such as auth0|507f1f77bcf86cd799439020, nor an e-mail address.";
}
