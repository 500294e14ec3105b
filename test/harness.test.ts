// That the harness of test/support shows the real engine as it is: what it did, what it said, and what it recorded.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createStack, disposeAll, type StackOptions } from "./support/stack";

// A provider whose resources are what their inputs say. `fail` names the call that is to fail.
const provider = `
const failIf = (props, call) => { if (props.fail === call) throw new Error(call + " failed on purpose"); };
exports.handler = () => ({
    check: async (_olds, news) => (failIf(news, "check"), { inputs: news }),
    diff: async (_id, olds, news) => ({ changes: olds.value !== news.value }),
    create: async (inputs) => {
        failIf(inputs, "create");
        console.log("provider in " + process.cwd() + ", AUTH0_DOMAIN is " + process.env.AUTH0_DOMAIN);
        return { id: "id-of-" + inputs.value.length, outs: { ...inputs } };
    },
    update: async (_id, _olds, news) => ({ outs: { ...news } }),
    read: async (id, props) => ({ id, props }),
    delete: async (_id, props) => failIf(props, "delete"),
});`;

class Thing extends pulumi.CustomResource {
    declare public readonly value: pulumi.Output<string>;

    constructor(name: string, args: { value: pulumi.Input<string>; fail?: string }) {
        super("pulumi-nodejs:dynamic/test:Thing", name, { ...args, __provider: provider });
    }
}

const oneThing: pulumi.automation.PulumiFn = async () => ({ value: new Thing("thing", { value: "first" }).value });

describe("a stack of the test harness", () => {
    afterEach(disposeAll);

    const start = (options: Partial<StackOptions> = {}) => createStack({ program: oneThing, ...options });

    it("goes up, previews, refreshes and is destroyed, takes its state back, and leaves no file behind", async () => {
        const stack = await start();

        const preview = await stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.deepEqual(preview.changes, { create: 2 });
        assert.deepEqual(preview.outputs, {});
        assert.equal(await stack.resource("thing"), undefined);

        const up = await stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(up.changes, { create: 2 });
        assert.deepEqual(up.outputs, { value: "first" });
        assert.equal((await stack.resource("thing"))?.id, "id-of-5");

        stack.program = async () => ({ value: new Thing("thing", { value: "second" }).value });
        const update = await stack.up();
        assert.deepEqual(update.changes, { same: 1, update: 1 });
        assert.deepEqual(update.outputs, { value: "second" });
        assert.deepEqual((await stack.up()).changes, { same: 2 });

        const refresh = await stack.refresh();
        assert.ok(refresh.ok, refresh.output);
        assert.deepEqual(refresh.changes, { same: 2 });

        const state = await stack.exportState();
        const destroy = await stack.destroy();
        assert.ok(destroy.ok, destroy.output);
        assert.deepEqual(destroy.changes, { delete: 2 });
        assert.equal(await stack.resource("thing"), undefined);

        await stack.importState(state);
        assert.equal((await stack.resource("thing"))?.id, "id-of-5");
        assert.deepEqual((await stack.up()).changes, { same: 2 });

        assert.ok(existsSync(stack.stateFile));
        stack.dispose();
        assert.ok(!existsSync(stack.folder));
    });

    it("reports a program that throws as a failure, with what the user gets to read", async () => {
        const stack = await start({
            program: async () => {
                throw new Error("the program is broken");
            },
        });
        const result = await stack.preview();
        assert.equal(result.ok, false);
        assert.match(result.output, /the program is broken/);
        assert.equal(result.error?.name, "CommandError");
    });

    it("reports a check and a create that fail as failures, goes on to work, and keeps what cannot be deleted", async () => {
        const stack = await start();
        const declare = (fail: string) => {
            stack.program = async () => void new Thing("thing", { value: "x", fail });
        };
        for (const call of ["check", "create"]) {
            declare(call);
            const result = await stack.up();
            assert.equal(result.ok, false);
            assert.match(result.output, new RegExp(`${call} failed on purpose`));
            assert.deepEqual(result.outputs, {});
        }
        declare("delete");
        assert.ok((await stack.up()).ok);
        const result = await stack.destroy();
        assert.equal(result.ok, false);
        assert.match(result.output, /delete failed on purpose/);
        assert.ok(await stack.resource("thing"));
    });

    it("gives the program its configuration, structures and secrets among it, and keeps those encrypted on the disk", async () => {
        const secret = "a-value-that-nobody-may-read";
        const stack = await start({
            config: { "test:plain": "one", "test:hidden": { value: secret, secret: true } },
            program: async () => {
                const config = new pulumi.Config("test");
                const { value } = new Thing("thing", { value: config.requireSecret("hidden") });
                return {
                    plain: config.require("plain"),
                    later: config.get("later"),
                    tree: config.getObject("tree"),
                    value,
                };
            },
        });
        const result = await stack.up();
        assert.ok(result.ok, result.output);
        assert.deepEqual(result.outputs, { plain: "one", value: secret });
        const thing = await stack.resource("thing");
        assert.equal(thing?.outputs["value"], secret);
        assert.deepEqual(thing?.secretOutputs, ["value"]);
        assert.match(stack.rawState(), /ciphertext/);
        assert.doesNotMatch(stack.rawState(), new RegExp(secret));
        assert.doesNotMatch(result.output, new RegExp(secret));

        await stack.setConfig({ "test:later": "two" });
        await stack.setConfig({ "test:tree.branch.leaf": "green" }, { path: true });
        const tree = { branch: { leaf: "green" } };
        assert.deepEqual((await stack.up()).outputs, { plain: "one", later: "two", tree, value: secret });
        await stack.removeConfig("test:later");
        assert.equal((await stack.up()).outputs["later"], undefined);
    });

    for (const secrets of ["passphrase", "vault"] as const) {
        it(`writes a stack with a ${secrets}, and reads its state, as the engine's own commands do`, async () => {
            const secret = "a-value-that-nobody-may-read";
            const stack = await start({
                secrets,
                config: { "test:plain": "true", own: "7", "test:hidden": { value: secret, secret: true } },
                program: async () => {
                    new Thing("thing", { value: new pulumi.Config("test").requireSecret("hidden") });
                    return { list: [{ value: pulumi.secret({ deep: ["text"] }) }] };
                },
            });
            assert.deepEqual(JSON.parse(await stack.command("config", "--show-secrets", "--json")), {
                "test:hidden": { value: secret, secret: true },
                "test:own": { value: "7", secret: false },
                "test:plain": { value: "true", secret: false },
            });
            assert.deepEqual((await stack.up()).outputs, { list: [{ value: { deep: ["text"] } }] });
            const exported = await stack.command("stack", "export", "--show-secrets");
            assert.deepEqual(JSON.parse(exported), await stack.exportState());
        });
    }

    it("runs the provider where the test says, lets nothing of the surrounding environment in but what the test gives, and leaves it as it was", async () => {
        const root = path.resolve(__dirname, "..");
        process.env["AUTH0_DOMAIN"] = "surroundings.example";
        process.env["AUTH0_CLIENT_SECRET"] = "surroundings";
        process.env["PULUMI_BACKEND_URL"] = "https://surroundings.example";
        try {
            const seenByProgram: unknown[] = [];
            const stack = await start({
                env: { AUTH0_DOMAIN: "given.example" },
                program: async () => {
                    seenByProgram.push(process.env["AUTH0_DOMAIN"], process.env["AUTH0_CLIENT_SECRET"]);
                    return oneThing();
                },
            });
            const result = await stack.up();
            assert.ok(result.output.includes(`provider in ${root}, AUTH0_DOMAIN is given.example`), result.output);
            assert.deepEqual(seenByProgram, ["given.example", undefined]);
            assert.equal(process.env["AUTH0_DOMAIN"], "surroundings.example");
            const cwd = path.join(root, "examples", "quickstart");
            const { output } = await (await start({ cwd })).up();
            assert.ok(output.includes(`provider in ${cwd}, AUTH0_DOMAIN is undefined`), output);
        } finally {
            delete process.env["AUTH0_DOMAIN"];
            delete process.env["AUTH0_CLIENT_SECRET"];
            delete process.env["PULUMI_BACKEND_URL"];
        }
    });

    it("works beside other stacks, at the same time and one after another", async () => {
        const names = ["a", "b"];
        const stacks = await Promise.all(
            names.map((name) =>
                start({
                    config: { "test:name": name },
                    program: async () => ({
                        name: new pulumi.Config("test").require("name"),
                        stack: pulumi.getStack(),
                        value: new Thing("thing", { value: name }).value,
                    }),
                    stackName: `stack-${name}`,
                }),
            ),
        );
        const atOnce = await Promise.all(stacks.map((stack) => stack.up()));
        const inTurn = [];
        for (const stack of stacks) {
            inTurn.push(await stack.up());
        }
        for (const results of [atOnce, inTurn]) {
            assert.deepEqual(
                results.map(({ outputs }) => outputs),
                names.map((name) => ({ name, stack: `stack-${name}`, value: name })),
            );
        }
    });

    it("writes nothing into the user's home", async () => {
        const before = process.env["HOME"];
        const home = mkdtempSync(path.join(tmpdir(), "home-"));
        await start(); // the engine is found in the user's cache, so before HOME is another
        process.env["HOME"] = home;
        try {
            assert.ok((await (await start()).up()).ok);
            assert.deepEqual(readdirSync(home), []);
        } finally {
            process.env["HOME"] = before;
            rmSync(home, { recursive: true });
        }
    });
});
