import assert from "node:assert/strict";
import { stopScenario } from "../support/scenario";
import {
    type GroupScenario,
    listRoute,
    livePreview,
    phone,
    phoneOf,
    phones,
    startStaff,
    stepsOf,
    userOf,
} from "./support";

describe("what was changed behind the back of a group, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    async function adopted(count: number, config: Record<string, string> = {}): Promise<void> {
        scenario = await startStaff(count, { config });
        scenario.declareGroup({ settings: phones(count) });
        await scenario.run("up");
        scenario.patches();
        scenario.sent();
    }

    function change(...indexes: number[]): void {
        for (const index of indexes) {
            scenario.emulator.method(userOf(index), phoneOf(index)).name = "Private";
        }
    }
    const firstOnes = Array.from({ length: 25 }, (_, index) => index);

    it("is summed up at preview with the first ten, shown and recorded by refresh, and healed by up, and that alone", async () => {
        await adopted(40);
        change(...firstOnes);
        const preview = await scenario.run("preview");
        assert.equal(stepsOf(preview)["staff"], "update");
        assert.match(
            preview.output,
            /drift: 25 of 40 methods of this group were changed behind Pulumi's back; the first 10:/,
        );
        const lines = (output: string, end: string) =>
            new Set(
                output
                    .match(/drift: "phone\|dev_\d+" of user "auth0\|staff-\d+": name is "Private", .*/g)
                    ?.filter((line) => line.endsWith(end)),
            ).size;
        assert.equal(lines(preview.output, 'declared is "Work phone"'), 10);

        const refresh = await scenario.run("refresh");
        assert.equal(refresh.changes.update, 1);
        assert.match(refresh.output, /drift: 25 of 40 methods/);
        assert.equal(lines(refresh.output, 'was "Work phone" when Pulumi last saw it'), 10);
        const recorded = (await scenario.recorded())?.settings ?? [];
        assert.equal(recorded.filter(({ name }) => name === "Private").length, 25);

        assert.equal(scenario.patches().length, 0);
        const up = await scenario.run("up");
        assert.equal(stepsOf(up)["staff"], "update");
        const sent = scenario.patches();
        assert.deepEqual(sent.map(({ method }) => method).sort(), firstOnes.map(phoneOf));
        assert.ok(sent.every(({ body }) => JSON.stringify(body) === '{"name":"Work phone"}'));
        const again = await scenario.run("up");
        assert.deepEqual(Object.keys(again.changes), ["same"]);
        assert.doesNotMatch(again.output, /drift/);
    });

    it("is not looked for with livePreview off: a no-op sends nothing, an update touches the entries that differ", async () => {
        await adopted(6, { [livePreview]: "false" });
        change(1, 3);
        assert.deepEqual(Object.keys((await scenario.run("preview")).changes), ["same"]);
        assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);
        assert.equal(scenario.sent().all, 0);

        scenario.declareGroup({ settings: [phone(5, { name: "Desk" }), ...phones(5)] });
        await scenario.run("up");
        const { gets } = scenario.sent();
        assert.equal(gets, 1);
        assert.deepEqual(scenario.patches(), [{ user: userOf(5), method: phoneOf(5), body: { name: "Desk" } }]);

        await scenario.run("refresh");
        await scenario.run("up");
        assert.deepEqual(
            scenario
                .patches()
                .map(({ method }) => method)
                .sort(),
            [phoneOf(1), phoneOf(3)],
        );
    });

    it("is dropped from the state where a method is gone, with a line, and found wanting by the next up", async () => {
        await adopted(3);
        const { emulator } = scenario;
        const [gone] = emulator.user(userOf(1)).authentication_methods.splice(0, 1);
        emulator.method(userOf(2), phoneOf(2)).name = undefined as never;
        const refresh = await scenario.run("refresh");
        assert.match(refresh.output, /1 of 3 methods of this group are gone, and no longer recorded:/);
        assert.match(refresh.output, / {2}"phone\|dev_0001" of user "auth0\|staff-0001"/);
        const recorded = (await scenario.recorded())?.settings;
        assert.deepEqual(
            recorded?.map(({ userId, name }) => [userId, name]),
            [
                [userOf(0), "Work phone"],
                [userOf(2), null],
            ],
        );
        const second = await scenario.run("refresh");
        assert.doesNotMatch(second.output, /drift|are gone/);

        const { output } = await scenario.fail("up");
        assert.match(
            output,
            /1 of 3 authentication methods .*\n.*settings\[1\]: authenticationMethodId "phone\|dev_0001" does not exist/,
        );
        assert.deepEqual(scenario.patches(), [{ user: userOf(2), method: phoneOf(2), body: { name: "Work phone" } }]);
        emulator.user(userOf(1)).authentication_methods.push({ ...gone, name: "Anew" } as never);
        await scenario.run("up");
        assert.equal((await scenario.recorded())?.settings.length, 3);
        assert.deepEqual(
            scenario.patches().map(({ method }) => method),
            [phoneOf(1)],
        );
    });

    it("is not taken for none where a user cannot be read: up tries again, and fails when it still cannot", async () => {
        await adopted(3, { "auth0-authentication-methods:operationTimeout": "1" });
        change(2);
        scenario.emulator.fault({ route: listRoute, nth: 3, times: Number.POSITIVE_INFINITY, status: 503 });
        const { output } = await scenario.fail("up");
        assert.match(output, /1 of 3 authentication methods .*\n.*settings\[\d\]: Could not read .*503/);
        assert.equal((await scenario.recorded())?.settings.length, 3);
        scenario.emulator.clearFaults();
        await scenario.run("up");
        assert.equal(scenario.emulator.method(userOf(2), phoneOf(2)).name, "Work phone");
    });

    it("is not half known: a refresh that cannot read one user fails, and leaves the state as it is", async () => {
        await adopted(3, { "auth0-authentication-methods:operationTimeout": "1" });
        change(0, 1, 2);
        const before = await scenario.recorded();
        scenario.emulator.fault({ route: listRoute, nth: 3, times: Number.POSITIVE_INFINITY, status: 503 });
        const { output } = await scenario.fail("refresh");
        assert.match(
            output,
            /1 of 3 authentication methods of this group could not be read, so nothing of it was refreshed:/,
        );
        assert.match(output, / {2}"phone\|dev_000\d" of user "auth0\|staff-000\d": Could not read .*503/);
        assert.doesNotMatch(output, /\n\s+at /);
        assert.deepEqual(await scenario.recorded(), before);
    });
});
