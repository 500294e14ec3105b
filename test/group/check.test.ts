import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { stopScenario } from "../support/scenario";
import { type GroupScenario, listRoute, phone, phoneOf, phones, startStaff, totpOf, userOf } from "./support";

const times = Number.POSITIVE_INFINITY;

describe("what is wrong with a group, on the engine", () => {
    let scenario: GroupScenario;
    before(async () => {
        scenario = await startStaff(100);
    });
    afterEach(() => scenario.emulator.clearFaults());
    after(async () => stopScenario(scenario));

    const secret = "a-name-that-is-a-secret";

    /** The reasons that the engine gives, without the values that it would print for a named property. */
    function reasonsIn(output: string): string[] {
        assert.doesNotMatch(output, /property .* value \{/);
        return [
            ...new Set([...output.matchAll(/resource 'staff' has a problem: (.*)/g)].map(([, reason]) => reason ?? "")),
        ];
    }

    it("is named with the place in the list, each mistake on its own, and nothing is sent", async () => {
        scenario.sent();
        scenario.declareGroup({
            settings: [
                phone(0),
                { ...phone(1), userId: "" },
                { ...phone(2), userId: 7 },
                { authenticationMethodId: phoneOf(3), name: "x" },
                phone(4, {}),
                phone(5, { name: "" }),
                phone(6, { preferredAuthenticationMethod: "fax" }),
                phone(7, { name: "x", phoneNumber: "+15550100" }),
                "auth0|someone",
                phone(0, { preferredAuthenticationMethod: "sms" }),
            ],
            onDelete: "forget",
            users: [],
        });
        const { output } = await scenario.fail("preview");
        const reasons = reasonsIn(output);
        const expected = [
            /^onDelete must be "retain" .* or "restore"/,
            /^settings\[1\]\.userId is empty\. Give the id/,
            /^settings\[2\]\.userId is not a text/,
            /^settings\[3\]\.userId is required/,
            /^settings\[4\] declares neither name nor preferredAuthenticationMethod/,
            /^settings\[5\]\.name is empty/,
            /^settings\[6\]\.preferredAuthenticationMethod must be "voice" or "sms"/,
            /^settings\[7\]: "phoneNumber" is not an argument\. The arguments are userId, authenticationMethodId, authenticationMethodType, pick, name/,
            /^settings\[8\] is not an object/,
            /^settings\[0\] and settings\[9\] are the same method, "phone\|dev_0000" of user "auth0\|staff-0000"/,
            /^"users" is not an argument\. The arguments are settings, onDelete, tenant/,
        ];
        assert.equal(reasons.length, expected.length, output);
        for (const [index, pattern] of expected.entries()) {
            assert.match(reasons[index] ?? "", pattern);
        }
        assert.doesNotMatch(output, /\+15550100|\n\s+at /);
        assert.equal(scenario.sent().all, 0);
    });

    it("is cut at twenty mistakes, with the number of the others", async () => {
        scenario.declareGroup({ settings: phones(24, {}) });
        const reasons = reasonsIn((await scenario.fail("preview")).output);
        assert.equal(reasons.length, 21);
        assert.match(reasons[19] ?? "", /^settings\[19\] declares neither/);
        assert.equal(reasons[20], "and 4 more problems of this resource: mend those above first.");
    });

    it("is printed at preview where it is the matter of single entries, and stops no other; no secret is", async () => {
        scenario.declareGroups({
            some: {
                settings: [
                    phone(0),
                    { ...phone(1), userId: "auth0|nobody" },
                    { ...phone(2), authenticationMethodId: "phone|dev_gone" },
                    { ...phone(3), authenticationMethodId: totpOf(3), preferredAuthenticationMethod: "sms" },
                ],
            },
            all: { settings: phones(24).map((entry) => ({ ...entry, userId: "auth0|nobody" })) },
            hidden: { settings: [phone(4, { name: pulumi.secret(secret) })] },
        });
        const { output } = await scenario.run("preview");
        assert.match(output, /3 of 4 entries of settings cannot be brought into line; they stop no other:/);
        assert.match(output, / {2}settings\[1\]: userId "auth0\|nobody" does not exist in tenant .*Check the id/);
        assert.match(
            output,
            / {2}settings\[2\]: authenticationMethodId "phone\|dev_gone" does not exist for user .*"phone\|dev_0002"/,
        );
        assert.match(output, / {2}settings\[3\]: preferredAuthenticationMethod applies to phone methods alone/);
        assert.match(output, /24 of 24 entries .*; the first 10:/);
        // The one of the first group is the second of these.
        assert.equal(new Set(output.match(/ {2}settings\[\d+\]: userId/g)).size, 10);
        assert.ok(!output.includes(secret));
    });

    for (const [status, message, requests] of [
        // Each one asks for a new token, and once more.
        [401, /^Could not read .* Auth0 answered 401/, 80],
        [403, /^Could not read .* Auth0 answered 403: .*read:authentication_methods/, 40],
    ] as const) {
        it(`is one message where the tenant answers ${status} to everything, after few requests`, async () => {
            scenario.sent();
            scenario.declareGroup({ settings: phones(100) });
            scenario.emulator.fault({ route: listRoute, times, status, body: { statusCode: status, message: "no" } });
            const [reason, ...others] = reasonsIn((await scenario.fail("preview")).output);
            assert.match(reason ?? "", message);
            assert.deepEqual(others, []);
            assert.ok(scenario.sent().gets < requests);
        });
    }

    it("shows no value of settings that are secret, not even a whole list of them", async () => {
        scenario.stack.program = async () => {
            new AuthenticationMethodSettingsGroup("staff", {
                settings: pulumi.secret([phone(0, { name: secret }), phone(0, { name: secret })] as never),
            });
        };
        const { output } = await scenario.fail("preview");
        assert.match(output, /settings\[0\] and settings\[1\] are the same method/);
        assert.ok(!output.includes(secret), output);
        scenario.stack.program = async () => {
            new AuthenticationMethodSettingsGroup("staff", {
                settings: [phone(0, { name: pulumi.secret(secret) })] as never,
            });
        };
        assert.ok(!(await scenario.run("up")).output.includes(secret));
        const resource = await scenario.stack.resource("staff");
        assert.deepEqual(resource?.secretOutputs, ["settings"]);
        assert.ok(!scenario.stack.rawState().includes(secret));
        assert.equal(scenario.emulator.method(userOf(0), phoneOf(0)).name, secret);
    });
});
