// The code blocks of the documentation, for tests that run and compile them.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const repository = path.resolve(__dirname, "../..");

/** The folders of the examples. */
export const examples = readdirSync(path.join(repository, "examples")).sort();

/** The documents that show commands and programs. */
export const documents = [
    "README.md",
    "provider/README.md",
    "emulator/README.md",
    "policy/README.md",
    ...examples.map((example) => `examples/${example}/README.md`),
    "docs/lookups.md",
];

export function read(document: string): string {
    return readFileSync(path.join(repository, document), "utf8");
}

/** The fenced blocks in this language, without the indentation that a list gives them. */
export function blocks(document: string, language: string): string[] {
    return [...read(document).matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)]
        .filter(([, , found]) => found === language)
        .map(([, indentation = "", , code = ""]) => code.replaceAll(new RegExp(`^${indentation}`, "gm"), ""));
}

/** What a shell is to run, line by line. */
export function commandsOf(document: string): string[] {
    return blocks(document, "sh").flatMap((block) => block.split("\n").filter((line) => line.trim() !== ""));
}

/** The text of a section, from its heading to the next one of its level. */
export function section(document: string, heading: string): string {
    const found = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |^MIT licence\\.|$(?![\\s\\S]))`, "m").exec(
        read(document),
    );
    return found?.[1]?.trim() ?? "";
}

/** The names in backticks in one column of a section's table, counted from 0; a cell may hold several. */
export function column(document: string, heading: string, index: number): string[] {
    return section(document, heading)
        .split("\n")
        .filter((line) => line.startsWith("|") && !/^\| ?-/.test(line))
        .slice(1)
        .flatMap((row) => [...(row.split(" | ")[index] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}
