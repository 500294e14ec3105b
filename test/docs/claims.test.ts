// That no code block of any page is skipped: each is run, compiled or compared by a test that exists, or says why not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Block, blocksIn, blocksOf, commandsOf, linesOf, pages, read, repository } from "./blocks";
import { type Claim, claims } from "./claims";
import { missingTests, namedTests } from "./namedTests";

/** What checks of every page see to. */
const everywhere = ["ts", "json"];

/** The blocks that nobody claims, by their place; of a shell's blocks the lines. */
function unclaimed(blocks: readonly Block[]): string[] {
    return blocks.flatMap((block) => {
        const { page, line, language, code } = block;
        const mine = claims.filter((claim) => claim.pages.includes(page) && claim.language === language);
        if (everywhere.includes(language) || mine.some(({ lines }) => lines === undefined)) {
            return [];
        }
        const lost =
            language === "sh" ? linesOf(code).filter((one) => !mine.some((claim) => means(claim, one))) : [code];
        return lost.map((one) => `${page}:${line}: ${language === "" ? "no language" : language}: ${one}`);
    });
}

function means({ lines = [] }: Claim, line: string): boolean {
    return lines instanceof RegExp ? lines.test(line) : lines.includes(line);
}

describe("the code blocks of the documentation", () => {
    const blocks = pages.flatMap(blocksOf);

    it("are claimed, every one, by a test or with a reason", () => {
        assert.ok(blocks.length > 100);
        assert.deepEqual(unclaimed(blocks), []);
    });

    it("would be missed if nobody claimed them: a line, another language, none", () => {
        const text = [
            "```sh",
            "pulumi up",
            "rm everything",
            "```",
            "~~~",
            "no language",
            "~~~",
            "```yaml",
            "a: 1",
            "```",
        ];
        assert.deepEqual(unclaimed(blocksIn(text.join("\n"), "README.md")), [
            "README.md:1: sh: rm everything",
            "README.md:5: no language: no language\n",
            "README.md:8: yaml: a: 1\n",
        ]);
        assert.throws(() => blocksIn("```sh\npulumi up\n", "README.md"), /README\.md:1: the block does not end/);
    });

    it("are claimed by tests that exist and run, and by each claim at least one", () => {
        assert.deepEqual(missingTests(claims.map(({ by = "" }) => by).join("\n")), []);
        for (const claim of claims) {
            const name = `${claim.pages.join(", ")} ${claim.language} ${claim.lines ?? ""}`;
            const reasons = [claim.by, claim.as, claim.reason].filter((one) => one !== undefined);
            assert.equal(reasons.length, 1, name);
            assert.ok(claim.by === undefined || namedTests(claim.by).length > 0, name);
            for (const page of claim.pages) {
                const meant = blocks.filter((block) => block.page === page && block.language === claim.language);
                const lines = meant.flatMap(({ code }) => linesOf(code));
                assert.ok(meant.length > 0, `${page} has no such block: ${name}`);
                assert.ok(claim.lines === undefined || lines.some((line) => means(claim, line)), `${page}: ${name}`);
                const { as: elsewhere } = claim;
                for (const line of elsewhere === undefined ? [] : lines.filter((one) => means(claim, one))) {
                    assert.ok(commandsOf(elsewhere ?? "").includes(line), `${elsewhere} has no line ${line}`);
                }
            }
            for (const line of Array.isArray(claim.lines) ? (claim.lines as string[]) : []) {
                assert.ok(
                    claim.pages.some((page) => read(page).includes(line)),
                    line,
                );
            }
        }
    });

    it("are claimed as a whole only by tests that read the page", () => {
        for (const { pages: claimed, by = "" } of claims.filter(({ lines }) => lines === undefined)) {
            const tests = new Set(namedTests(by).map(({ file }) => readFileSync(path.join(repository, file), "utf8")));
            for (const page of claimed) {
                const example = /^examples\/([\w-]+)\//.exec(page)?.[1];
                const readsIt = (source: string) =>
                    source.includes(`"${page}"`) || source.includes(`startWalk("${example}"`);
                assert.ok([...tests].every(readsIt), `${by} does not read ${page}`);
            }
        }
    });

    it("are values where they say that they are JSON", () => {
        for (const { code } of blocks.filter(({ language }) => language === "json")) {
            assert.doesNotThrow(() => JSON.parse(code) as unknown, code);
        }
    });

    it("name scripts of this repository where they run one", () => {
        const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
        for (const { page, code } of blocks.filter(({ language }) => language === "sh")) {
            for (const [, script = ""] of code.matchAll(/\bnpm run ([\w:-]+)/g)) {
                assert.ok(script in scripts, `${page}: npm run ${script}`);
            }
        }
    });
});
