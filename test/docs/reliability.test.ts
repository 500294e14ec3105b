import assert from "node:assert/strict";
import { read } from "./blocks";
import { missingTests, namedTests } from "./namedTests";

const page = "docs/reliability.md";

describe("the page of promises", () => {
    const rows = read(page)
        .split("\n")
        .filter((line) => line.startsWith("| ") && !/^\| +(?:#|--|promise)/.test(line));

    it("names tests that exist and run", () => {
        assert.deepEqual(missingTests(read(page)), []);
    });

    it("has all thirty-five obligations in their order", () => {
        const numbers = rows.flatMap((row) => /^\| +(\d+) \|/.exec(row)?.[1] ?? []).map(Number);
        assert.deepEqual(
            numbers,
            Array.from({ length: 35 }, (_, index) => index + 1),
        );
    });

    it("shows each promise by at least one test", () => {
        for (const row of rows) {
            assert.notDeepEqual(namedTests(row), [], row);
        }
    });
});
