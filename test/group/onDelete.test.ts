import assert from "node:assert/strict";
import type { Deployment } from "@pulumi/pulumi/automation";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import {
    type GroupScenario,
    type Patch,
    patchRoute,
    phone,
    phoneOf,
    phones,
    type Recorded,
    refusal,
    staff,
    startStaff,
    totpOf,
    userOf,
} from "./support";

const restore = "restore" as const;

describe("what is no longer declared in a group, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    async function adopted(args: Record<string, unknown>): Promise<void> {
        scenario = await startStaff(3);
        scenario.declareGroup(args);
        await scenario.run("up");
        scenario.sent();
        scenario.patches();
    }

    const namesNow = () => scenario.emulator.users.map(({ authentication_methods: [first] }) => first?.name);

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
});

describe("what is no longer declared in one of several groups, on the engine", () => {
    // Users 0 to 2 are in "staff", 3 to 5 in "failing", 6 and 7 in the group that gets another tenant.
    const totp = { userId: userOf(0), authenticationMethodId: totpOf(0), name: "Codes" };
    let scenario: GroupScenario;
    let other: Emulator;
    let up: OperationResult;
    let patches: readonly Patch[];
    let state: Deployment;
    let names: ReturnType<typeof namesNow>;
    let recorded: Recorded[];
    const namesNow = ({ users }: Emulator = scenario.emulator) =>
        users.map(({ authentication_methods: [first] }) => first?.name);

    before(async () => {
        other = await startEmulator({ users: staff(8), plan: "unlimited" });
        scenario = await startStaff(8);
        const block = { domain: other.url, clientId: other.clientId, clientSecret: other.clientSecret };
        await scenario.stack.setConfig({
            "auth0-authentication-methods:tenants": { value: JSON.stringify({ eu: block }), secret: true },
        });
        const moving = { settings: [phone(6), phone(7)], onDelete: restore };
        scenario.declareGroups({
            staff: { settings: [...phones(3), totp], onDelete: restore },
            failing: { settings: [phone(3), phone(4), phone(5)], onDelete: restore },
            moving,
        });
        await scenario.run("up");
        scenario.patches();

        scenario.declareGroups({
            staff: { settings: phones(2), onDelete: restore },
            failing: {
                settings: [phone(3, { name: "Desk" }), { ...phone(4), userId: "auth0|nobody" }],
                onDelete: restore,
            },
            moving: { ...moving, tenant: "eu" },
        });
        up = await scenario.fail("up", { continueOnError: true });
        patches = scenario.patches();
        names = namesNow();
        recorded = [];
        for (const name of ["staff", "failing"]) {
            recorded.push((await scenario.recorded(name)) ?? { settings: [] });
        }
        state = await scenario.stack.exportState();
    });
    after(async () => {
        await stopScenario(scenario);
        await other.close();
    });

    it("is put back with restore when it is taken out, and what cannot be is said", () => {
        assert.deepEqual(
            patches.filter(({ user }) => [0, 1, 2].map(userOf).includes(user)),
            [{ user: userOf(2), method: phoneOf(2), body: { name: "Old phone" } }],
        );
        assert.match(up.output, /notes on methods of this group \(1\):/);
        assert.match(
            up.output,
            /"totp\|dev_0000" .*: name was not set when the method was adopted, .*: it stays "Codes"/,
        );
        assert.equal(recorded[0]?.settings.length, 2);
    });

    it("is put back although other entries fail in the same change, whatever fails", () => {
        assert.deepEqual(names.slice(3, 6), ["Desk", "Old phone", "Old phone"]);
        assert.deepEqual(
            recorded[1]?.settings.map(({ userId, name }) => [userId, name]),
            [[userOf(3), "Desk"]],
        );
    });

    it("is put back in the old tenant before it is adopted in a new one", () => {
        const steps = up.events.flatMap(({ resourcePreEvent }) => {
            const { urn = "", op = "" } = resourcePreEvent?.metadata ?? {};
            return urn.endsWith("::moving") ? [op] : [];
        });
        assert.deepEqual(steps, ["delete-replaced", "replace", "create-replacement"]);
        assert.deepEqual(names.slice(6), ["Old phone", "Old phone"]);
        assert.deepEqual(namesNow(other).slice(6), ["Work phone", "Work phone"]);
    });

    it("is put back at the end with the others, and no method twice", async () => {
        await scenario.run("destroy");
        assert.deepEqual(
            scenario
                .patches()
                .map(({ user }) => user)
                .sort(),
            [0, 1, 3].map(userOf),
        );
        for (const now of [namesNow(), namesNow(other)]) {
            assert.ok(now.every((name) => name === "Old phone"));
        }
        // A destroy whose success was never recorded is harmless to repeat, also where a user is gone meanwhile.
        await scenario.stack.importState(state);
        scenario.emulator.users.splice(0, 1);
        await scenario.run("destroy");
        assert.deepEqual(scenario.patches(), []);
    });
});
