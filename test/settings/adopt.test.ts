import assert from "node:assert/strict";
import { ada, adaPasskey, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("adopting a method, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    async function succeed(operation: "up" | "preview" | "refresh", options = {}) {
        const result = await scenario.stack[operation](options);
        assert.ok(result.ok, result.output);
        return result;
    }

    it("sends no PATCH when the method is as declared", async () => {
        scenario.declare({
            userId: ada,
            authenticationMethodId: adaPhone,
            name: "Old phone",
            preferredAuthenticationMethod: "sms",
        });
        await succeed("up");
        assert.deepEqual(scenario.sent(), { gets: 1, patches: 0, bodies: [], all: 2 });
    });

    it("sends one PATCH with the declared fields that differ, and with nothing else", async () => {
        scenario.declare({
            userId: ada,
            authenticationMethodId: adaPhone,
            name: "Old phone",
            preferredAuthenticationMethod: "voice",
        });
        await succeed("up");
        assert.deepEqual(scenario.sent().bodies, [{ preferred_authentication_method: "voice" }]);
        scenario.declare({
            userId: ada,
            authenticationMethodId: adaPhone,
            name: "Work phone",
            preferredAuthenticationMethod: "sms",
        });
        await succeed("up");
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone", preferred_authentication_method: "sms" }]);
    });

    it("leaves what is not declared as it is, also when it was declared before", async () => {
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, name: "Work phone" });
        await succeed("up");
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);
        scenario.emulator.method(ada, adaPhone).name = "Renamed by its user";
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, preferredAuthenticationMethod: "sms" });
        await succeed("up");
        await succeed("up");
        assert.equal(scenario.sent().patches, 0);
        assert.equal(scenario.emulator.method(ada, adaPhone).name, "Renamed by its user");
    });

    it("sends nothing but one read on every up after the first, with and without refresh", async () => {
        scenario.declare({
            userId: ada,
            authenticationMethodId: adaPhone,
            name: "Work phone",
            preferredAuthenticationMethod: "voice",
            onDelete: "retain",
        });
        await succeed("up");
        scenario.sent();
        for (const run of [
            () => succeed("up"),
            () => succeed("up", { refresh: true }),
            () => succeed("preview"),
            () => succeed("refresh"),
            () => succeed("up"),
        ]) {
            const { changes } = await run();
            assert.deepEqual(Object.keys(changes), ["same"]);
            assert.deepEqual(scenario.sent(), { gets: 1, patches: 0, bodies: [], all: 2 });
        }
    });

    it("updates without a PATCH when nothing but onDelete changes", async () => {
        const args = { userId: ada, authenticationMethodId: adaTotp, name: "Authenticator" };
        scenario.declare(args);
        await succeed("up");
        scenario.sent();
        scenario.declare({ ...args, onDelete: "restore" });
        const { changes } = await succeed("up");
        assert.equal(changes["update"], 1);
        assert.equal(scenario.sent().patches, 0);
    });

    it("adopts each type of method by its name", async () => {
        for (const [index, id] of [adaTotp, adaPasskey, "email|dev_f0O81fTcftc0kN2v"].entries()) {
            scenario.declare({ userId: ada, authenticationMethodId: id, name: `Method ${index}` });
            await succeed("up");
            assert.deepEqual(scenario.sent().bodies, [{ name: `Method ${index}` }]);
        }
    });

    it("reads a user once for all of the user's methods", async () => {
        const { AuthenticationMethodSettings } = await import("pulumi-auth0-authentication-methods");
        scenario.stack.program = async () => {
            for (const id of [adaPhone, adaTotp, adaPasskey]) {
                new AuthenticationMethodSettings(id, { userId: ada, authenticationMethodId: id, name: "Ours" });
            }
            return {};
        };
        await succeed("preview");
        assert.deepEqual(scenario.sent(), { gets: 1, patches: 0, bodies: [], all: 2 });
        await succeed("up");
        const { gets, patches, all } = scenario.sent();
        assert.deepEqual({ gets, patches, all }, { gets: 1, patches: 3, all: 5 });
        await succeed("up");
        assert.equal(scenario.sent().gets, 1);
    });

    it("asks for one token when many users are read for the first time", async () => {
        await stopScenario(scenario);
        scenario = await startScenario({ users: 40 });
        const { AuthenticationMethodSettings } = await import("pulumi-auth0-authentication-methods");
        const methods = scenario.emulator.users.flatMap(({ user_id, authentication_methods }) =>
            authentication_methods.slice(0, 1).map(({ id }) => ({ userId: user_id, authenticationMethodId: id })),
        );
        assert.ok(methods.length > 20);
        scenario.stack.program = async () => {
            for (const [index, method] of methods.entries()) {
                new AuthenticationMethodSettings(`m${index}`, { ...method, name: "Ours" });
            }
            return {};
        };
        await scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
        await succeed("up");
        const { gets, patches, all } = scenario.sent();
        assert.deepEqual(
            { gets, patches, tokens: all - gets - patches },
            {
                gets: methods.length,
                patches: methods.length,
                tokens: 1,
            },
        );
    });
});
