import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { adaPhone, adaWithMethods, type Scenario, startScenario, stopScenario } from "../support/scenario";

const userIds = ["auth0|a::b", "oauth2|siwe|eip155%3A5%3A0xAb", "samlp|corp|x/y", "adfs|ada@example.com", "a:|b"];

describe("AuthenticationMethodSettings.get, on the engine", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario({ users: userIds.map((user_id) => ({ ...adaWithMethods(), user_id })) });
    });
    after(async () => stopScenario(scenario));

    for (const userId of userIds) {
        it(`reads the method of ${userId}, and manages nothing`, async () => {
            scenario.stack.program = async () => {
                const {
                    type,
                    name,
                    userId: readUserId,
                    phoneNumber,
                } = AuthenticationMethodSettings.get("m", `${userId}::${adaPhone}`);
                return { type, name, userId: readUserId, phoneNumber };
            };
            const result = await scenario.stack.up();
            assert.ok(result.ok, result.output);
            assert.deepEqual(result.outputs, {
                type: "phone",
                name: "Old phone",
                userId,
                phoneNumber: "XXXXXXXXX0958",
            });
            assert.deepEqual((await scenario.stack.resource("m"))?.secretOutputs, ["phoneNumber"]);
            assert.equal(scenario.sent().patches, 0);
            assert.ok((await scenario.stack.destroy()).ok);
            assert.equal(scenario.sent().patches, 0);
        });
    }

    it("reads from a named tenant", async () => {
        await scenario.stack.setConfig({
            "auth0-authentication-methods:tenants": {
                value: JSON.stringify({
                    other: { domain: scenario.emulator.url, apiToken: await scenario.emulator.issueToken({}) },
                }),
                secret: true,
            },
        });
        scenario.stack.program = async () => ({
            type: AuthenticationMethodSettings.get("m", `a:|b::${adaPhone}`, { tenant: "other" }).type,
        });
        const result = await scenario.stack.up();
        assert.deepEqual(result.outputs, { type: "phone" }, result.output);
        assert.equal(scenario.sent().all, 1);
    });

    const wrong: readonly [id: string, message: RegExp][] = [
        ["auth0|ada", /"auth0\|ada" is not an id of AuthenticationMethodSettings\. Give the user's id, two colons/],
        [`auth0|nobody::${adaPhone}`, /does not exist/],
        ["a:|b::phone|dev_gone", /does not exist/],
    ];
    for (const [id, message] of wrong) {
        it(`fails for ${id}`, async () => {
            scenario.stack.program = async () => {
                AuthenticationMethodSettings.get("m", id);
                return {};
            };
            const result = await scenario.stack.preview();
            assert.equal(result.ok, false);
            assert.match(result.output, message);
        });
    }
});
