import assert from "node:assert/strict";
import { stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import {
    type Entry,
    type GroupScenario,
    listRoute,
    livePreview,
    type Patch,
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

    it("is not looked for with livePreview off: a no-op sends nothing, an update touches the entries that differ", async () => {
        await adopted(6, { [livePreview]: "false" });
        change(1, 3);
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

    it("is neither half known to a refresh that cannot read one user, nor taken for none by an up, which tries again", async () => {
        await adopted(3, { "auth0-authentication-methods:operationTimeout": "1" });
        change(0, 1, 2);
        const before = await scenario.recorded();
        const fault = { route: listRoute, nth: 3, times: Number.POSITIVE_INFINITY, status: 503 } as const;
        scenario.emulator.fault(fault);
        const refresh = await scenario.fail("refresh");
        assert.match(
            refresh.output,
            /1 of 3 authentication methods of this group could not be read, so nothing of it was refreshed:/,
        );
        assert.match(refresh.output, / {2}"phone\|dev_000\d" of user "auth0\|staff-000\d": Could not read .*503/);
        assert.doesNotMatch(refresh.output, /\n\s+at /);
        assert.deepEqual(await scenario.recorded(), before);

        scenario.emulator.clearFaults();
        scenario.emulator.fault(fault);
        const up = await scenario.fail("up");
        assert.match(up.output, /1 of 3 authentication methods .*\n.*settings\[\d\]: Could not read .*503/);
        assert.equal((await scenario.recorded())?.settings.length, 3);
        scenario.emulator.clearFaults();
        await scenario.run("up");
        assert.ok(
            [0, 1, 2].every((index) => scenario.emulator.method(userOf(index), phoneOf(index)).name === "Work phone"),
        );
    });
});

describe("what was changed behind the back of two groups, on the engine", () => {
    const count = 40;
    const [whole, lost, nameless] = [40, 41, 42] as const;
    const changed = Array.from({ length: 25 }, (_, index) => index);
    const incomplete = [whole, lost, nameless].map((index) => phone(index));
    let scenario: GroupScenario;
    let [preview, refresh, up]: [OperationResult?, OperationResult?, OperationResult?] = [];
    let patches: readonly Patch[];
    let [staff, others]: (readonly Entry[] | undefined)[] = [];
    let gone: unknown;
    const patchesOf = (indexes: readonly number[]) =>
        patches
            .filter(({ user }) => indexes.map(userOf).includes(user))
            .map(({ method, body }) => [method, body])
            .sort();

    before(async () => {
        scenario = await startStaff(count + 3);
        const { emulator } = scenario;
        scenario.declareGroups({ staff: { settings: phones(count) }, incomplete: { settings: incomplete } });
        await scenario.run("up");
        for (const index of changed) {
            emulator.method(userOf(index), phoneOf(index)).name = "Private";
        }
        [gone] = emulator.user(userOf(lost)).authentication_methods.splice(0, 1);
        emulator.method(userOf(nameless), phoneOf(nameless)).name = undefined as never;
        scenario.patches();
        preview = await scenario.run("preview");
        refresh = await scenario.run("refresh");
        assert.equal(scenario.patches().length, 0);
        staff = (await scenario.recorded())?.settings;
        others = (await scenario.recorded("incomplete"))?.settings;
        up = await scenario.fail("up", { continueOnError: true });
        patches = scenario.patches();
    });
    after(async () => stopScenario(scenario));

    const lines = (output: string, end: string) =>
        new Set(
            output
                .match(/drift: "phone\|dev_00[0-3]\d" of user "auth0\|staff-\d+": name is "Private", .*/g)
                ?.filter((line) => line.endsWith(end)),
        ).size;

    it("is summed up at preview with the first ten, shown and recorded by refresh, and healed by up, and that alone", () => {
        assert.equal(preview && stepsOf(preview)["staff"], "update");
        assert.match(
            preview?.output ?? "",
            /drift: 25 of 40 methods of this group were changed behind Pulumi's back; the first 10:/,
        );
        assert.equal(lines(preview?.output ?? "", 'declared is "Work phone"'), 10);

        assert.equal(refresh?.changes.update, 2);
        assert.match(refresh?.output ?? "", /drift: 25 of 40 methods/);
        assert.equal(lines(refresh?.output ?? "", 'was "Work phone" when Pulumi last saw it'), 10);
        assert.equal(staff?.filter(({ name }) => name === "Private").length, 25);

        assert.equal(up && stepsOf(up)["staff"], "update");
        assert.deepEqual(
            patchesOf(phones(count).map((_, index) => index)),
            changed.map((index) => [phoneOf(index), { name: "Work phone" }]),
        );
    });

    it("is dropped from the state where a method is gone, with a line, and found wanting by the next up", async () => {
        assert.match(refresh?.output ?? "", /1 of 3 methods of this group are gone, and no longer recorded:/);
        assert.match(refresh?.output ?? "", / {2}"phone\|dev_0041" of user "auth0\|staff-0041"/);
        assert.deepEqual(
            others?.map(({ userId, name }) => [userId, name]),
            [
                [userOf(whole), "Work phone"],
                [userOf(nameless), null],
            ],
        );
        assert.match(
            up?.output ?? "",
            /1 of 3 authentication methods .*\n.*settings\[1\]: authenticationMethodId "phone\|dev_0041" does not exist/,
        );
        assert.deepEqual(patchesOf([whole, lost, nameless]), [[phoneOf(nameless), { name: "Work phone" }]]);
    });

    it("is told once: what a refresh has recorded is no drift for the next one", async () => {
        const { output } = await scenario.run("refresh");
        assert.doesNotMatch(output, /drift|are gone/);
    });

    it("is done where the method is there again, and then nothing is left to do", async () => {
        scenario.emulator
            .user(userOf(lost))
            .authentication_methods.push({ ...(gone as object), name: "Anew" } as never);
        const again = await scenario.run("up");
        assert.doesNotMatch(again.output, /drift/);
        assert.equal(stepsOf(again)["staff"], "same");
        assert.equal((await scenario.recorded("incomplete"))?.settings.length, 3);
        assert.deepEqual(
            scenario.patches().map(({ method }) => method),
            [phoneOf(lost)],
        );
    });
});
