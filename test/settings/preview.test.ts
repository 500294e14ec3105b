import assert from "node:assert/strict";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
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

    const malformed: readonly [what: string, args: Partial<Wrong>, messages: readonly RegExp[]][] = [
        [
            "every mistake in what is declared of a method by its id",
            {
                userId: "",
                authenticationMethodId: "type:phone",
                pick: "newest",
                preferredAuthenticationMethod: "fax",
                phoneNumber: "+15550100",
            },
            [
                /property userId value \{\} has a problem: userId is empty\. Give the id/,
                /property authenticationMethodId value \{type:phone\} has a problem: .*begins with "type:"\. To select a method by its type, declare authenticationMethodType/,
                /property pick value \{newest\} has a problem: pick says which of several/,
                /property preferredAuthenticationMethod value \{fax\} has a problem: .*must be "voice" or "sms"/,
                /resource 'm' has a problem: "phoneNumber" is not an argument\. The arguments are userId/,
            ],
        ],
        [
            "every mistake in what is declared of one by its type, or of none",
            { userId: "..", authenticationMethodType: "", pick: "oldest", name: undefined },
            [
                /property userId value \{\.\.\} has a problem: userId "?\.?\.?"?.*is not an id/,
                /property authenticationMethodType value \{\} has a problem: authenticationMethodType is empty\. Give the type of the method, such as "phone"/,
                /pick must be "only" .* or "newest"/,
                /resource 'm' has a problem: neither name nor preferredAuthenticationMethod is declared\. Declare at least one/,
                /has a problem: authenticationMethodId and authenticationMethodType are both declared/,
            ],
        ],
    ];
    for (const [what, args, messages] of malformed) {
        it(`fails, and asks nothing, for ${what}`, async () => {
            scenario.sent();
            scenario.declare({ ...right, ...args } as Partial<AuthenticationMethodSettingsArgs>);
            const { ok, output } = await scenario.stack.preview();
            assert.equal(ok, false);
            for (const message of messages) {
                assert.match(output, message);
            }
            assert.doesNotMatch(output, /\+15550100|\n\s+at /);
            assert.equal(scenario.sent().all, 0);
        });
    }

    it("never writes, however much there is to change", async () => {
        scenario.declare({ ...right, name: "Another", preferredAuthenticationMethod: "voice", onDelete: "restore" });
        const { ok, output } = await scenario.stack.preview({ refresh: true });
        assert.ok(ok, output);
        assert.equal(scenario.sent().patches, 0);
    });
});
