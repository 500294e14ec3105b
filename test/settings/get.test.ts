import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { adaPhone, adaWithMethods, type Scenario, startScenario, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";

const userIds = ["auth0|a::b", "oauth2|siwe|eip155%3A5%3A0xAb", "samlp|corp|x/y", "adfs|ada@example.com", "a:|b"];
const users = userIds.map((user_id) => ({ ...adaWithMethods(), user_id }));
const wrong: readonly [id: string, message: RegExp][] = [
    ["auth0|ada", /"auth0\|ada" is not an id of AuthenticationMethodSettings\. Give the user's id, two colons/],
    [`auth0|nobody::${adaPhone}`, /userId "auth0\|nobody" does not exist/],
    ["a:|b::phone|dev_gone", /authenticationMethodId "phone\|dev_gone" does not exist/],
];

describe("AuthenticationMethodSettings.get, on the engine", () => {
    let scenario: Scenario;
    let other: Emulator;
    let result: OperationResult;
    before(async () => {
        scenario = await startScenario({ users });
        other = await startEmulator({ users });
        other.method("a:|b", adaPhone).name = "Phone elsewhere";
        const block = { domain: other.url, apiToken: await other.issueToken({}) };
        await scenario.stack.setConfig({
            "auth0-authentication-methods:tenants": { value: JSON.stringify({ other: block }), secret: true },
        });
        scenario.stack.program = async () => {
            const read = userIds.map((id) => AuthenticationMethodSettings.get(id, `${id}::${adaPhone}`));
            const elsewhere = AuthenticationMethodSettings.get("m", `a:|b::${adaPhone}`, { tenant: "other" });
            return {
                read: read.map(({ type, name, userId, phoneNumber }) => ({ type, name, userId, phoneNumber })),
                elsewhere: elsewhere.name,
            };
        };
        result = await scenario.stack.up();
        assert.ok(result.ok, result.output);
    });
    after(async () => {
        await stopScenario(scenario);
        await other.close();
    });

    for (const [index, userId] of userIds.entries()) {
        it(`reads the method of ${userId}`, async () => {
            assert.deepEqual((result.outputs["read"] as unknown[])[index], {
                type: "phone",
                name: "Old phone",
                userId,
                phoneNumber: "XXXXXXXXX0958",
            });
        });
    }

    it("keeps the phone number secret", async () => {
        assert.deepEqual((await scenario.stack.resource("m"))?.secretOutputs, ["phoneNumber"]);
    });

    it("reads from a named tenant", () => {
        assert.equal(result.outputs["elsewhere"], "Phone elsewhere");
        assert.equal(other.requests.length, 1);
    });

    it("manages nothing", async () => {
        const destroy = await scenario.stack.destroy();
        assert.ok(destroy.ok, destroy.output);
        assert.equal(scenario.sent().patches, 0);
        assert.equal(other.requests.length, 1);
    });

    describe("of what is not there,", () => {
        let failed: OperationResult;
        before(async () => {
            scenario.stack.program = async () => {
                for (const [index, [id]] of wrong.entries()) {
                    AuthenticationMethodSettings.get(`wrong-${index}`, id);
                }
            };
            failed = await scenario.stack.up({ continueOnError: true });
        });

        for (const [index, [id, message]] of wrong.entries()) {
            it(`fails for ${id}`, async () => {
                assert.equal(failed.ok, false);
                const diagnostics = failed.output.slice(failed.output.indexOf("Diagnostics:")).split(/\n(?= {2}\S)/);
                const own = diagnostics.filter((text) => text.includes(`(wrong-${index}):`)).join("\n");
                assert.match(own, message);
                assert.equal(await scenario.stack.resource(`wrong-${index}`), undefined);
            });
        }
    });
});
