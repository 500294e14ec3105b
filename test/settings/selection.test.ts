import assert from "node:assert/strict";
import { ada, adaPhone, adaWithMethods, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("what is wrong with how a method is selected, at preview", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario({ users: [adaWithMethods()] });
    });
    after(async () => stopScenario(scenario));

    const mistakes: readonly [what: string, args: object, message: RegExp][] = [
        [
            "both ways",
            { authenticationMethodId: adaPhone, authenticationMethodType: "phone" },
            /has a problem: authenticationMethodId and authenticationMethodType are both declared/,
        ],
        ["no way", {}, /authenticationMethodId is required: give .* Or declare authenticationMethodType instead/],
        [
            "a choice without a type",
            { authenticationMethodId: adaPhone, pick: "newest" },
            /property pick value \{newest\} has a problem: pick says which of several/,
        ],
        [
            "a choice that is none",
            { authenticationMethodType: "phone", pick: "oldest" },
            /pick must be "only" .* or "newest"/,
        ],
        [
            "a preference of a TOTP",
            { authenticationMethodType: "totp", preferredAuthenticationMethod: "sms" },
            /authenticationMethodType is "totp"\. Take preferredAuthenticationMethod out/,
        ],
        [
            "an empty type",
            { authenticationMethodType: "" },
            /authenticationMethodType is empty\. Give the type of the method, such as "phone"/,
        ],
        [
            "a type in the place of an id",
            { authenticationMethodId: "type:phone" },
            /begins with "type:"\. To select a method by its type, declare authenticationMethodType/,
        ],
        [
            "a type that the user has no method of",
            { authenticationMethodType: "sms" },
            /authenticationMethodType value \{sms\} has a problem: user .* has no confirmed authentication method of type "sms"/,
        ],
    ];
    for (const [what, args, message] of mistakes) {
        it(`is told of ${what}`, async () => {
            scenario.declare({ userId: ada, name: "Work phone", ...args } as never);
            const { ok, output } = await scenario.stack.preview();
            assert.equal(ok, false);
            assert.match(output, message);
        });
    }
});
