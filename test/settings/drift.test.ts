import assert from "node:assert/strict";
import { ada, adaPhone, adaTotp, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("a change behind Pulumi's back, on the engine", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    async function adopted(config: Record<string, string> = {}): Promise<void> {
        scenario = await startScenario({ config });
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, name: "Work phone" });
        const result = await scenario.stack.up();
        assert.ok(result.ok, result.output);
        scenario.sent();
    }

    const driftLine =
        /drift: "phone\|dev_kXVq4drj3Mw6uCF5" of user "auth0\|507f1f77bcf86cd799439020": name is "Private", declared is "Work phone"/g;

    const refreshLine =
        /drift: "phone\|dev_kXVq4drj3Mw6uCF5" of .*: name is "Private", was "Work phone" when Pulumi last saw it/;

    it("is seen by preview and healed by a plain up, with one PATCH and one line that says what had drifted", async () => {
        await adopted();
        scenario.emulator.method(ada, adaPhone).name = "Private";
        const preview = await scenario.stack.preview();
        assert.equal(preview.changes["update"], 1);
        assert.match(preview.output, driftLine);
        assert.equal(scenario.sent().patches, 0);

        const up = await scenario.stack.up();
        assert.equal(up.changes["update"], 1);
        assert.equal(new Set(up.output.match(driftLine)).size, 1);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);

        const again = await scenario.stack.up();
        assert.deepEqual(Object.keys(again.changes), ["same"]);
        assert.doesNotMatch(again.output, /drift/);
        assert.equal(scenario.sent().patches, 0);
    });

    it("is shown by refresh, and healed by the up after it", async () => {
        await adopted();
        scenario.emulator.method(ada, adaPhone).name = "Private";
        const refresh = await scenario.stack.refresh();
        assert.ok(refresh.ok, refresh.output);
        assert.match(refresh.output, refreshLine);
        assert.equal(scenario.sent().patches, 0);
        const up = await scenario.stack.up();
        assert.equal(up.changes["update"], 1);
        assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);
    });

    it("to what no program can declare is shown by refresh as often as it is asked, and healed", async () => {
        scenario = await startScenario();
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, preferredAuthenticationMethod: "sms" });
        assert.ok((await scenario.stack.up()).ok);
        scenario.emulator.method(ada, adaPhone).preferred_authentication_method = "carrier-pigeon";
        for (let round = 0; round < 2; round += 1) {
            const refresh = await scenario.stack.refresh();
            assert.ok(refresh.ok, refresh.output);
        }
        assert.ok((await scenario.stack.up({ refresh: true })).ok);
        assert.equal(scenario.emulator.method(ada, adaPhone).preferred_authentication_method, "sms");
    });

    it("to a setting that is declared for the first time is none: it was the user's own until then", async () => {
        await adopted();
        scenario.emulator.method(ada, adaPhone).preferred_authentication_method = "voice";
        const both = { name: "Work phone", preferredAuthenticationMethod: "sms" as const };
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, ...both });
        const up = await scenario.stack.up();
        assert.deepEqual(scenario.sent().bodies, [{ preferred_authentication_method: "sms" }]);
        assert.doesNotMatch(up.output, /drift/);
    });

    it("of a setting that is not declared is no drift", async () => {
        await adopted();
        scenario.emulator.method(ada, adaPhone).preferred_authentication_method = "voice";
        const up = await scenario.stack.up();
        assert.deepEqual(Object.keys(up.changes), ["same"]);
        assert.doesNotMatch(up.output, /drift/);
    });

    it("cannot forge a line or drive a terminal", async () => {
        await adopted();
        scenario.emulator.method(ada, adaPhone).name = "a\u001b[2J\nerror: forged\u202e";
        const { output } = await scenario.stack.preview();
        assert.match(output, /name is "a\\u001b\[2J\\nerror: forged\\u202e"/);
    });

    describe("with livePreview off", () => {
        it("costs a no-op preview and up no request at all; refresh shows it and the next up heals it", async () => {
            await adopted({ "auth0-authentication-methods:livePreview": "false" });
            for (const operation of ["preview", "up"] as const) {
                const result = await scenario.stack[operation]();
                assert.deepEqual(Object.keys(result.changes), ["same"], result.output);
                assert.equal(scenario.sent().all, 0);
            }
            scenario.emulator.method(ada, adaPhone).name = "Private";
            assert.deepEqual(Object.keys((await scenario.stack.up()).changes), ["same"]);
            assert.equal(scenario.sent().all, 0);

            const refresh = await scenario.stack.refresh();
            assert.match(refresh.output, refreshLine);
            assert.equal(refresh.changes["update"], 1, refresh.output);
            scenario.sent();
            const up = await scenario.stack.up();
            assert.equal(up.changes["update"], 1);
            assert.deepEqual(scenario.sent().bodies, [{ name: "Work phone" }]);
        });
    });
});

describe("a method that vanished, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
        scenario.declare({ userId: ada, authenticationMethodId: adaPhone, name: "Work phone" });
        assert.ok((await scenario.stack.up()).ok);
        const user = scenario.emulator.user(ada);
        user.authentication_methods.splice(0, 1);
    });
    afterEach(async () => stopScenario(scenario));

    const present =
        /"phone\|dev_kXVq4drj3Mw6uCF5" does not exist for user .*The user has these authentication methods: "totp\|dev_F9T7cy0hM0IgHjwP"/;

    it("fails the preview, which names the methods that the user has", async () => {
        const preview = await scenario.stack.preview();
        assert.equal(preview.ok, false);
        assert.match(preview.output, present);
    });

    it("is dropped from the state by refresh; the next up does not invent one", async () => {
        const refresh = await scenario.stack.refresh();
        assert.ok(refresh.ok, refresh.output);
        assert.equal(await scenario.stack.resource("m"), undefined);
        const up = await scenario.stack.up();
        assert.equal(up.ok, false);
        assert.match(up.output, present);
        assert.equal(scenario.emulator.user(ada).authentication_methods.length, 3);
    });

    it("gives the same words when it is met between check and PATCH", async () => {
        scenario.emulator.user(ada).authentication_methods.splice(0);
        scenario.emulator.user(ada).authentication_methods.push({
            id: adaPhone,
            type: "phone",
            confirmed: true,
            name: "x",
            created_at: "2026-01-05T08:00:00.000Z",
        });
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
        const up = await scenario.stack.up();
        assert.equal(up.ok, false);
        assert.match(up.output, present);
    });

    it("is forgotten without a request when the resource is taken out of the program", async () => {
        scenario.sent();
        scenario.declare(undefined);
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        assert.equal(scenario.sent().all, 0);
    });
});
