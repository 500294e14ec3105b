import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import * as providers from "pulumi-auth0-authentication-methods/provider";
import { recordedAddress, recordedProgram } from "../fixtures/program";
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

const grace = "auth0|grace";

describe("what stands in users' states", () => {
    let scenario: Scenario;
    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };
    const seen: boolean[] = [];
    before(async () => {
        scenario = await startScenario({ users: [adaWithMethods(), { ...adaWithMethods(), user_id: grace }] });
        scenario.stack.program = async () => {
            const resource: unknown = new AuthenticationMethodSettings("m", args);
            const ofAnotherCopy = { __pulumiType: AuthenticationMethodSettings.__pulumiType };
            for (const value of [resource, ofAnotherCopy, {}, null, undefined]) {
                seen.push(AuthenticationMethodSettings.isInstance(value));
            }
            declareByClosure("AuthenticationMethodSettings", "by-closure", { ...args, userId: grace });
        };
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
    });
    after(async () => stopScenario(scenario));

    it("is this, for ever", async () => {
        const resource = await scenario.stack.resource("m");
        const provider =
            'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethodSettings';
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/auth0:AuthenticationMethodSettings");
        assert.equal(resource?.id, `${ada}::${adaPhone}`);
        assert.deepEqual(resource?.inputs, {
            __provider: provider,
            userId: ada,
            authenticationMethodId: adaPhone,
            name: "Work phone",
            onDelete: "restore",
        });
        assert.deepEqual(resource.secretOutputs, ["phoneNumber"]);
        assert.deepEqual(resource.outputs, {
            __provider: provider,
            userId: ada,
            authenticationMethodId: adaPhone,
            type: "phone",
            confirmed: true,
            createdAt: "2026-01-05T08:00:00.000Z",
            enrolledAt: "2026-01-05T08:01:00.000Z",
            authenticationMethods: [
                { id: "sms|dev_kXVq4drj3Mw6uCF5", type: "sms" },
                { id: "voice|dev_kXVq4drj3Mw6uCF5", type: "voice" },
            ],
            phoneNumber: "XXXXXXXXX0958",
            name: "Work phone",
            preferredAuthenticationMethod: "sms",
            onDelete: "restore",
            declaredSettings: ["name"],
            originalSettings: { name: "Old phone", preferredAuthenticationMethod: "sms" },
        });
    });

    it("lets the class know its own, also those that another copy of the package made", () => {
        assert.deepEqual(seen, [true, true, false, false, false]);
    });

    it("leads to the same provider object from the text and from the subpath", () => {
        assert.equal(
            AuthenticationMethodSettings.__pulumiType,
            "pulumi-nodejs:dynamic/auth0:AuthenticationMethodSettings",
        );
        assert.deepEqual(Object.keys(providers).sort(), [
            "AuthenticationMethod",
            "AuthenticationMethodSettings",
            "AuthenticationMethodSettingsGroup",
        ]);
    });

    it("may as well be written by pulumi.dynamic.Resource: the provider is one as that class knows it", async () => {
        assert.equal(scenario.emulator.method(grace, adaPhone).name, "Work phone");
        assert.deepEqual(Object.keys((await scenario.stack.up()).changes), ["same"]);
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(scenario.emulator.method(grace, adaPhone).name, "Old phone");
    });
});

describe("what an earlier release wrote into users' states", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const fixtures = join(__dirname, "..", "fixtures");
    for (const file of readdirSync(fixtures).filter((name) => name.startsWith("state-"))) {
        it(`previews without a change as an earlier release wrote it, and restores what that one adopted: ${file}`, async () => {
            const { emulator, stack } = scenario;
            const recorded = readFileSync(join(fixtures, file), "utf8").replaceAll(recordedAddress, emulator.url);
            await stack.importState(JSON.parse(recorded));
            emulator.method(ada, adaPhone).name = "Work phone";
            emulator.method(ada, adaTotp).name = "Authenticator";
            emulator.method(ada, adaPasskey).name = "Work laptop";
            stack.program = recordedProgram;
            for (const livePreview of ["true", "false"]) {
                await stack.setConfig({ "auth0-authentication-methods:livePreview": livePreview });
                const preview = await stack.preview({ refresh: livePreview === "true" });
                assert.ok(preview.ok, preview.output);
                assert.deepEqual(preview.changes, { same: 4 }, preview.output);
            }
            const destroy = await stack.destroy();
            assert.ok(destroy.ok, destroy.output);
            assert.equal(emulator.method(ada, adaPhone).name, "Old phone");
            assert.equal(emulator.method(ada, adaPasskey).name, "Work laptop");
        });
    }
});
