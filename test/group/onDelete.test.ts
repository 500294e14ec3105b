import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { stopScenario } from "../support/scenario";
import {
    type GroupScenario,
    patchRoute,
    phone,
    phoneOf,
    phones,
    refusal,
    staff,
    startStaff,
    stepsOf,
    totpOf,
    userOf,
} from "./support";

const restore = "restore" as const;

describe("what is no longer declared in a group, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    async function adopted(args: Record<string, unknown>, count = 3): Promise<void> {
        scenario = await startStaff(count);
        scenario.declareGroup(args);
        await scenario.run("up");
        scenario.sent();
        scenario.patches();
    }

    const namesNow = (emulator: Emulator = scenario.emulator) =>
        emulator.users.map(({ authentication_methods: [first] }) => first?.name);

    it("is left alone without a request, by default: an entry, and the whole group", async () => {
        await adopted({ settings: phones(3) });
        await scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
        scenario.declareGroup({ settings: phones(2) });
        await scenario.run("up");
        assert.equal((await scenario.recorded())?.settings.length, 2);
        await scenario.run("destroy");
        assert.equal(scenario.sent().all, 0);
        assert.deepEqual(namesNow(), ["Work phone", "Work phone", "Work phone"]);
    });

    it("is put back with restore: an entry when it is taken out, the others at the end, and no method twice", async () => {
        const totp = { userId: userOf(0), authenticationMethodId: totpOf(0), name: "Codes" };
        await adopted({ settings: [...phones(3), totp], onDelete: restore });
        scenario.declareGroup({ settings: phones(2), onDelete: restore });
        const up = await scenario.run("up");
        assert.deepEqual(scenario.patches(), [{ user: userOf(2), method: phoneOf(2), body: { name: "Old phone" } }]);
        assert.match(up.output, /notes on methods of this group \(1\):/);
        assert.match(
            up.output,
            /"totp\|dev_0000" .*: name was not set when the method was adopted, .*: it stays "Codes"/,
        );
        assert.equal((await scenario.recorded())?.settings.length, 2);

        const state = await scenario.stack.exportState();
        await scenario.run("destroy");
        assert.equal(scenario.patches().length, 2);
        assert.deepEqual(namesNow(), ["Old phone", "Old phone", "Old phone"]);
        // A destroy whose success was never recorded is harmless to repeat, also where a user is gone meanwhile.
        await scenario.stack.importState(state);
        scenario.emulator.users.splice(0, 1);
        await scenario.run("destroy");
        assert.deepEqual(scenario.patches(), []);
    });

    it("stays recorded when restoring fails, and is tried again", async () => {
        await adopted({ settings: phones(3), onDelete: restore });
        scenario.declareGroup({ settings: phones(2), onDelete: restore });
        scenario.emulator.fault({ route: patchRoute, ...refusal });
        const up = await scenario.fail("up");
        assert.match(
            up.output,
            /1 of 3 authentication methods .*\n.*"phone\|dev_0002" of user "auth0\|staff-0002", which is to be restored: .*403/,
        );
        assert.equal((await scenario.recorded())?.settings.length, 3);
        await scenario.run("up");
        assert.deepEqual(namesNow(), ["Work phone", "Work phone", "Old phone"]);
        assert.equal((await scenario.recorded())?.settings.length, 2);

        scenario.patches();
        scenario.emulator.fault({ route: patchRoute, ...refusal });
        const destroy = await scenario.fail("destroy");
        assert.match(destroy.output, /1 of 2 authentication methods .*The other one is done\./);
        assert.equal((await scenario.recorded())?.settings.length, 2);
        await scenario.run("destroy");
        assert.deepEqual(namesNow(), ["Old phone", "Old phone", "Old phone"]);
        assert.equal(scenario.patches().length, 3);
    });

    it("is put back although other entries fail in the same change, whatever fails", async () => {
        await adopted({ settings: phones(3), onDelete: restore });
        scenario.declareGroup({
            settings: [phone(0, { name: "Desk" }), { ...phone(1), userId: "auth0|nobody" }],
            onDelete: restore,
        });
        await scenario.fail("up");
        assert.deepEqual(namesNow(), ["Desk", "Old phone", "Old phone"]);
        const recorded = (await scenario.recorded())?.settings;
        assert.deepEqual(
            recorded?.map(({ userId, name }) => [userId, name]),
            [[userOf(0), "Desk"]],
        );
        await scenario.run("destroy");
        assert.deepEqual(namesNow(), ["Old phone", "Old phone", "Old phone"]);
    });

    it("is put back in the old tenant before it is adopted in a new one", async () => {
        const other = await startEmulator({ users: staff(2), plan: "unlimited" });
        try {
            await adopted({ settings: phones(2), onDelete: restore }, 2);
            const block = { domain: other.url, clientId: other.clientId, clientSecret: other.clientSecret };
            await scenario.stack.setConfig({
                "auth0-authentication-methods:tenants": { value: JSON.stringify({ eu: block }), secret: true },
            });
            scenario.declareGroup({ settings: phones(2), onDelete: restore, tenant: "eu" });
            const { events } = await scenario.run("up");
            const steps = events.flatMap(({ resourcePreEvent }) => {
                const { urn = "", op = "" } = resourcePreEvent?.metadata ?? {};
                return urn.endsWith("::staff") ? [op] : [];
            });
            assert.deepEqual(steps, ["delete-replaced", "replace", "create-replacement"]);
            assert.deepEqual(namesNow(), ["Old phone", "Old phone"]);
            assert.deepEqual(namesNow(other), ["Work phone", "Work phone"]);
            assert.equal(stepsOf(await scenario.run("up"))["staff"], "same");
        } finally {
            await other.close();
        }
    });
});
