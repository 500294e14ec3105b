// That the packed provider runs on the engine where a user has installed it: with each package manager, from each
// language and module system.

import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { ada, adaPhone, adaWithMethods } from "../support/scenario";
import { InstalledProgram } from "./support/installedProgram";
import { compile, managers, projectWithProvider } from "./support/project";

const programs = [
    { title: "a CommonJS program in JavaScript", file: "commonjs/javascript.js", name: "CommonJS JavaScript" },
    { title: "a CommonJS program in TypeScript", file: "commonjs/typescript.js", name: "CommonJS TypeScript" },
    { title: "an ESM program in JavaScript", file: "esm/javascript.js", name: "ESM JavaScript" },
    { title: "an ESM program in TypeScript", file: "esm/typescript.js", name: "ESM TypeScript" },
];

for (const manager of managers) {
    describe(`the packed provider, installed with ${manager} in an empty project`, () => {
        let project: string;
        let complaints: string[];
        let emulator: Emulator;
        let running: InstalledProgram | undefined;

        before(async function () {
            this.timeout(600_000);
            project = await projectWithProvider(manager);
            complaints = await compile(project, "--project", ".");
        });
        beforeEach(async () => {
            emulator = await startEmulator({ users: [adaWithMethods()] });
        });
        afterEach(async () => {
            await running?.stop();
            running = undefined;
            await emulator.close();
        });

        it("type-checks strictly, its own declarations included", () => assert.deepEqual(complaints, []));

        for (const { title, file, name } of programs) {
            it(`runs ${title}: adopts, finds nothing to do, refreshes and restores`, async () => {
                running = await InstalledProgram.start(project, file, emulator);
                const patches = () => emulator.requests.filter(({ method }) => method === "PATCH");
                const phone = () => {
                    const { name, preferred_authentication_method } = emulator.method(ada, adaPhone);
                    return { name, preferred_authentication_method };
                };

                const first = await running.run("up");
                assert.ok(first.ok, first.output);
                assert.deepEqual(first.changes, { create: 2 });
                assert.equal(first.outputs["methodName"], name);
                assert.deepEqual(
                    patches().map(({ body, status }) => ({ body, status })),
                    [{ body: { name, preferred_authentication_method: "voice" }, status: 200 }],
                );
                assert.deepEqual(phone(), { name, preferred_authentication_method: "voice" });

                for (const operation of ["up", "refresh"] as const) {
                    const again = await running.run(operation);
                    assert.ok(again.ok, again.output);
                    assert.deepEqual(again.changes, { same: 2 });
                    assert.equal(patches().length, 1);
                }

                const destroyed = await running.run("destroy");
                assert.ok(destroyed.ok, destroyed.output);
                assert.deepEqual(destroyed.changes, { delete: 2 });
                assert.equal(patches().length, 2);
                assert.deepEqual(phone(), { name: "Old phone", preferred_authentication_method: "sms" });
            });
        }
    });
}
