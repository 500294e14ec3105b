// The pages of the repository and their code blocks, for tests that run, compile and compare them.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const repository = path.resolve(__dirname, "../..");

/** The folders of the examples. */
export const examples = readdirSync(path.join(repository, "examples")).sort();

/** Every Markdown page of the repository, those that are not committed yet among them. */
export const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: repository,
    encoding: "utf8",
})
    .split("\n")
    .filter((page) => page !== "" && existsSync(path.join(repository, page)))
    .sort();

export function read(page: string): string {
    return readFileSync(path.join(repository, page), "utf8");
}

/** A fenced block of a page. */
export interface Block {
    readonly page: string;
    /** The line of its first fence, counted from 1. */
    readonly line: number;
    /** The first word behind the fence; "" where there is none. */
    readonly language: string;
    /** What is in it, without the indentation that a list gives it. */
    readonly code: string;
}

/** The fenced blocks of a Markdown text, in their order. @throws Error where one does not end. */
export function blocksIn(markdown: string, page: string): Block[] {
    const found: Block[] = [];
    let open: { line: number; indentation: string; fence: string; language: string; code: string[] } | undefined;
    for (const [index, text] of markdown.split("\n").entries()) {
        const [, indentation = "", fence, info = ""] = /^( *)(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
        if (open === undefined) {
            if (fence !== undefined) {
                const [language = ""] = info.trim().split(/\s/);
                open = { line: index + 1, indentation, fence, language, code: [] };
            }
        } else if (fence?.startsWith(open.fence) === true && info.trim() === "") {
            const { line, language, code } = open;
            found.push({ page, line, language, code: code.map((one) => `${one}\n`).join("") });
            open = undefined;
        } else {
            open.code.push(text.startsWith(open.indentation) ? text.slice(open.indentation.length) : text.trimStart());
        }
    }
    if (open !== undefined) {
        throw new Error(`${page}:${open.line}: the block does not end.`);
    }
    return found;
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
    return blocksIn(read(page), page);
}

/** What is in the fenced blocks of a page in this language. */
export function blocks(page: string, language: string): string[] {
    return blocksOf(page)
        .filter((block) => block.language === language)
        .map(({ code }) => code);
}

/** What a shell is to run, line by line. */
export function commandsOf(page: string): string[] {
    return blocks(page, "sh").flatMap(linesOf);
}

/** The lines of a block that are not empty. */
export function linesOf(code: string): string[] {
    return code.split("\n").filter((line) => line.trim() !== "");
}

/** The text of a section, from its heading to the next one of its level. */
export function section(page: string, heading: string): string {
    const found = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |^MIT licence\\.|$(?![\\s\\S]))`, "m").exec(
        read(page),
    );
    return found?.[1]?.trim() ?? "";
}

/** The names in backticks in one column of a section's table, counted from 0; a cell may hold several. */
export function column(page: string, heading: string, index: number): string[] {
    return section(page, heading)
        .split("\n")
        .filter((line) => line.startsWith("|") && !/^\| ?-/.test(line))
        .slice(1)
        .flatMap((row) => [...(row.split(" | ")[index] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}
