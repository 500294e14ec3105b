// That the page of pipelines and the files that it offers to copy say the same.

import assert from "node:assert/strict";
import path from "node:path";
import { pipelineFiles } from "../pipelines/files";
import { blocks, read } from "./blocks";

const page = "docs/pipelines.md";

/** Whether a file has these lines one after another, wherever they are indented to. */
function has(file: string, lines: readonly string[]): boolean {
    const text = read(file).split("\n");
    return text.some((line, start) => {
        const indentation = " ".repeat(line.length - line.trimStart().length);
        return lines.every((wanted, index) => text[start + index] === (wanted === "" ? "" : indentation + wanted));
    });
}

describe("the page of pipelines", () => {
    it("offers every file, and no other", () => {
        const linked = [...read(page).matchAll(/\]\((pipelines\/[^)]+)\)/g)].map(([, target]) => `docs/${target}`);
        assert.deepEqual([...new Set(linked)].sort(), pipelineFiles);
    });

    const text = read(page);
    for (const { index, 1: indentation = "", 2: code = "" } of text.matchAll(
        /^( *)```(?:yaml|sh)\n([\s\S]*?)^ *```$/gm,
    )) {
        const lines = code
            .trimEnd()
            .split("\n")
            .map((line) => line.slice(indentation.length));
        if (lines.some((line) => line.includes("postgres:"))) {
            // A test on the engine types that one.
            continue;
        }
        it(`shows what stands in the file that it last named: ${lines[0]}`, () => {
            const [, last = ""] = [...text.slice(0, index).matchAll(/\]\((pipelines\/[^)]+)\)/g)].at(-1) ?? [];
            assert.ok(has(path.join("docs", last), lines), `docs/${last} has not:\n${code}`);
        });
    }

    it("shows a line of drift as it is printed, by the form that a test on the engine holds", () => {
        const [line = ""] = blocks(page, "text");
        assert.match(line, /^drift: .* name is "Someone's phone", declared is "Work phone"\n$/);
    });

    it("names the engine that it was measured with, and one exit code for drift", () => {
        const [, version = ""] = /engineVersion = "([^"]+)"/.exec(read("scripts/engine/pin.mjs")) ?? [];
        assert.ok(read(page).includes(`Pulumi ${version} `));
        const [, since = ""] = /exitCodesSince = "([^"]+)"/.exec(read("test/pipelines/steps.test.ts")) ?? [];
        assert.ok(read(page).includes(`since Pulumi ${since};`));
    });
});
