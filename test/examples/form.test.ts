// That every example has what people expect of a Pulumi example, and in one form.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { commandsOf, examples, read, repository, section } from "../docs/blocks";
import { folderOf } from "./support";

/** What a project declares of its configuration, by name; without what belongs to a package. */
function configurationOf(example: string): Map<string, string> {
    const [, block = ""] = /^config:\n((?: .*\n?)*)/m.exec(read(`examples/${example}/Pulumi.yaml`)) ?? [];
    const entries = [...block.matchAll(/^ {4}(\w+):\n((?: {5,}.*\n?)*)/gm)];
    return new Map(entries.map(([, name = "", entry = ""]) => [name, entry]));
}

/** Those of these that are not among the others. */
function lacking(names: readonly string[], others: readonly string[]): string[] {
    return names.filter((name) => !others.includes(name));
}

describe("every example", () => {
    for (const example of examples) {
        describe(example, () => {
            it("has a project, a package, a program and a page", () => {
                const present = readdirSync(folderOf(example));
                for (const file of ["Pulumi.yaml", "package.json", "tsconfig.json", "index.ts", "README.md"]) {
                    assert.ok(present.includes(file), file);
                }
            });

            it("says what it is, and what may be configured, with its type", () => {
                const project = read(`examples/${example}/Pulumi.yaml`);
                assert.match(project, new RegExp(`^name: auth0-${example}$`, "m"));
                assert.match(project, /^description: .{20,}$/m);
                assert.match(project, /^runtime: nodejs$/m);
                for (const [name, entry] of configurationOf(example)) {
                    assert.match(entry, /^ +type: (string|boolean|integer|array|object)$/m, name);
                    assert.match(entry, /^ +description: .{10,}$/m, name);
                }
            });

            it("reads what may be configured, and shows how to set nothing else", () => {
                const source = readFileSync(path.join(folderOf(example), "index.ts"), "utf8");
                const calls = [...source.matchAll(/\.(get|require)(?:[A-Z]\w+)?(?:<[^(]*>)?\("(\w+)"/g)];
                const reads = calls.map(([, , name = ""]) => name);
                const declared = [...configurationOf(example).keys()];
                assert.deepEqual(lacking(declared, reads), []);
                // What has no default may not be declared either, where a program can do without it.
                const required = calls.flatMap(([, verb, name = ""]) => (verb === "require" ? [name] : []));
                assert.deepEqual(lacking(required, declared), []);
                const typed = commandsOf(`examples/${example}/README.md`).flatMap(
                    (line) => /^pulumi config set (?:--\w+ )*'?(\w+)(?![\w:-])/.exec(line)?.[1] ?? [],
                );
                assert.deepEqual(lacking(typed, reads), []);
            });

            it("stands in the list on the first page", () => {
                assert.match(section("README.md", "Examples"), new RegExp(`\\[${example}\\]\\(examples/${example}\\)`));
            });

            it("is a private workspace that depends on the package", () => {
                const { name, main, ...others } = JSON.parse(read(`examples/${example}/package.json`)) as {
                    name: string;
                    main: string;
                    private: boolean;
                    dependencies: Record<string, string>;
                };
                assert.equal(name, `auth0-authentication-methods-${example}`);
                assert.equal(main, "index.ts");
                assert.equal(others.private, true);
                assert.equal(others.dependencies["pulumi-auth0-authentication-methods"], "*");
                assert.ok("@pulumi/pulumi" in others.dependencies);
            });

            it("has a page with what it shows, what it needs, how to deploy it, and how to clean up", () => {
                const page = `examples/${example}/README.md`;
                assert.match(read(page), /^# .+\n\n[A-Z][^#]{150,}/);
                assert.match(section(page, "Prerequisites"), /Pulumi CLI.*Node\.js 20\.19/s);
                assert.match(section(page, "Deploy the program"), /^pulumi up( .*)?$/m);
                const [last] = read(page).split(/^## /m).slice(-1);
                assert.match(last ?? "", /^Clean up\n[\s\S]*^pulumi destroy\n[\s\S]*^pulumi stack rm dev$/m);
            });
        });
    }

    it("compiles as the Pulumi CLI compiles it", () => {
        const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), ts.sys.readFile) as {
            config: object;
        };
        const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
        const programs = examples.map((example) => path.join(folderOf(example), "index.ts"));
        const program = ts.createProgram(programs, {
            ...options,
            target: ts.ScriptTarget.ES2020,
            module: ts.ModuleKind.NodeNext,
            moduleResolution: ts.ModuleResolutionKind.NodeNext,
        });
        const problems = ts
            .getPreEmitDiagnostics(program)
            .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
        assert.deepEqual(problems, []);
        for (const example of examples) {
            const { extends: base } = JSON.parse(read(`examples/${example}/tsconfig.json`)) as { extends: string };
            assert.equal(base, "../../tsconfig.json");
        }
    });
});
