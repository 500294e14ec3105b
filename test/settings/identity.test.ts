import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { ada, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("a method that changes its resource, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };
    const nameNow = () => scenario.emulator.method(ada, adaPhone).name;

    async function up(resource: string, opts: pulumi.CustomResourceOptions = {}, options = {}) {
        scenario.stack.program = async () => {
            new AuthenticationMethodSettings(resource, args, opts);
            return {};
        };
        const result = await scenario.stack.up(options);
        assert.ok(result.ok, result.output);
        return result;
    }

    it("keeps its declared settings when the resource is renamed, and says that the original ones are not kept", async () => {
        await up("old");
        scenario.sent();
        const { output } = await up("new");
        assert.match(
            output,
            /original settings are not put back, since this program has adopted it under another name/,
        );
        assert.match(output, /aliases/);
        assert.equal(scenario.sent().patches, 0);
        assert.equal(nameNow(), "Work phone");
    });

    it("keeps its original settings as well when the renamed resource has an alias", async () => {
        await up("old");
        const { output } = await up("new", { aliases: [{ name: "old" }] });
        assert.doesNotMatch(output, /original settings/);
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(nameNow(), "Old phone");
    });

    it("keeps both when the engine is told to replace the resource", async () => {
        await up("m");
        const urn = (await scenario.stack.resource("m"))?.urn ?? "";
        await up("m", {}, { replace: [urn] });
        assert.equal(nameNow(), "Work phone");
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(nameNow(), "Old phone");
    });

    it("previews and applies an identity and a name that another resource has yet to give", async () => {
        await up("m");
        scenario.stack.program = async () => {
            const source = new AuthenticationMethodSettings("source", { ...args, authenticationMethodId: adaTotp });
            new AuthenticationMethodSettings("m", {
                ...args,
                userId: source.createdAt.apply(() => ada),
                name: source.createdAt.apply(() => "Desk phone"),
            });
            return {};
        };
        scenario.sent();
        const preview = await scenario.stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.equal(scenario.sent().patches, 0);
        const result = await scenario.stack.up();
        assert.ok(result.ok, result.output);
        assert.equal(nameNow(), "Desk phone");
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(nameNow(), "Old phone");
    });
});
