// That the packed provider runs on the engine where a user has installed it: in each language and module system, with npm
// and with pnpm, from a folder below that of Pulumi.yaml. Further layouts are in layouts.ts.

import assert from "node:assert/strict";
import { InstalledProgram } from "./support/installedProgram";
import { compile, projectWithProvider } from "./support/project";

describe("the packed provider", () => {
    let running: InstalledProgram | undefined;
    afterEach(async () => {
        await running?.stop();
        running = undefined;
    });

    describe("installed with npm in an empty project", () => {
        let project: string;
        before(async function () {
            this.timeout(600_000);
            project = await projectWithProvider("npm");
        });

        it("runs a CommonJS program in TypeScript: adopts, finds nothing to do, refreshes and restores", async () => {
            running = await InstalledProgram.start(project, "commonjs/typescript.ts");
            await running.adopt("CommonJS TypeScript");
            await running.run("up", "2 unchanged");
            await running.run("refresh", "2 unchanged");
            await running.restore();
        });

        it("runs an ESM program in JavaScript", async () => {
            running = await InstalledProgram.start(project, "esm/javascript.js");
            await running.adopt("ESM JavaScript");
            await running.restore();
        });
    });

    describe("installed with pnpm in an empty project", () => {
        let project: string;
        let complaints: string[];
        before(async function () {
            this.timeout(600_000);
            project = await projectWithProvider("pnpm");
            complaints = await compile(project, "--project", ".");
        });

        it("type-checks strictly, its own declarations included", () => assert.deepEqual(complaints, []));

        it("runs an ESM program in TypeScript that was compiled", async () => {
            running = await InstalledProgram.start(project, "esm/typescript.js");
            await running.adopt("ESM TypeScript");
            await running.restore();
        });

        it("runs a CommonJS program in JavaScript in the folder that is the project's main", async () => {
            running = await InstalledProgram.start(project, "commonjs/");
            await running.adopt("CommonJS JavaScript");
            await running.restore();
        });
    });
});
