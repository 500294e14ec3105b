// That the matrix runs on the versions that are promised, and on all tests but those it says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Leg } from "../../scripts/matrix/legs.mjs" with { "resolution-mode": "import" };

const repository = path.resolve(__dirname, "../..");
const manifest = (name: string) => JSON.parse(readFileSync(path.join(repository, name, "package.json"), "utf8"));

describe("the legs of the matrix", () => {
    const load = () => import("../../scripts/matrix/legs.mjs");
    const leg = async (name: string): Promise<Leg> => {
        const found = (await load()).legs.find((one) => one.name === name);
        assert.ok(found, name);
        return found;
    };

    it("begin with the lowest versions that the provider's package promises", async () => {
        const { engines, peerDependencies } = manifest("provider");
        const lowest = await leg("lowest");
        assert.equal(`^${lowest.sdk}`, peerDependencies["@pulumi/pulumi"]);
        assert.equal(lowest.node, `${engines.node.replace(">=", "")}.0`);
    });

    it("have the SDK of the ordinary run between them", async function () {
        if (process.env["MATRIX_SDK"] !== undefined) {
            this.skip(); // in a leg the manifest names the leg's
        }
        assert.equal((await leg("between")).sdk, manifest(".").devDependencies["@pulumi/pulumi"]);
    });

    it("run every test file but those that are left out, and the short form those that it names", async () => {
        const { leftOut, shortForm, testFilesOf } = await load();
        const left = leftOut.map(({ pattern }) => (pattern.endsWith("/") ? `${pattern}some.test.ts` : pattern));
        const files = [...shortForm, "test/new.test.ts", "test/support.ts", ...left];
        assert.deepEqual(testFilesOf(files, false), [...shortForm, "test/new.test.ts"].sort());
        assert.deepEqual(testFilesOf(files, true), [...shortForm].sort());
    });

    it("do not run when a file is named that is not there", async () => {
        const { leftOut, shortForm, testFilesOf } = await load();
        assert.throws(
            () => testFilesOf([...shortForm.slice(1)], true),
            new RegExp(`${shortForm[0]}.*${leftOut[0]?.pattern}`),
        );
    });
});
