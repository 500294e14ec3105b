import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { adaPasskey, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

const cases = ["as-declared", "differing", "undeclared", "codes", "several"] as const;
const phoneOf = (name: (typeof cases)[number]) => ({ userId: userOf(name), authenticationMethodId: adaPhone });
const severalIds = [adaPhone, adaTotp, adaPasskey, "email|dev_f0O81fTcftc0kN2v"];
const several = Object.fromEntries(
    severalIds.map((authenticationMethodId, index) => [
        `several-${index}`,
        { userId: userOf("several"), authenticationMethodId, name: `Method ${index}` },
    ]),
);
const codes = { userId: userOf("codes"), authenticationMethodId: adaTotp, name: "Authenticator" };

describe("adopting a method, on the engine", () => {
    let scenario: Cases;
    let [preview, adopted, changed]: [Asked?, Asked?, Asked?] = [];
    let change: OperationResult;
    before(async () => {
        scenario = await startCases(cases);
        scenario.declareAll({
            "as-declared": { ...phoneOf("as-declared"), name: "Old phone", preferredAuthenticationMethod: "sms" },
            differing: { ...phoneOf("differing"), name: "Old phone", preferredAuthenticationMethod: "voice" },
            undeclared: { ...phoneOf("undeclared"), name: "Work phone" },
            codes,
            ...several,
        });
        await scenario.run("preview");
        preview = scenario.asked();
        await scenario.run("up");
        adopted = scenario.asked();

        scenario.emulator.method(userOf("undeclared"), adaPhone).name = "Renamed by its user";
        scenario.declareAll({
            "as-declared": { ...phoneOf("as-declared"), name: "Old phone", preferredAuthenticationMethod: "sms" },
            differing: { ...phoneOf("differing"), name: "Work phone", preferredAuthenticationMethod: "sms" },
            undeclared: { ...phoneOf("undeclared"), preferredAuthenticationMethod: "sms" },
            codes: { ...codes, onDelete: "restore" },
            ...several,
        });
        change = await scenario.run("up");
        changed = scenario.asked();
    });
    after(async () => stopScenario(scenario));

    it("sends no PATCH when the method is as declared", () => {
        for (const asked of [preview, adopted, changed]) {
            assert.deepEqual(asked?.of("as-declared"), { gets: 1, bodies: [] });
        }
    });

    it("sends one PATCH with the declared fields that differ, and with nothing else", () => {
        assert.deepEqual(adopted?.of("differing").bodies, [{ preferred_authentication_method: "voice" }]);
        assert.deepEqual(changed?.of("differing").bodies, [
            { name: "Work phone", preferred_authentication_method: "sms" },
        ]);
    });

    it("leaves what is not declared as it is, also when it was declared before", () => {
        assert.deepEqual(adopted?.of("undeclared").bodies, [{ name: "Work phone" }]);
        assert.deepEqual(changed?.of("undeclared").bodies, []);
        assert.equal(scenario.emulator.method(userOf("undeclared"), adaPhone).name, "Renamed by its user");
    });

    it("updates without a PATCH when nothing but onDelete changes", () => {
        assert.equal(stepsOf(change)["codes"], "update");
        assert.deepEqual(changed?.of("codes"), { gets: 1, bodies: [] });
    });

    it("adopts each type of method by its name", () => {
        const { authentication_methods: methods } = scenario.emulator.user(userOf("several"));
        assert.deepEqual(
            severalIds.map((id) => methods.find((method) => method.id === id)?.name),
            ["Method 0", "Method 1", "Method 2", "Method 3"],
        );
        const bodies = adopted?.of("several").bodies.map((body) => JSON.stringify(body)) ?? [];
        assert.deepEqual(
            bodies.sort(),
            [0, 1, 2, 3].map((index) => `{"name":"Method ${index}"}`),
        );
    });

    it("reads a user once for all of the user's methods", () => {
        assert.deepEqual(preview?.of("several"), { gets: 1, bodies: [] });
        assert.equal(adopted?.of("several").gets, 1);
        assert.deepEqual(changed?.of("several"), { gets: 1, bodies: [] });
    });

    it("sends nothing but one read on every up after the first, with and without refresh", async () => {
        for (const run of [
            () => scenario.run("refresh"),
            () => scenario.run("up"),
            () => scenario.run("up", { refresh: true }),
            () => scenario.run("preview"),
        ]) {
            const { changes, output } = await run();
            assert.deepEqual(Object.keys(changes), ["same"], output);
            const asked = scenario.asked();
            assert.deepEqual({ all: asked.all, tokens: asked.tokens }, { all: cases.length + 1, tokens: 1 });
            for (const name of cases) {
                assert.deepEqual(asked.of(name), { gets: 1, bodies: [] }, name);
            }
        }
    });
});

describe("adopting the methods of many users without live reading, on the engine", () => {
    let scenario: Scenario;
    after(async () => stopScenario(scenario));

    it("asks for one token when many users are read for the first time", async () => {
        scenario = await startScenario({
            users: 40,
            config: { "auth0-authentication-methods:livePreview": "false" },
        });
        const methods = scenario.emulator.users.flatMap(({ user_id, authentication_methods }) =>
            authentication_methods.slice(0, 1).map(({ id }) => ({ userId: user_id, authenticationMethodId: id })),
        );
        assert.ok(methods.length > 20);
        scenario.stack.program = async () => {
            for (const [index, method] of methods.entries()) {
                new AuthenticationMethodSettings(`m${index}`, { ...method, name: "Ours" });
            }
        };
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        const { gets, patches, all } = scenario.sent();
        assert.deepEqual(
            { gets, patches, tokens: all - gets - patches },
            { gets: methods.length, patches: methods.length, tokens: 1 },
        );
    });
});
