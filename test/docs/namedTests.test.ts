import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { missingTests, namedTests } from "./namedTests";

const page = (text: string) => `| promise | test |\n| --- | --- |\n| it holds | ${text} |\n`;

describe("the tests that a page names", () => {
    it("are found in a table, in a link, in a sentence that is wrapped, and several of one file", () => {
        const text = [
            page('`test/a.test.ts` › "one", "two \\| \\"three\\""; [`test/b.test.ts`](../test/b.test.ts) › "four"'),
            'A sentence (`test/c.test.ts` ›\n"five\nsix") and `test/d.test.ts`, and `src/e.ts` › "seven".',
        ].join("\n");
        assert.deepEqual(namedTests(text), [
            { file: "test/a.test.ts", title: "one" },
            { file: "test/a.test.ts", title: 'two | "three"' },
            { file: "test/b.test.ts", title: "four" },
            { file: "test/c.test.ts", title: "five six" },
            { file: "test/d.test.ts", title: undefined },
        ]);
    });

    it("exist: as tests, as suites, behind the titles of their suites, made from a table, cut by an ellipsis", () => {
        const text = [
            '`provider/test/core/text.test.ts` › "scrub", "leaves ids and plain words as they are"',
            '`provider/test/core/text.test.ts` › "scrub replaces a private key", "replaces a …"',
            "`provider/test/core/plan.test.ts`",
        ].join("\n");
        assert.deepEqual(missingTests(text), []);
    });

    it("do not exist: a file, a title, a title in another file", () => {
        const text = [
            '`test/gone.test.ts` › "one"',
            '`provider/test/core/text.test.ts` › "replaces nothing …"',
            '`provider/test/core/plan.test.ts` › "leaves ids and plain words as they are"',
        ].join("\n");
        assert.deepEqual(missingTests(text), [
            "test/gone.test.ts does not exist",
            'provider/test/core/text.test.ts has no test or suite "replaces nothing …"',
            'provider/test/core/plan.test.ts has no test or suite "leaves ids and plain words as they are"',
        ]);
    });

    it("do not run, where they are marked so", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "named-"));
        try {
            const file = path.join(folder, "some.test.ts");
            writeFileSync(file, 'describe("some", () => { it.skip("one", () => {}); it("two", () => {}); });');
            assert.deepEqual(missingTests(`\`${file}\` › "one", "two"`), [`${file} skips "one"`]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
