import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import * as providers from "pulumi-auth0-authentication-methods/provider";
import { recordedAddress, recordedGroupProgram } from "../fixtures/program";
import { declareByClosure } from "../support/closure";
import {
    ada,
    adaPasskey,
    adaPhone,
    adaTotp,
    adaWithMethods,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const grace = "auth0|grace";

describe("what stands of a group in users' states", () => {
    let scenario: Scenario;
    let state: Deployment;
    before(async () => {
        scenario = await startScenario({ users: [adaWithMethods(), { ...adaWithMethods(), user_id: grace }] });
    });
    after(async () => stopScenario(scenario));

    const entry = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
    const codes = { userId: ada, authenticationMethodId: adaTotp, name: "Codes" };

    it("is this, for ever", async () => {
        const seen: boolean[] = [];
        scenario.stack.program = async () => {
            const group: unknown = new AuthenticationMethodSettingsGroup("g", { settings: [entry, codes] });
            const ofAnotherCopy = { __pulumiType: AuthenticationMethodSettingsGroup.__pulumiType };
            for (const value of [group, ofAnotherCopy, {}, null, undefined]) {
                seen.push(AuthenticationMethodSettingsGroup.isInstance(value));
            }
            seen.push(AuthenticationMethodSettings.isInstance(group));
            declareByClosure("AuthenticationMethodSettingsGroup", "by-closure", {
                settings: [
                    { ...entry, userId: grace },
                    { ...codes, userId: grace },
                ],
                onDelete: "restore",
            });
        };
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(seen, [true, true, false, false, false, false]);
        const resource = await scenario.stack.resource("g");
        const provider =
            'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethodSettingsGroup';
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/auth0:AuthenticationMethodSettingsGroup");
        assert.match(resource?.id ?? "", uuid);
        assert.deepEqual(resource?.inputs, { __provider: provider, settings: [entry, codes] });
        assert.deepEqual(resource.secretOutputs, []);
        assert.deepEqual(resource.outputs, {
            __provider: provider,
            settings: [
                { ...entry, originalSettings: { name: "Old phone", preferredAuthenticationMethod: "sms" } },
                { ...codes, originalSettings: {} },
            ],
        });
        assert.doesNotMatch(scenario.stack.rawState(), /XXXX|\*\*\*\*|canary|7946/);
        const { AuthenticationMethodSettingsGroup: object } = providers;
        assert.equal(typeof object.create, "function");
    });

    it("may as well be written by pulumi.dynamic.Resource: the provider is one as that class knows it", async () => {
        assert.equal(scenario.emulator.method(grace, adaPhone).name, "Work phone");
        assert.equal(scenario.emulator.method(grace, adaTotp).name, "Codes");
        const again = await scenario.stack.up();
        assert.deepEqual(Object.keys(again.changes), ["same"]);
        state = await scenario.stack.exportState();
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(scenario.emulator.method(grace, adaPhone).name, "Old phone");
    });

    it("is refused, with what to do, where it is none of a group", async () => {
        const { resources } = state.deployment as { resources: { urn: string; outputs?: Record<string, unknown> }[] };
        const group = resources.find(({ urn }) => urn.endsWith("::g"));
        assert.ok(group?.outputs);
        group.outputs["settings"] = "lost";
        await scenario.stack.importState(state);
        const refresh = await scenario.stack.refresh();
        assert.equal(refresh.ok, false);
        assert.match(
            refresh.output,
            /the state of this group has no settings.*pulumi state delete.*adopts the methods again/,
        );
        assert.doesNotMatch(refresh.output, /\n\s+at /);
    });
});

describe("what an earlier release wrote of a group into users' states", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const fixtures = join(__dirname, "..", "fixtures");
    for (const file of readdirSync(fixtures).filter((name) => name.startsWith("group-state-"))) {
        it(`previews without a change as an earlier release wrote it, and restores what that one adopted: ${file}`, async () => {
            const { emulator, stack } = scenario;
            const recorded = readFileSync(join(fixtures, file), "utf8").replaceAll(recordedAddress, emulator.url);
            await stack.importState(JSON.parse(recorded));
            Object.assign(emulator.method(ada, adaPhone), {
                name: "Work phone",
                preferred_authentication_method: "voice",
            });
            emulator.method(ada, adaTotp).name = "Authenticator";
            emulator.method(ada, adaPasskey).name = "Work laptop";
            stack.program = recordedGroupProgram;
            for (const livePreview of ["true", "false"]) {
                await stack.setConfig({ "auth0-authentication-methods:livePreview": livePreview });
                const preview = await stack.preview({ refresh: livePreview === "true" });
                assert.ok(preview.ok, preview.output);
                assert.deepEqual(preview.changes, { same: 2 }, preview.output);
            }
            const destroy = await stack.destroy();
            assert.ok(destroy.ok, destroy.output);
            assert.equal(emulator.method(ada, adaPhone).name, "Old phone");
            assert.equal(emulator.method(ada, adaPhone).preferred_authentication_method, "sms");
            assert.equal(emulator.method(ada, adaPasskey).name, "Laptop");
        });
    }
});
