import assert from "node:assert/strict";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { ada, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("preview, on the engine", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario();
    });
    after(async () => stopScenario(scenario));

    const right = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
    type Wrong = Record<keyof AuthenticationMethodSettingsArgs | "phoneNumber", unknown>;

    const wrong: readonly [what: string, args: Partial<Wrong>, message: RegExp][] = [
        [
            "a user that does not exist",
            { userId: "auth0|nobody" },
            /property userId value \{auth0\|nobody\} has a problem: userId "auth0\|nobody" does not exist in tenant .*Check the id/,
        ],
        [
            "a method that does not exist",
            { authenticationMethodId: "phone|dev_gone" },
            /property authenticationMethodId value \{phone\|dev_gone\} has a problem: .*does not exist for user .*"phone\|dev_kXVq4drj3Mw6uCF5" \("phone", named "Old phone", created 2026-01-05T08:00Z\), "totp\|dev_F9T7cy0hM0IgHjwP".*declare the new id/,
        ],
        [
            "a preference on a method that is no phone",
            { authenticationMethodId: adaTotp, preferredAuthenticationMethod: "sms" },
            /property preferredAuthenticationMethod value \{sms\} has a problem: .*phone methods alone.*of type "totp".*Take preferredAuthenticationMethod out/,
        ],
        [
            "neither setting",
            { name: undefined },
            /resource 'm' has a problem: neither name nor preferredAuthenticationMethod is declared\. Declare at least one/,
        ],
        ["an empty user id", { userId: "" }, /property userId value \{\} has a problem: userId is empty\. Give the id/],
        [
            "an empty method id",
            { authenticationMethodId: "" },
            /property authenticationMethodId .*authenticationMethodId is empty\. Give the id/,
        ],
        [
            "a user id of ..",
            { userId: ".." },
            /property userId value \{\.\.\} has a problem: userId "?\.?\.?"?.*is not an id/,
        ],
        [
            "a preference that Auth0 does not know",
            { preferredAuthenticationMethod: "fax" },
            /property preferredAuthenticationMethod value \{fax\} has a problem: .*must be "voice" or "sms"/,
        ],
        [
            "an argument that does not exist",
            { phoneNumber: "+15550100" },
            /resource 'm' has a problem: "phoneNumber" is not an argument\. The arguments are userId/,
        ],
        [
            "a tenant that is not configured",
            { tenant: "eu" },
            /resource 'm' has a problem: tenant "eu" has no block in/,
        ],
    ];
    for (const [what, args, message] of wrong) {
        it(`fails, and writes nothing, for ${what}`, async () => {
            scenario.declare({ ...right, ...args } as Partial<AuthenticationMethodSettingsArgs>);
            const result = await scenario.stack.preview();
            assert.equal(result.ok, false);
            assert.match(result.output, message);
            assert.doesNotMatch(result.output, /\+15550100|\n\s+at /);
            assert.equal(scenario.sent().patches, 0);
        });
    }

    it("passes an input that another resource has yet to give", async () => {
        scenario.stack.program = async () => {
            const first = new AuthenticationMethodSettings("first", right);
            new AuthenticationMethodSettings("second", {
                userId: first.originalSettings.apply(() => ada),
                authenticationMethodId: first.createdAt.apply(() => adaTotp),
                name: first.type.apply((type) => `Not a ${type}`),
            });
            return {};
        };
        const preview = await scenario.stack.preview();
        assert.ok(preview.ok, preview.output);
        assert.equal(scenario.sent().patches, 0);
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }, { name: "Not a phone" }]);
    });

    it("never writes, however much there is to change", async () => {
        scenario.declare({ ...right, name: "Another", preferredAuthenticationMethod: "voice", onDelete: "restore" });
        assert.ok((await scenario.stack.preview()).ok);
        assert.ok((await scenario.stack.preview({ refresh: true })).ok);
        assert.equal(scenario.sent().patches, 0);
    });
});
