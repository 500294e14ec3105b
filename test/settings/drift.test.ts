import assert from "node:assert/strict";
import { adaPhone, adaTotp, stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { type Asked, type Cases, startCases, stepsOf, userOf } from "./support";

const phoneOf = (name: string) => ({ userId: userOf(name), authenticationMethodId: adaPhone });
const named = (name: string) => ({ ...phoneOf(name), name: "Work phone" });

const lineOf = (name: string) =>
    new RegExp(
        `drift: "phone\\|dev_kXVq4drj3Mw6uCF5" of user "auth0\\|${name}": name is "Private", declared is "Work phone"`,
        "g",
    );
const refreshLineOf = (name: string) =>
    new RegExp(
        `drift: "phone\\|dev_kXVq4drj3Mw6uCF5" of user "auth0\\|${name}": name is "Private", was "Work phone" when Pulumi last saw it`,
    );

describe("a change behind Pulumi's back, on the engine", () => {
    let scenario: Cases;
    after(async () => stopScenario(scenario));

    const methodOf = (name: string) => scenario.emulator.method(userOf(name), adaPhone);

    let [preview, up]: [OperationResult?, OperationResult?] = [];
    let [previewed, healed]: [Asked?, Asked?] = [];
    const foreign = { ...phoneOf("foreign"), preferredAuthenticationMethod: "sms" as const };
    before(async () => {
        scenario = await startCases(["renamed", "foreign", "first", "undeclared", "forged", "gone"]);
        const settings = {
            renamed: named("renamed"),
            foreign,
            undeclared: named("undeclared"),
            forged: named("forged"),
        };
        scenario.declareAll({ ...settings, first: named("first"), gone: named("gone") });
        await scenario.run("up");

        methodOf("renamed").name = "Private";
        for (const name of ["first", "undeclared"]) {
            methodOf(name).preferred_authentication_method = "voice";
        }
        methodOf("forged").name = "a\u001b[2J\nerror: forged\u202e";
        scenario.emulator.user(userOf("gone")).authentication_methods.splice(0, 1);
        scenario.declareAll({ ...settings, first: { ...named("first"), preferredAuthenticationMethod: "sms" } });
        scenario.asked();
        preview = await scenario.run("preview");
        previewed = scenario.asked();
        up = await scenario.run("up");
        healed = scenario.asked();
    });

    it("is seen by preview and healed by a plain up, with one PATCH and one line that says what had drifted", async () => {
        assert.equal(preview && stepsOf(preview)["renamed"], "update");
        assert.match(preview?.output ?? "", lineOf("renamed"));
        assert.deepEqual(previewed?.of("renamed"), { gets: 1, bodies: [] });

        assert.equal(up && stepsOf(up)["renamed"], "update");
        assert.equal(new Set(up?.output.match(lineOf("renamed"))).size, 1);
        assert.deepEqual(healed?.of("renamed").bodies, [{ name: "Work phone" }]);

        const again = await scenario.run("up");
        assert.deepEqual(Object.keys(again.changes), ["same"]);
        assert.doesNotMatch(again.output, /drift/);
        const asked = scenario.asked();
        for (const name of ["renamed", "foreign", "first", "undeclared", "forged"]) {
            assert.deepEqual(asked.of(name), { gets: 1, bodies: [] });
        }
    });

    it("to a setting that is declared for the first time is none: it was the user's own until then", () => {
        assert.deepEqual(healed?.of("first").bodies, [{ preferred_authentication_method: "sms" }]);
        assert.doesNotMatch(up?.output ?? "", /drift: .*auth0\|first/);
    });

    it("of a setting that is not declared is no drift", () => {
        assert.equal(up && stepsOf(up)["undeclared"], "same");
        assert.doesNotMatch(up?.output ?? "", /drift: .*auth0\|undeclared/);
        assert.equal(methodOf("undeclared").preferred_authentication_method, "voice");
    });

    it("cannot forge a line or drive a terminal", () => {
        assert.match(preview?.output ?? "", /name is "a\\u001b\[2J\\nerror: forged\\u202e"/);
    });

    it("that takes a method away needs no request when its resource is taken out of the program", () => {
        assert.equal(up && stepsOf(up)["gone"], "delete");
        assert.deepEqual(healed?.of("gone"), { gets: 0, bodies: [] });
    });

    it("is shown by refresh, and healed by the up after it", async () => {
        methodOf("renamed").name = "Private";
        methodOf("foreign").preferred_authentication_method = "carrier-pigeon";
        scenario.asked();
        const refresh = await scenario.run("refresh");
        assert.match(refresh.output, refreshLineOf("renamed"));
        assert.deepEqual(scenario.asked().of("renamed").bodies, []);
        const after = await scenario.run("up", { refresh: true });
        assert.equal(stepsOf(after)["renamed"], "update");
        assert.deepEqual(scenario.asked().of("renamed").bodies, [{ name: "Work phone" }]);
    });

    it("to what no program can declare is shown by refresh as often as it is asked, and healed", () => {
        // Two refreshes above have met it.
        assert.equal(methodOf("foreign").preferred_authentication_method, "sms");
    });
});

describe("a change behind Pulumi's back with livePreview off, on the engine", () => {
    let scenario: Cases;
    after(async () => stopScenario(scenario));

    it("costs a no-op preview and up no request at all; refresh shows it and the next up heals it", async () => {
        scenario = await startCases(["renamed"], { config: { "auth0-authentication-methods:livePreview": "false" } });
        scenario.declareAll({ renamed: named("renamed") });
        await scenario.run("up");
        scenario.emulator.method(userOf("renamed"), adaPhone).name = "Private";
        scenario.asked();
        for (const operation of ["preview", "up"] as const) {
            const result = await scenario.run(operation);
            assert.deepEqual(Object.keys(result.changes), ["same"], result.output);
            assert.equal(scenario.asked().all, 0);
        }

        const refresh = await scenario.run("refresh");
        assert.match(refresh.output, refreshLineOf("renamed"));
        assert.equal(refresh.changes.update, 1, refresh.output);
        scenario.asked();
        const up = await scenario.run("up");
        assert.equal(stepsOf(up)["renamed"], "update");
        assert.deepEqual(scenario.asked().of("renamed").bodies, [{ name: "Work phone" }]);
    });
});

describe("a method that vanished, on the engine", () => {
    let scenario: Cases;
    before(async () => {
        scenario = await startCases(["m"]);
        scenario.declareAll({ m: named("m") });
        await scenario.run("up");
    });
    after(async () => stopScenario(scenario));

    const methods = () => scenario.emulator.user(userOf("m")).authentication_methods;
    const present =
        /"phone\|dev_kXVq4drj3Mw6uCF5" does not exist for user .*The user has these authentication methods: "totp\|dev_F9T7cy0hM0IgHjwP"/;

    it("gives the same words when it is met between check and PATCH", async () => {
        scenario.emulator.method(userOf("m"), adaPhone).name = "x";
        // The list still has the method when it is read first; then it is gone.
        scenario.emulator.fault({
            route: "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}",
            status: 404,
            body: { statusCode: 404, error: "Not Found", message: "The authentication method could not be found." },
        });
        scenario.emulator.fault({
            route: "GET /api/v2/users/{id}/authentication-methods",
            nth: 2,
            status: 200,
            body: [{ id: adaTotp, type: "totp", created_at: "2026-01-05T08:00:00.000Z" }],
        });
        const up = await scenario.fail("up");
        assert.match(up.output, present);
    });

    it("fails the preview, which names the methods that the user has", async () => {
        scenario.emulator.clearFaults();
        methods().splice(0, 1);
        const preview = await scenario.fail("preview");
        assert.match(preview.output, present);
    });

    it("is dropped from the state by refresh; the next up does not invent one", async () => {
        await scenario.run("refresh");
        assert.equal(await scenario.stack.resource("m"), undefined);
        const up = await scenario.fail("up");
        assert.match(up.output, present);
        assert.equal(methods().length, 3);
    });
});
