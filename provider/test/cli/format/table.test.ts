import assert from "node:assert/strict";
import fc from "fast-check";
import { formatTable } from "../../../src/cli/format/table";
import { textWidth } from "../../../src/cli/format/width";
import { isPrintable } from "../../../src/core/text";

describe("a table", () => {
    it("stands straight, and has no blanks at the end of a line", () => {
        const table = formatTable(
            ["A", "NAME", "B"],
            [
                ["1", "電話", "x"],
                ["22", "-", ""],
            ],
        );
        assert.deepEqual(table.split("\n"), ["A   NAME  B", "1   電話  x", "22  -", ""]);
    });

    it("shows what a terminal would act upon as an escape", () => {
        assert.equal(formatTable(["A"], [["\u001b[2Jx\ny\u202e"]]), "A\n\\u001b[2Jx\\u000ay\\u202e\n");
    });

    it("is made of one printable line for each row, whose columns begin below each other, whatever the cells", () => {
        const cell = fc.string({ unit: "binary", maxLength: 8 });
        fc.assert(
            fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
                const marked = rows.map(([first, second]) => [first, `|${second}`]);
                const lines = formatTable(["A", "|B"], marked).split("\n");
                assert.equal(lines.pop(), "");
                assert.equal(lines.length, rows.length + 1);
                for (const line of lines) {
                    assert.ok(isPrintable(line));
                }
                // Where the second column begins, as far as its own mark is the first one in the line.
                const starts = lines.map((line, index) => {
                    const before = index === 0 ? "A" : (marked[index - 1]?.[0] ?? "");
                    return before.includes("|") ? undefined : textWidth(line.slice(0, line.indexOf("|")));
                });
                assert.ok(new Set(starts.filter((start) => start !== undefined)).size <= 1);
            }),
        );
    });
});
