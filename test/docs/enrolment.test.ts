import assert from "node:assert/strict";
import { enrolmentTypes } from "../../provider/src/core/enrolment";
import { argumentNames } from "../../provider/src/engine/enrolled/inputs";
import { kinds } from "../../provider/src/engine/enrolled/kinds";
import { blocks, column, read } from "./blocks";
import { missingTests, namedTests } from "./namedTests";

const page = "docs/enrolment.md";

describe("the page on enrolment", () => {
    it("has the table of types that the provider goes by", () => {
        const rows = read(page)
            .split("\n")
            .filter((row) => enrolmentTypes.some((type) => row.startsWith(`| \`${type}\` `)))
            .map((row) => row.split("|").map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)))
            .filter((cells) => cells.length === 5);
        assert.deepEqual(
            rows.map(([, type, needs, takes]) => [type?.[0], needs, takes]),
            enrolmentTypes.map((type) => [type, kinds[type].needs, kinds[type].takes]),
        );
    });

    it("explains every argument", () => {
        const explained = column(page, "Arguments", 0).map((name) => name.replace(/^\| /, ""));
        assert.deepEqual(
            argumentNames.filter((name) => !["userId", "type"].includes(name) && !explained.includes(name)),
            [],
        );
    });

    it("protects the method in every example, as the comments of the class do", () => {
        const comments = read("provider/src/authenticationMethod.ts").split("```ts").slice(1);
        const shown = [...blocks(page, "ts"), ...comments.map((rest) => rest.split("```")[0] ?? "")];
        const examples = shown.filter((example) => example.includes("new AuthenticationMethod("));
        assert.equal(examples.length, 4);
        for (const example of examples) {
            assert.match(example, /\{ protect: true \},/);
        }
    });

    it("names tests that exist and run", () => {
        assert.ok(namedTests(read(page)).length > 8);
        assert.deepEqual(missingTests(read(page)), []);
    });
});
