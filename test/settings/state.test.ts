import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import * as providers from "pulumi-auth0-authentication-methods/provider";
import { recordedAddress, recordedProgram } from "../fixtures/program";
import { declareByClosure } from "../support/closure";
import { ada, adaPasskey, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("what stands in users' states", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };

    it("is this, for ever", async () => {
        scenario.declare(args);
        assert.ok((await scenario.stack.up()).ok);
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

    it("lets the class know its own, also those that another copy of the package made", async () => {
        const seen: boolean[] = [];
        scenario.stack.program = async () => {
            const resource: unknown = new AuthenticationMethodSettings("m", args);
            for (const value of [
                resource,
                { __pulumiType: AuthenticationMethodSettings.__pulumiType },
                {},
                null,
                undefined,
            ]) {
                seen.push(AuthenticationMethodSettings.isInstance(value));
            }
            return {};
        };
        assert.ok((await scenario.stack.preview()).ok);
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
                for (const refresh of [false, true]) {
                    const preview = await stack.preview({ refresh });
                    assert.ok(preview.ok, preview.output);
                    assert.deepEqual(preview.changes, { same: 4 }, preview.output);
                }
            }
            const destroy = await stack.destroy();
            assert.ok(destroy.ok, destroy.output);
            assert.equal(emulator.method(ada, adaPhone).name, "Old phone");
            assert.equal(emulator.method(ada, adaPasskey).name, "Work laptop");
        });
    }

    it("may as well be written by pulumi.dynamic.Resource: the provider is one as that class knows it", async () => {
        scenario.stack.program = async () => {
            declareByClosure("AuthenticationMethodSettings", "m", { ...args });
            return {};
        };
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);
        assert.deepEqual(Object.keys((await scenario.stack.up()).changes), ["same"]);
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Old phone");
    });
});
