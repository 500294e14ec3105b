import assert from "node:assert/strict";
import { pages } from "./blocks";
import { anchorsOf, brokenLinks } from "./links";

describe("the links of the documentation", () => {
    it("lead to files and headings that exist, on every page", () => {
        assert.deepEqual(
            pages.flatMap((page) => brokenLinks(page)),
            [],
        );
    });

    it("are found wherever they stand, and not in code", () => {
        const text = [
            "# One `two` & [three](gone.md)",
            '[up](../README.md) ![picture](gone.svg) <a href="#nowhere">x</a> `[code](gone.ts)`',
            "[ref]: docs/errors.md#gone",
            "[here](#one-two--three) [plain](http://example.com) [web](https://example.com/gone)",
            "```md",
            "[block](gone.txt)",
            "```",
        ].join("\n");
        assert.deepEqual(brokenLinks("README.md", text), [
            "README.md: gone.md: there is no such file",
            "README.md: ../README.md: there is no such file",
            "README.md: gone.svg: there is no such file",
            "README.md: http://example.com: is not https",
            "README.md: docs/errors.md#gone: there is no such heading",
            "README.md: #nowhere: there is no such heading",
        ]);
    });

    it("find headings as GitHub names them: those that stand twice, with signs, in code", () => {
        const headings = ["# A_b: c?", "## getUser()", "## getUser", "### `x` – y", "```sh", "# no heading", "```"];
        assert.deepEqual([...anchorsOf(headings.join("\n"))], ["a_b-c", "getuser", "getuser-1", "x--y"]);
    });
});
