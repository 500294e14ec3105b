// That all of a run is on one Node.js and one Pulumi SDK, the provider's process included: what `npm run test:matrix` says of
// its versions would else be said of others.

import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createStack, disposeAll } from "../support/stack";

// A provider that tells about the process it runs in.
const provider = `
const library = require.resolve("pulumi-auth0-authentication-methods");
const outs = {
    node: process.versions.node,
    executable: process.execPath,
    server: process.argv[1],
    library: require.resolve("@pulumi/pulumi", { paths: [library] }),
};
exports.handler = () => ({ create: async () => ({ id: "process", outs }) });`;

interface Seen {
    node: string;
    executable: string;
    server: string;
    library: string;
}

class ProviderProcess extends pulumi.CustomResource {
    declare public readonly node: pulumi.Output<string>;
    declare public readonly executable: pulumi.Output<string>;
    declare public readonly server: pulumi.Output<string>;
    declare public readonly library: pulumi.Output<string>;

    constructor() {
        const outputs = { node: undefined, executable: undefined, server: undefined, library: undefined };
        super("pulumi-nodejs:dynamic/test:ProviderProcess", "process", { ...outputs, __provider: provider });
    }
}

const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
const { version } = JSON.parse(readFileSync(path.join(sdk, "package.json"), "utf8")) as { version: string };

describe("the versions of a run", () => {
    after(disposeAll);
    let seen: Seen;

    before(async () => {
        const stack = await createStack({
            program: async () => {
                const { node, executable, server, library } = new ProviderProcess();
                return { node, executable, server, library };
            },
        });
        const { ok, output, outputs } = await stack.up();
        assert.ok(ok, output);
        seen = outputs as unknown as Seen;
    });

    it("are those that were asked for", () => {
        assert.equal(process.versions.node, process.env["MATRIX_NODE"] ?? process.versions.node);
        assert.equal(version, process.env["MATRIX_SDK"] ?? version);
    });

    it("are one Node.js, in the tests and in the provider's process", () => {
        assert.equal(seen.node, process.versions.node);
        assert.equal(realpathSync(seen.executable), realpathSync(process.execPath));
    });

    it("are one Pulumi SDK, in the tests, the provider and the server around it", () => {
        assert.equal(path.dirname(realpathSync(seen.library)), sdk);
        assert.ok(realpathSync(seen.server).startsWith(path.join(sdk, "cmd", "dynamic-provider")), seen.server);
    });
});
