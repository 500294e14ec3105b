import assert from "node:assert/strict";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { ada, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { underPack, violationsOf } from "./support";

describe("a method that is chosen by its type, on the engine", () => {
    let scenario: Scenario;
    afterEach(() => stopScenario(scenario));

    it("is judged as one that is chosen by its id, and told from it by the outputs", async () => {
        scenario = await startScenario();
        scenario.stack.program = async () => {
            const phone = { userId: ada, authenticationMethodType: "phone", name: "Work phone" };
            new AuthenticationMethodSettings("by-type", phone);
            new AuthenticationMethodSettingsGroup("group", {
                settings: [
                    { userId: ada, authenticationMethodType: "totp", name: "App" },
                    { userId: ada, authenticationMethodType: "email", name: "Mail" },
                ],
            });
            new AuthenticationMethodSettings("by-id", { userId: ada, authenticationMethodId: adaTotp, name: "App" });
        };
        const told = (result: Parameters<typeof violationsOf>[0]) =>
            violationsOf(result)
                .map(({ rule, resource, message }) =>
                    `${rule} ${resource} ${/settings\[\d\]/.exec(message)?.[0] ?? ""}`.trim(),
                )
                .sort();
        const options = underPack(scenario.stack, { "email-is-no-factor": "advisory" });
        const preview = await scenario.stack.preview(options);
        assert.deepEqual(told(preview), ["email-is-no-factor group settings[1]", "phone-risk-is-accepted by-type"]);
        const up = await scenario.stack.up(options);
        assert.ok(!up.ok);
        assert.deepEqual(told(up), [
            "email-is-no-factor group settings[1]",
            "one-resource-per-method group settings[0]",
            "phone-risk-is-accepted by-type",
        ]);
    });
});
