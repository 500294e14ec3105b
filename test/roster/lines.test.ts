import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readRecords } from "../../examples/roster/csv";

const value = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "|", " ", "\n"), maxLength: 6 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const bare = (text: string) => (/[",\n]/.test(text) ? quoted(text) : text);

const rows = fc.array(
    fc.record({
        cells: fc.array(fc.record({ text: value, isQuoted: fc.boolean() }), { minLength: 1, maxLength: 4 }),
        emptyLinesAbove: fc.nat({ max: 2 }),
    }),
    { maxLength: 8 },
);

describe("the records of a CSV", () => {
    it("are what was written, each at the line where it was written, in whatever way CSV can be written", () => {
        const ends = fc.constantFrom("\n", "\r\n", "\r");
        void fc.assert(
            fc.property(rows, ends, fc.boolean(), fc.boolean(), (written, end, hasMark, endsWithLine) => {
                const expected: { line: number; cells: string[] }[] = [];
                const lines: string[] = [];
                for (const { cells, emptyLinesAbove } of written) {
                    lines.push(...Array.from({ length: emptyLinesAbove }, () => ""));
                    const trimmed = cells.map(({ text }) => text.trim());
                    if (trimmed.some((text) => text !== "")) {
                        expected.push({ line: lines.length + 1, cells: trimmed });
                    }
                    const record = cells.map(({ text, isQuoted }) => (isQuoted ? quoted(text) : bare(text))).join(",");
                    lines.push(...record.split("\n"));
                }
                const text = `${hasMark ? "\uFEFF" : ""}${lines.join(end)}${endsWithLine ? end : ""}`;
                assert.deepEqual(readRecords(text), { records: expected });
            }),
            { numRuns: 1_000 },
        );
    });
});
