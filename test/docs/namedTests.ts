// The tests that a page names, and which of them do not exist: for SECURITY.md and docs/reliability.md.
//
// A reference is a file's path from the repository's root, in backticks or a link of that, and the titles after it:
//
//     `test/settings/secrets.test.ts` › "are in no output of any command"
//     [`test/settings/secrets.test.ts`](../test/settings/secrets.test.ts) › "one title", "another title"
//     `provider/test/core/text.test.ts` › "replaces …"
//     `provider/test/core/text.test.ts`
//
// A title is that of a test or of a suite, alone or as mocha prints it behind those of the suites around it, as it is when
// tests are made from a table. "…" at its end stands for any rest. What Markdown needs a backslash for has one: \" \| \*.
// A line break counts as a space. A path alone is every test of the file.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { repository } from "./blocks";
import type { RegisteredTests } from "./registeredTests";

/** See the first line of this file. */
export interface NamedTest {
    readonly file: string;
    /** Undefined where the whole file is named. */
    readonly title: string | undefined;
}

const title = /"(?:[^"\\]|\\.)+"/;
const reference = new RegExp(
    `\`([^\`\\s]+\\.test\\.ts)\`(?:\\]\\([^)]*\\))?(?:\\s*›\\s*(${title.source}(?:,\\s+${title.source})*))?`,
    "g",
);

/** Every test that a Markdown page names, in order. */
export function namedTests(markdown: string): NamedTest[] {
    return [...markdown.matchAll(reference)].flatMap(([, file = "", titles]): NamedTest[] =>
        titles === undefined
            ? [{ file, title: undefined }]
            : [...titles.matchAll(new RegExp(title, "g"))].map(([quoted]) => ({ file, title: unquoted(quoted) })),
    );
}

function unquoted(text: string): string {
    return text
        .slice(1, -1)
        .replaceAll(/\s+/g, " ")
        .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** What is wrong with the tests that a Markdown page names: a line for each; none when all of them exist and run. */
export function missingTests(markdown: string): string[] {
    const named = namedTests(markdown);
    const [absent, present] = [[] as string[], [] as string[]];
    for (const file of new Set(named.map((test) => test.file))) {
        (existsSync(path.resolve(repository, file)) ? present : absent).push(file);
    }
    const registered = register(present);
    return [
        ...absent.map((file) => `${file} does not exist`),
        ...named.flatMap((test) => problemOf(test, registered[test.file]) ?? []),
    ];
}

function problemOf({ file, title }: NamedTest, registered: RegisteredTests | undefined): string | undefined {
    if (registered === undefined) {
        return undefined;
    }
    if (title === undefined) {
        return registered.titles.length === 0 ? `${file} registers no test` : undefined;
    }
    const isMeant = (one: string) => one === title || (title.endsWith("…") && one.startsWith(title.slice(0, -1)));
    if (!registered.titles.some(isMeant)) {
        return `${file} has no test or suite "${title}"`;
    }
    const runs = registered.titles.some((one) => isMeant(one) && !registered.skipped.includes(one));
    return runs ? undefined : `${file} skips "${title}"`;
}

function register(files: readonly string[]): Record<string, RegisteredTests> {
    if (files.length === 0) {
        return {};
    }
    const script = path.join(__dirname, "registeredTests.ts");
    const output = execFileSync(process.execPath, ["--require", "tsx/cjs", script, ...files], {
        cwd: repository,
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(output) as Record<string, RegisteredTests>;
}
