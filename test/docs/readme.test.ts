import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import { tenantKeys } from "../../provider/src/configuration/sources";
import { checkGroupShape } from "../../provider/src/engine/group/groupInputs";
import { checkShape } from "../../provider/src/engine/single/inputs";
import { blocks, column, documents, read, repository, section } from "./blocks";

const readme = "README.md";
const packageReadme = "provider/README.md";

describe("the documentation", () => {
    for (const heading of ["Arguments", "Outputs", "Many methods", "After a killed run", "Configuration", "Limits"]) {
        it(`says the same of ${heading.toLowerCase()} on both first pages`, () => {
            assert.ok(section(readme, heading).length > 200);
            assert.equal(section(readme, heading), section(packageReadme, heading));
        });
    }

    it("lists every argument, and no other", () => {
        assert.deepEqual(column(readme, "Arguments", 0), namedIn(checkShape({ nothing: true })));
        assert.deepEqual(column(readme, "Many methods", 0), namedIn(checkGroupShape({ nothing: true })));
    });

    it("lists every output, and no other", () => {
        const listed = [...column(readme, "Arguments", 0), ...column(readme, "Outputs", 0)];
        assert.deepEqual(outputsOf("authenticationMethodSettings").sort(), listed.sort());
        assert.deepEqual(outputsOf("authenticationMethodSettingsGroup"), column(readme, "Many methods", 0));
    });

    it("lists every key of the configuration with its variable, and no other", () => {
        const own = ["livePreview", "requestsPerSecond", "requestTimeout", "operationTimeout", "tenants"];
        const constant = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
        const keys = [
            ...tenantKeys.map((key) => [`auth0:${key}`, `AUTH0_${constant(key)}`]),
            ...own.map((key) => [
                `auth0-authentication-methods:${key}`,
                `AUTH0_AUTHENTICATION_METHODS_${constant(key)}`,
            ]),
        ];
        const listed = column(readme, "Configuration", 0);
        const variables = column(readme, "Configuration", 1);
        assert.deepEqual(listed.map((key, index) => [key, variables[index]]).sort(), keys.sort());
    });

    it("names files that exist", () => {
        for (const document of documents) {
            for (const [, target = ""] of read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
                const file = path.resolve(repository, path.dirname(document), target);
                assert.ok(ts.sys.fileExists(file) || ts.sys.directoryExists(file), `${document} names ${target}`);
            }
        }
    });

    for (const document of documents) {
        it(`shows programs that compile, each going on from the one before: ${document}`, () => {
            assert.deepEqual(problemsOf(blocks(document, "ts").join("\n")), []);
        });
    }
});

/** The arguments that check names when it is given one that is none. */
function namedIn(failures: readonly { readonly reason: string }[]): string[] | undefined {
    const [failure] = failures.filter(({ reason }) => reason.includes("is not an argument"));
    return /The arguments are (.*)\.$/.exec(failure?.reason ?? "")?.[1]?.split(", ");
}

function outputsOf(resource: string): string[] {
    const source = read(`provider/src/${resource}.ts`);
    return [...source.matchAll(/declare public readonly (\w+)/g)].map(([, name = ""]) => name);
}

/** What the compiler says of a program that stands where the quickstart's does. */
function problemsOf(program: string): string[] {
    const file = path.join(repository, "examples/quickstart/documented.mts");
    const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), ts.sys.readFile) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.fileExists = (name) => name === file || fileExists.call(host, name);
    host.getSourceFile = (name, ...rest) =>
        name === file
            ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022)
            : getSourceFile.call(host, name, ...rest);
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
    return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
