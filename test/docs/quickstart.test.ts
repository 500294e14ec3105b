import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { repository } from "./blocks";

// What @pulumi/pulumi/cmd/run does before it runs a program, in its words; the engine that this repository builds has no
// language host, so that no test can have the engine itself do it.
const loader = `
const tsutils = require("@pulumi/pulumi/tsutils");
const { tsnodeRequire, typescriptRequire } = tsutils.typeScriptRequireStrings();
require(tsnodeRequire).register({
    compiler: typescriptRequire,
    project: "tsconfig.json",
    compilerOptions: {
        target: "ES2020",
        module: "nodenext",
        moduleResolution: "nodenext",
        sourceMap: "true",
        ...tsutils.loadTypeScriptCompilerOptions("tsconfig.json"),
    },
});
const pulumi = require("@pulumi/pulumi");
const newResource = ({ name, inputs }) => ({ id: name, state: inputs });
pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "auth0-quickstart").then(() => {
    const { phoneName, keyName } = require(process.cwd() + "/index.ts");
    pulumi.all([phoneName, keyName]).apply((names) => console.log(JSON.stringify(names)));
});`;

describe("the quickstart's program", () => {
    it("is compiled and loaded as the Pulumi CLI compiles and loads it", () => {
        const cwd = path.join(repository, "examples/quickstart");
        const output = execFileSync(process.execPath, ["-e", loader], { cwd, encoding: "utf8" });
        assert.deepEqual(JSON.parse(output), ["Work phone", "Break-glass key"]);
    });
});
