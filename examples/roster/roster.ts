// What a roster declares: the text of a CSV file as entries of a group, or everything that is wrong with it, line by line.
// No message repeats a cell: in a wrong column there may be anything about a person.

import * as pulumi from "@pulumi/pulumi";
import { type CsvRecord, readRecords } from "./csv";

/** What one line declares. */
export interface RosterEntry {
    readonly userId: string;
    readonly authenticationMethodId: string;
    readonly name?: string;
    readonly preferredAuthenticationMethod?: "voice" | "sms";
}

/** The columns, named as Auth0 names the fields. */
const columns = ["user_id", "authentication_method_id", "name", "preferred_authentication_method"] as const;

type Cells = Readonly<Record<(typeof columns)[number], string>>;

interface Row {
    readonly line: number;
    readonly cells: Cells;
}

interface Problem {
    readonly line: number;
    readonly text: string;
}

/** What may be wrong with a line that has all its cells, whatever the other lines say. */
const mistakes: readonly { readonly text: string; is(cells: Cells): boolean }[] = [
    { text: "user_id is empty.", is: ({ user_id }) => user_id === "" },
    {
        text: "authentication_method_id is empty.",
        is: ({ authentication_method_id }) => authentication_method_id === "",
    },
    {
        text: "declares nothing. Fill in name or preferred_authentication_method, or take the line out.",
        is: ({ name, preferred_authentication_method }) => name === "" && preferred_authentication_method === "",
    },
    {
        text: "preferred_authentication_method is neither voice nor sms. Leave it empty to leave it alone.",
        is: ({ preferred_authentication_method }) => !["", "voice", "sms"].includes(preferred_authentication_method),
    },
    {
        text: "preferred_authentication_method is for phones, whose ids begin with phone|. Leave it empty.",
        is: ({ authentication_method_id, preferred_authentication_method }) =>
            preferred_authentication_method !== "" && !/^(phone\||$)/.test(authentication_method_id),
    },
    {
        // Spreadsheets save in encodings of their own, and Auth0 would be told this character instead of what was meant.
        text: "is not in UTF-8. Save the file as UTF-8.",
        is: (cells) => Object.values(cells).some((cell) => cell.includes("\uFFFD")),
    },
];

/**
 * Reads a roster.
 *
 * @param text - What the file holds.
 * @param file - What messages call it.
 * @throws RunError: every mistake with its line. The Pulumi CLI prints it without a stack trace.
 */
export function readRoster(text: string, file: string): RosterEntry[] {
    const { records, brokenLine } = readRecords(text);
    const problems: Problem[] = [];
    const rows = readRows(records, problems);
    problems.push(...rows.flatMap(problemsOfRow), ...repetitionsIn(rows));
    if (brokenLine !== undefined) {
        const text = 'a quote is not closed, or is within a value, where CSV has "" for it. Nothing below was read.';
        problems.push({ line: brokenLine, text });
    }
    if (problems.length > 0) {
        throw new pulumi.RunError(listOf(problems, file));
    }
    return rows.map(({ cells }) => entryOf(cells));
}

/** The lines below the header that have all their cells; none where the header itself is wrong. */
function readRows([header, ...records]: readonly CsvRecord[], problems: Problem[]): Row[] {
    const names = header?.cells ?? [];
    if (names.length !== columns.length || columns.some((column) => !names.includes(column))) {
        const text = `the first line must name these columns, in any order: ${columns.join(", ")}.`;
        problems.push({ line: header?.line ?? 1, text });
        return [];
    }
    return records.flatMap(({ line, cells }) => {
        if (cells.length !== names.length) {
            problems.push({ line, text: `has ${cells.length} of ${names.length} cells.` });
            return [];
        }
        return [{ line, cells: Object.fromEntries(names.map((name, index) => [name, cells[index]])) as Cells }];
    });
}

function problemsOfRow({ line, cells }: Row): Problem[] {
    return mistakes.filter((mistake) => mistake.is(cells)).map(({ text }) => ({ line, text }));
}

/** Two lines for one method would overwrite each other. */
function repetitionsIn(rows: readonly Row[]): Problem[] {
    const firstLines = new Map<string, number>();
    const complete = rows.filter(({ cells }) => cells.user_id !== "" && cells.authentication_method_id !== "");
    return complete.flatMap(({ line, cells: { user_id, authentication_method_id } }) => {
        const method = JSON.stringify([user_id, authentication_method_id]);
        const first = firstLines.get(method);
        if (first === undefined) {
            firstLines.set(method, line);
            return [];
        }
        return [{ line, text: `is for the same method as line ${first}. Keep one of them.` }];
    });
}

function listOf(problems: readonly Problem[], file: string): string {
    const inOrder = [...problems].sort((one, other) => one.line - other.line);
    const count = inOrder.length === 1 ? "a mistake" : `${inOrder.length} mistakes`;
    return [`${file} has ${count}:`, ...inOrder.map(({ line, text }) => `  ${file}:${line}: ${text}`)].join("\n");
}

function entryOf({ user_id, authentication_method_id, name, preferred_authentication_method }: Cells): RosterEntry {
    return {
        userId: user_id,
        authenticationMethodId: authentication_method_id,
        ...(name !== "" && { name }),
        ...(preferred_authentication_method !== "" && {
            preferredAuthenticationMethod: preferred_authentication_method as "voice" | "sms",
        }),
    };
}
