import assert from "node:assert/strict";
import { compareVersions, judgeNode, judgeOwn, judgePulumi, judgeSdk } from "../../../src/cli/check/versions";

const installed = { sdk: "3.248.0", own: "1.0.0", isOneSdk: true };

describe("the versions that check looks at", () => {
    it("are compared by their numbers", () => {
        assert.ok(compareVersions("3.9.0", "3.216.0") < 0);
        assert.ok(compareVersions("v22.0.0", "20.19.5") > 0);
        assert.equal(compareVersions("v3.216.0", "3.216.0-alpha.1"), 0);
        assert.ok(compareVersions("workspace", "0.0.1") < 0, "what is no version is older than any");
    });

    const nodes: readonly [node: string, sdk: string | undefined, status: string][] = [
        ["20.19.0", "3.248.0", "ok"],
        ["20.18.9", undefined, "fail"],
        ["18.20.0", "3.248.0", "fail"],
        ["20.20.2", "3.249.0", "warn"],
        ["22.0.0", "3.249.0", "ok"],
        ["24.1.0", undefined, "ok"],
    ];
    for (const [node, sdk, status] of nodes) {
        it(`judge Node.js ${node} beside the SDK ${sdk ?? "of no project"}: ${status}`, () => {
            assert.equal(judgeNode(node, sdk).status, status);
        });
    }

    const engines: readonly [printed: string | undefined, status: string][] = [
        ["v3.259.0\n", "ok"],
        ["v3.216.0\n", "ok"],
        ["3.215.9", "fail"],
        ["hello", "warn"],
        [undefined, "warn"],
    ];
    for (const [printed, status] of engines) {
        it(`judge a Pulumi CLI that says ${JSON.stringify(printed)}: ${status}`, () => {
            assert.equal(judgePulumi(printed).status, status);
        });
    }

    it("judge the project's SDK, its copies, and its own version of this package", () => {
        assert.equal(judgeSdk(installed).status, "ok");
        assert.equal(judgeSdk({ ...installed, sdk: undefined }).status, "warn");
        assert.equal(judgeSdk({ ...installed, sdk: "3.215.0" }).status, "fail");
        assert.equal(judgeSdk({ ...installed, sdk: "4.0.0" }).status, "fail");
        const two = judgeSdk({ ...installed, isOneSdk: false });
        assert.equal(two.status, "fail");
        assert.match(two.message, /another copy.*npm dedupe/);
        assert.equal(judgeSdk({ sdk: "3.248.0", own: undefined, isOneSdk: false }).status, "ok");
        assert.equal(judgeOwn(installed, "1.0.0").status, "ok");
        assert.equal(judgeOwn(installed, "1.0.1").status, "warn");
        assert.equal(judgeOwn({ ...installed, own: undefined }, "1.0.0").status, "warn");
    });
});
