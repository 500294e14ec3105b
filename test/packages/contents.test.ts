// What the packed tarballs bring into a project, and how it fits with what is there.

import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { run, tryToRun } from "./support/command";
import {
    emulatorName,
    filesOf,
    lockedVersion,
    managers,
    projectWithEmulator,
    projectWithProvider,
    providerName,
} from "./support/project";

const compiled = /^dist\/.+\.(js|d\.ts)(\.map)?$/;
const source = /^src\/.+(?<!\.test)\.ts$/;

/** What is not code. */
function remainderOf(files: string[]): string[] {
    return files.filter((file) => !compiled.test(file) && !source.test(file));
}

describe("the packed provider", function () {
    this.timeout(600_000);

    it("holds the compiled code, its sources, the manifest, a README and the licence", async () => {
        const files = filesOf(await projectWithProvider("npm"), providerName);
        assert.deepEqual(remainderOf(files), ["LICENSE", "README.md", `bin/${providerName}.js`, "package.json"]);
        for (const entry of ["index", "provider"]) {
            for (const file of [`dist/${entry}.js`, `dist/${entry}.d.ts`, `src/${entry}.ts`]) {
                assert.ok(files.includes(file), file);
            }
        }
    });

    it("holds the source that each source map names", async () => {
        const project = await projectWithProvider("npm");
        const files = new Set(filesOf(project, providerName));
        const maps = [...files].filter((file) => file.endsWith(".map"));
        assert.ok(maps.length > 0);
        for (const map of maps) {
            const text = readFileSync(path.join(project, "node_modules", providerName, map), "utf8");
            for (const name of (JSON.parse(text) as { sources: string[] }).sources) {
                const sourceFile = path.posix.join(path.posix.dirname(map), name);
                assert.ok(files.has(sourceFile), `${map} is of ${sourceFile}, which is not there: an old build?`);
            }
        }
    });

    for (const manager of managers) {
        it(`gives the engine the provider from the project's own folder, with ${manager}`, async () => {
            const project = await projectWithProvider(manager);
            // As the engine does: a text that is evaluated without a file name, in the project's folder.
            const text = `console.log(JSON.stringify([
                require.resolve("${providerName}/provider"),
                Object.keys(require("${providerName}/provider")),
            ]))`;
            const [file, names] = JSON.parse(await run(project, process.execPath, "--eval", text));
            assert.ok(realpathSync(file).startsWith(path.join(project, "node_modules") + path.sep), file);
            assert.ok(names.includes("AuthenticationMethodSettings"), names.join());
        });

        it(`uses the project's one copy of the Pulumi SDK, with ${manager}`, async () => {
            const fromProject = createRequire(path.join(await projectWithProvider(manager), "package.json"));
            const fromProvider = createRequire(realpathSync(fromProject.resolve(providerName)));
            const sdk = realpathSync(fromProject.resolve("@pulumi/pulumi"));
            assert.equal(realpathSync(fromProvider.resolve("@pulumi/pulumi")), sdk);
            assert.equal(fromProject("@pulumi/pulumi/package.json").version, lockedVersion("@pulumi/pulumi"));
        });
    }

    for (const manager of managers) {
        it(`brings the command, with ${manager}`, async () => {
            const project = await projectWithProvider(manager);
            const command = path.join(project, "node_modules/.bin", providerName);
            assert.match(await run(project, command, "--version"), /^\d+\.\d+\.\d+\n$/);
            // It looks at the project it is installed in: the SDK is there, and the emulator is not.
            const checked = await tryToRun(project, command, "check", "--json");
            const { findings } = JSON.parse(checked.stdout) as { findings: { check: string; status: string }[] };
            assert.equal(findings.find(({ check }) => check === "sdk")?.status, "ok");
            assert.match((await tryToRun(project, command, "emulate")).output, /is not installed here/);
        });
    }

    it("leaves npm with one copy of the Pulumi SDK and no complaint", async () => {
        const project = await projectWithProvider("npm");
        const folders = await run(project, "npm", "ls", "@pulumi/pulumi", "--all", "--parseable");
        assert.deepEqual(folders.trim().split("\n").filter(isSdk), [path.join(project, "node_modules/@pulumi/pulumi")]);
    });
});

describe("the packed emulator", function () {
    this.timeout(600_000);

    it("holds the compiled code, its sources, the manifest and the licence", async () => {
        const files = filesOf(await projectWithEmulator(), emulatorName);
        const remainder = remainderOf(files).filter((file) => file !== "README.md");
        assert.deepEqual(remainder, ["LICENSE", `bin/${emulatorName}.js`, "package.json"]);
        for (const file of ["dist/index.js", "dist/index.d.ts", "dist/cli.js", "src/cli.ts"]) {
            assert.ok(files.includes(file), file);
        }
    });
});

describe("the lock file", () => {
    for (const workspace of ["provider", "emulator"]) {
        it(`names the command of the ${workspace}: without it, \`npm ci\` would not link it in a fresh clone`, () => {
            const readJson = (file: string): unknown =>
                JSON.parse(readFileSync(path.join(__dirname, "../..", file), "utf8"));
            const { bin } = readJson(`${workspace}/package.json`) as { bin: Record<string, string> };
            const { packages } = readJson("package-lock.json") as { packages: Record<string, { bin?: object }> };
            const wanted = Object.entries(bin).map(([name, file]) => [name, file.replace(/^\.\//, "")]);
            assert.deepEqual(packages[workspace]?.bin, Object.fromEntries(wanted));
        });
    }
});

function isSdk(folder: string): boolean {
    return folder.endsWith(path.join("@pulumi", "pulumi"));
}
