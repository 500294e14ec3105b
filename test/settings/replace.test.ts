import assert from "node:assert/strict";
import {
    ada,
    adaPhone,
    adaTotp,
    adaWithMethods,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";

const bob = "auth0|507f1f77bcf86cd799439099";

describe("replacing and deleting, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario({ users: [adaWithMethods(), { ...adaWithMethods(), user_id: bob }] });
        await scenario.stack.setConfig({
            "auth0-authentication-methods:tenants": {
                value: JSON.stringify({
                    main: {
                        domain: scenario.emulator.url,
                        clientId: scenario.emulator.clientId,
                        clientSecret: scenario.emulator.clientSecret,
                    },
                }),
                secret: true,
            },
        });
    });
    afterEach(async () => stopScenario(scenario));

    const adopted = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };

    async function up(args?: Parameters<Scenario["declare"]>[0]) {
        scenario.declare(args);
        const result = await scenario.stack.up();
        assert.ok(result.ok, result.output);
        return result.changes;
    }

    const identities: readonly [what: string, args: Parameters<Scenario["declare"]>[0]][] = [
        ["userId", { userId: bob }],
        ["authenticationMethodId", { authenticationMethodId: adaTotp }],
        ["tenant", { tenant: "main" }],
    ];
    for (const [what, change] of identities) {
        it(`replaces when ${what} changes`, async () => {
            await up(adopted);
            const changes = await up({ ...adopted, ...change });
            assert.equal(
                (changes["replace"] ?? 0) + (changes["create-replacement"] ?? 0) > 0,
                true,
                JSON.stringify(changes),
            );
        });
    }

    it("replaces for nothing else", async () => {
        await up(adopted);
        for (const change of [
            { name: "Another" },
            { onDelete: "restore" as const },
            { preferredAuthenticationMethod: "voice" as const },
            { name: undefined, preferredAuthenticationMethod: "sms" as const },
        ]) {
            assert.deepEqual(Object.keys(await up({ ...adopted, ...change })).sort(), ["same", "update"]);
        }
    });

    it("keeps the original settings when the tenant gets a name, so that restore still finds them", async () => {
        await up({ ...adopted, onDelete: "restore" });
        await up({ ...adopted, onDelete: "restore", tenant: "main" });
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Work phone");
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Old phone");
    });

    it("sends no request at all on retain", async () => {
        await up(adopted);
        scenario.sent();
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(scenario.sent().all, 0);
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Work phone");
    });

    it("puts the declared settings back on restore, and no others", async () => {
        await up({ ...adopted, onDelete: "restore" });
        await up({ ...adopted, name: "Work phone 2", onDelete: "restore" });
        scenario.emulator.method(ada, adaPhone).preferred_authentication_method = "voice";
        scenario.sent();
        assert.ok((await scenario.stack.destroy()).ok);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Old phone" }]);
        assert.equal(scenario.emulator.method(ada, adaPhone).preferred_authentication_method, "voice");
    });

    it("restores when the resource is taken out of the program", async () => {
        await up({ ...adopted, preferredAuthenticationMethod: "voice", onDelete: "restore" });
        scenario.sent();
        await up(undefined);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Old phone", preferred_authentication_method: "sms" }]);
    });

    it("says what it cannot put back, since Auth0 cannot unset it", async () => {
        await up({ userId: ada, authenticationMethodId: adaTotp, name: "Authenticator", onDelete: "restore" });
        scenario.sent();
        const destroy = await scenario.stack.destroy();
        assert.ok(destroy.ok);
        assert.match(
            destroy.output,
            /name was not set when the method was adopted, and Auth0 cannot unset it: it stays "Authenticator"/,
        );
        assert.equal(scenario.sent().patches, 0);
    });

    for (const onDelete of ["retain", "restore"] as const) {
        it(`succeeds on ${onDelete} when the method is gone, and when the user is`, async () => {
            for (const gone of ["method", "user"]) {
                await up({ ...adopted, onDelete });
                const user = scenario.emulator.user(ada);
                if (gone === "method") {
                    user.authentication_methods.splice(0, 1);
                } else {
                    scenario.emulator.users.splice(scenario.emulator.users.indexOf(user), 1);
                }
                const destroy = await scenario.stack.destroy();
                assert.ok(destroy.ok, destroy.output);
                assert.equal(await scenario.stack.resource("m"), undefined);
                scenario.emulator.users.splice(0, scenario.emulator.users.length, adaWithMethods());
            }
        });
    }
});
