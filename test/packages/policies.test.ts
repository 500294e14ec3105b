// The packed policy pack, as a user installs it and gives it to the engine.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { underPack, violationsOf } from "../policy/support";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { run } from "./support/command";
import { compile, filesOf, policiesName, projectWithPolicies } from "./support/project";

describe("the packed policy pack, installed in an empty project", function () {
    this.timeout(600_000);
    let project: string;
    let scenario: Scenario | undefined;
    before(async () => {
        project = await projectWithPolicies();
    });
    afterEach(async () => {
        await stopScenario(scenario);
        scenario = undefined;
    });

    it("holds what the engine looks for, the compiled code, its sources and a README", () => {
        const files = filesOf(project, policiesName);
        const remainder = files.filter((file) => !/^(dist\/.+\.(js|d\.ts)(\.map)?|src\/.+\.ts)$/.test(file));
        assert.deepEqual(remainder, ["LICENSE", "PulumiPolicy.yaml", "README.md", "package.json"]);
        for (const file of ["dist/pack.js", "dist/index.js", "dist/index.d.ts", "src/pack.ts"]) {
            assert.ok(files.includes(file), file);
        }
    });

    it("judges a stack that is given its folder", async () => {
        scenario = await startScenario();
        scenario.stack.program = async () => {
            const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
            new AuthenticationMethodSettings("m", args);
        };
        const folder = path.join(project, "node_modules", policiesName);
        const result = await scenario.stack.preview(underPack(scenario.stack, {}, folder));
        assert.deepEqual(
            violationsOf(result).map(({ rule }) => rule),
            ["phone-risk-is-accepted", "phone-user-has-unrestricted-method", "user-has-two-authenticators"],
        );
    });

    it("is imported without starting a pack, from CommonJS and from ESM", async () => {
        const names = "Object.keys(policies).includes('AuthenticationMethodPolicies')";
        const commonJs = `const policies = require("${policiesName}"); console.log(${names})`;
        const esm = `import * as policies from "${policiesName}"; console.log(${names})`;
        assert.equal(await run(project, process.execPath, "--eval", commonJs), "true\n");
        assert.equal(await run(project, process.execPath, "--input-type=module", "--eval", esm), "true\n");
    });

    it("type-checks the options of a pack", async () => {
        const source = `import { AuthenticationMethodPolicies } from "${policiesName}";
export const pack = () =>
    new AuthenticationMethodPolicies("company", { all: "mandatory", "phone-number-is-allowed": { allow: ["+44"] } });
`;
        writeFileSync(path.join(project, "pack.ts"), source);
        const strict = ["--strict", "--noEmit", "--skipLibCheck", "--target", "es2022", "pack.ts"];
        assert.deepEqual(await compile(project, ...strict, "--module", "node16"), []);
        assert.deepEqual(await compile(project, ...strict, "--module", "commonjs", "--moduleResolution", "node10"), []);
    });
});
