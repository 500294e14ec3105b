// What rules mend by themselves, on the real engine: the tenant gets what is mended, and the state keeps its secrets and
// the text by which the engine reaches the provider.

import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    AuthenticationMethod,
    AuthenticationMethodSettings,
    AuthenticationMethodSettingsGroup,
} from "pulumi-auth0-authentication-methods";
import { ada, adaPasskey, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { Enrolment, underPack, violationsOf } from "./support";

const mending = {
    "phone-user-has-unrestricted-method": "disabled",
    "no-voice-preference": "remediate",
    "name-is-printable": "remediate",
    "methods-are-retained-in-production": { enforcementLevel: "remediate", stacks: ["dev"] },
};

describe("a rule at the level remediate, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(() => stopScenario(scenario));

    it("mends what is declared, of a single method and of a group; secrets stay secrets", async () => {
        scenario.stack.program = async () => {
            new AuthenticationMethodSettings("single", {
                userId: ada,
                authenticationMethodId: adaPhone,
                name: pulumi.secret("Work\u200b phone"),
                preferredAuthenticationMethod: "voice",
                onDelete: "restore",
            });
            new AuthenticationMethodSettingsGroup("group", {
                settings: [
                    { userId: ada, authenticationMethodId: adaPasskey, name: pulumi.secret("Work\u202e laptop") },
                ],
                onDelete: "restore",
            });
        };
        const options = underPack(scenario.stack, mending);
        const first = await scenario.stack.up(options);
        assert.ok(first.ok, first.output);
        assert.deepEqual(
            violationsOf(first).filter(({ level }) => level === "mandatory"),
            [],
        );
        const { name, preferred_authentication_method: preference } = scenario.emulator.method(ada, adaPhone);
        assert.deepEqual({ name, preference }, { name: "Work phone", preference: "sms" });
        assert.equal(scenario.emulator.method(ada, adaPasskey).name, "Work laptop");

        const single = await scenario.stack.resource("single");
        assert.equal(single?.inputs["onDelete"], "retain");
        assert.equal(single?.inputs["preferredAuthenticationMethod"], "sms");
        assert.deepEqual(single?.secretInputs, ["name"]);
        assert.ok(single?.secretOutputs.includes("name"));
        const group = await scenario.stack.resource("group");
        assert.deepEqual(group?.secretInputs, ["settings"]);
        for (const resource of [single, group]) {
            assert.match(String(resource?.inputs["__provider"]), /pulumi-auth0-authentication-methods\/provider/);
        }
        for (const text of ["Work phone", "Work laptop"]) {
            assert.ok(!scenario.stack.rawState().includes(text));
        }

        scenario.sent();
        const second = await scenario.stack.up(options);
        assert.ok(second.ok, second.output);
        assert.deepEqual(second.changes, { same: 3 });
        assert.equal(scenario.sent().patches, 0);
        const destroyed = await scenario.stack.destroy();
        assert.ok(destroyed.ok, destroyed.output);
        assert.equal(scenario.sent().patches, 0);
    });

    describe("for secrets", () => {
        const values = {
            phoneNumber: "+442079460111",
            email: "grace@example.org",
            totpSecret: "KRSXG5CTMVRXEZLUKRSXG5A",
        };
        const plain = () => {
            new Enrolment("plain", { userId: ada, type: "totp", ...values });
        };

        it("makes them of an enrolment's phone number, e-mail address and TOTP secret, for the state and the screen", async () => {
            scenario.stack.program = async () => {
                plain();
                new Enrolment("secret", { userId: ada, type: "totp", email: pulumi.secret(values.email) });
            };
            for (const changes of [{ create: 3 }, { same: 3 }]) {
                const result = await scenario.stack.up(underPack(scenario.stack));
                assert.ok(result.ok, result.output);
                assert.deepEqual(result.changes, changes);
                for (const value of Object.values(values)) {
                    assert.ok(!result.output.includes(value));
                    assert.ok(!scenario.stack.rawState().includes(value));
                }
                // What the program gave in the clear, the engine tells in its events, as what there was before, and so in
                // the SDK's lines for debugging: see the limits that the pack's README tells of.
                const telling = result.events.filter((event) => JSON.stringify(event).includes(values.phoneNumber));
                assert.deepEqual(
                    telling.filter(
                        (event) =>
                            !("policyRemediationEvent" in event) && String(event.diagnosticEvent?.severity) !== "debug",
                    ),
                    [],
                );
            }
            const made = await scenario.stack.resource("plain");
            assert.deepEqual(made?.secretInputs, ["email", "phoneNumber", "totpSecret"]);
            assert.deepEqual(made?.secretOutputs, ["email", "phoneNumber", "totpSecret"]);
            assert.equal(made?.inputs["phoneNumber"], values.phoneNumber);
            assert.match(String(made?.inputs["__provider"]), /exports\.handler/);
            assert.deepEqual((await scenario.stack.resource("secret"))?.secretInputs, ["email"]);
        });

        it("has nothing to do where AuthenticationMethod has made them, and tells where its method is declared again", async () => {
            scenario.canaries.plant("phone number", values.phoneNumber);
            scenario.stack.program = async () => {
                const { phoneNumber } = values;
                const phone = new AuthenticationMethod("phone", { userId: ada, type: "phone", phoneNumber });
                const { userId, authenticationMethodId } = phone;
                new AuthenticationMethodSettings("again", { userId, authenticationMethodId, name: "Work phone" });
                const totp = "totp|dev_F9T7cy0hM0IgHjwP";
                new AuthenticationMethodSettings("totp", { userId, authenticationMethodId: totp, name: "App" });
            };
            const options = underPack(scenario.stack, {
                "personal-values-are-secret": { refuse: true },
                "phone-risk-is-accepted": "disabled",
            });
            const preview = await scenario.stack.preview(options);
            assert.ok(preview.ok, preview.output);
            assert.deepEqual(violationsOf(preview), []);
            const up = await scenario.stack.up(options);
            assert.deepEqual(
                violationsOf(up).map(({ rule, resource }) => `${rule} ${resource}`),
                ["one-resource-per-method again"],
            );
        });

        it("refuses what is none, where it is configured to, and nobody gets to see it", async () => {
            for (const [name, value] of Object.entries(values)) {
                scenario.canaries.plant(name, value);
            }
            scenario.stack.program = async () => plain();
            const result = await scenario.stack.up(
                underPack(scenario.stack, { "personal-values-are-secret": { refuse: true } }),
            );
            assert.ok(!result.ok);
            assert.match(result.output, /no secrets: phoneNumber, email, totpSecret\./);
            assert.equal(await scenario.stack.resource("plain"), undefined);
        });
    });
});
