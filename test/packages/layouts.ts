// That the packed provider runs on the engine in layouts that are rarer than those of run.test.ts, and whose installation
// takes long: `npm run test:layouts`.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { blocks } from "../docs/blocks";
import { run, tryToRun } from "./support/command";
import { InstalledProgram } from "./support/installedProgram";
import { install } from "./support/managers";
import {
    addPrograms,
    type Dependencies,
    emptyProject,
    programDependencies,
    providerName,
    temporaryFolder,
    writeManifest,
} from "./support/project";

let running: InstalledProgram | undefined;

async function adoptAndRestore(project: string, main: string, name: string, usesTypeScript = true): Promise<void> {
    running = await InstalledProgram.start(project, main, usesTypeScript);
    await running.adopt(name);
    await running.restore();
}

/** Where node finds a package from a folder. */
async function folderOf(project: string, packageName: string): Promise<string> {
    const script = `console.log(path.dirname(require.resolve("${packageName}/package.json")))`;
    return (await run(project, process.execPath, "--eval", script)).trim();
}

/** A monorepo that is not installed yet, with a project in its folder "infrastructure". */
async function monorepo(others: Readonly<Record<string, Dependencies>> = {}): Promise<[root: string, project: string]> {
    const root = temporaryFolder("monorepo");
    const workspaces = { ...others, infrastructure: await programDependencies() };
    writeManifest(root, { workspaces: Object.keys(workspaces) });
    for (const [name, dependencies] of Object.entries(workspaces)) {
        mkdirSync(path.join(root, name));
        writeManifest(path.join(root, name), { dependencies });
    }
    const project = path.join(root, "infrastructure");
    addPrograms(project);
    return [root, project];
}

describe("the packed provider", function () {
    this.timeout(600_000);
    afterEach(async () => {
        await running?.stop();
        running = undefined;
    });

    it("runs where yarn has installed it with its node-modules linker", async () => {
        const project = emptyProject("yarn", await programDependencies());
        await install("yarn", project);
        addPrograms(project);
        await adoptAndRestore(project, "esm/javascript.js", "ESM JavaScript");
    });

    it("runs in a project of a monorepo whose packages are hoisted to its root", async () => {
        const [root, project] = await monorepo();
        await install("npm", root);
        assert.equal(await folderOf(project, providerName), path.join(root, "node_modules", providerName));
        await adoptAndRestore(project, "commonjs/typescript.ts", "CommonJS TypeScript");
    });

    it("runs in a project of a monorepo whose packages are nested in its folder", async () => {
        const [root, project] = await monorepo();
        await install("npm", root, "--install-strategy=nested");
        assert.equal(await folderOf(project, providerName), path.join(project, "node_modules", providerName));
        await adoptAndRestore(project, "commonjs/typescript.ts", "CommonJS TypeScript");
    });

    it("runs in a monorepo where another project has another SDK, which npm hoists beside the provider", async () => {
        const [root, project] = await monorepo({ another: { "@pulumi/pulumi": "3.216.0" } });
        await install("npm", root);
        assert.equal(await folderOf(project, providerName), path.join(root, "node_modules", providerName));
        assert.equal(await folderOf(project, "@pulumi/pulumi"), path.join(project, "node_modules/@pulumi/pulumi"));
        await adoptAndRestore(project, "commonjs/typescript.ts", "CommonJS TypeScript");
    });

    it("runs, compiled with TypeScript 7, where npm and the SDK are told", async () => {
        const [json = ""] = blocks("docs/layouts.md", "json");
        const { devDependencies, overrides } = JSON.parse(json) as Record<string, Dependencies>;
        const dependencies = { ...(await programDependencies()), ...devDependencies };
        const project = emptyProject("typescript7", dependencies);
        await assert.rejects(install("npm", project), /peerOptional typescript@">= 3.8.3 < 7"/);
        writeManifest(project, { dependencies, overrides });
        await install("npm", project);
        addPrograms(project);
        const compiler = path.join(project, "node_modules/.bin/tsc");
        assert.match(await run(project, compiler, "--version"), /^Version 7\./);
        assert.equal((await tryToRun(project, compiler, "--project", ".")).output, "");
        // The SDK itself starts a program with the project's compiler, whose API TypeScript 7 has not.
        running = await InstalledProgram.start(project, "commonjs/javascript.js");
        assert.match(await running.fail("up"), /Cannot read properties of undefined \(reading 'readFile'\)/);
        await running.stop();
        await adoptAndRestore(project, "esm/typescript.js", "ESM TypeScript", false);
    });
});
