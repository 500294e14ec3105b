// That the pages for maintainers are true: their paths exist, their diagrams can be drawn, and README shows the same ones.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { providerText } from "../../provider/src/engine/permanentTexts";
import { blocks, read, repository } from "./blocks";
import { problemsOfDiagram } from "./diagrams";

const architecture = "ARCHITECTURE.md";
const forMaintainers = [architecture, "CONTRIBUTING.md"];
const withDiagrams = [
    "README.md",
    ...forMaintainers,
    ...readdirSync(path.join(repository, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
];

describe("the pages for maintainers", () => {
    for (const page of forMaintainers) {
        it(`name files and folders that exist: ${page}`, () => {
            const named = pathsIn(read(page));
            assert.ok(named.length > 10);
            assert.deepEqual(
                named.filter((name) => !existsSync(path.join(repository, name))),
                [],
            );
        });

        it(`link to pages that exist: ${page}`, () => {
            const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = ""]) => target);
            assert.deepEqual(
                links.filter((target) => !existsSync(path.join(repository, path.dirname(page), target))),
                [],
            );
        });
    }

    it("show every room of the provider", () => {
        const rooms = readdirSync(path.join(repository, "provider/src"), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => `provider/src/${name}`);
        assert.deepEqual(
            rooms.filter((room) => !read(architecture).includes(`| \`${room}\` `)),
            [],
        );
    });

    it("show the text that states hold", () => {
        assert.deepEqual(blocks(architecture, "text"), [`${providerText("AuthenticationMethodSettings")}\n`]);
    });

    for (const name of ["architecture", "up"]) {
        it(`has the diagram "${name}" as README has it`, () => {
            assert.equal(marked("README.md", name), marked(architecture, name));
        });
    }
});

describe("the diagrams", () => {
    for (const page of withDiagrams) {
        it(`can be drawn: ${page}`, () => {
            assert.deepEqual(blocks(page, "mermaid").flatMap(problemsOfDiagram), []);
        });
    }

    const broken: readonly [what: string, diagram: string, problem: string][] = [
        ["of another kind", "pie\n", '"pie" is none of flowchart TB, sequenceDiagram'],
        ["with a box that is left open", 'flowchart TB\na["one"\na --> a', 'not understood: a["one"'],
        ["with an end too many", 'flowchart TB\na["one"]\na --> a\nend', "not understood: end"],
        [
            "with a frame that is not ended",
            'flowchart TB\nsubgraph s["S"]\na["one"]\na --> a',
            "something is not ended",
        ],
        ["with a box that nobody declared", 'flowchart TB\na["one"]\na --> b', "not declared: b"],
        ["with a box that leads nowhere", 'flowchart TB\na["one"]\nb["two"]\na --> a', "leads nowhere: b"],
        [
            "with a semicolon, which ends a line",
            "sequenceDiagram\nactor A\nA->>A: one; two",
            "not understood: A->>A: one; two",
        ],
        ["with a stranger", "sequenceDiagram\nactor A\nA->>B: hello", "not declared: B"],
        ["with an else outside", "sequenceDiagram\nactor A\nA->>A: x\nelse y", "not understood: else y"],
    ];
    for (const [what, diagram, problem] of broken) {
        it(`cannot be drawn: one ${what}`, () => {
            assert.ok(problemsOfDiagram(diagram).includes(problem), problemsOfDiagram(diagram).join());
        });
    }
});

/** What stands in backticks and is a path from the repository's root: its first part is a folder there, or it is a file there. */
function pathsIn(text: string): string[] {
    const roots = new Set(readdirSync(repository));
    return [...text.matchAll(/`([^`\s*<>]+)`/g)]
        .map(([, name = ""]) => name)
        .filter((name) => (name.includes("/") || /^[\w.-]+\.\w+$/.test(name)) && roots.has(name.split("/")[0] ?? ""));
}

/** What stands between the two comments of this name. */
function marked(page: string, name: string): string {
    const [, found = ""] = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- end of ${name} -->`).exec(read(page)) ?? [];
    assert.ok(found.includes("```mermaid"), `${page} lacks ${name}`);
    return found;
}
