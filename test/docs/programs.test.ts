import assert from "node:assert/strict";
import { blocksIn, pages } from "./blocks";
import { problemsOf, programsOf } from "./programs";

describe("the programs of the documentation", () => {
    it("compile, each block that goes on from the one before it with that one; and one that is wrong does not", () => {
        const programs = pages.flatMap(programsOf);
        assert.ok(programs.length > 20);
        const wrong = ["```ts", "export const one = 1;", "```", "", "```ts", "export const two: string = one;", "```"];
        assert.deepEqual(problemsOf([...programs, { blocks: blocksIn(wrong.join("\n"), "wrong.md") }]), [
            "wrong.md:6: Type 'number' is not assignable to type 'string'.",
        ]);
    });
});
