import assert from "node:assert/strict";
import { stopScenario } from "../support/scenario";
import type { OperationResult } from "../support/stack";
import {
    type Entry,
    type GroupScenario,
    livePreview,
    type Patch,
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

const times = Number.POSITIVE_INFINITY;

describe("entries of a group that fail, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    it("stop no other, are listed, and are done alone by the next up once their cause is mended", async () => {
        scenario = await startStaff(4);
        const { emulator } = scenario;
        const newcomer = staff(5).at(-1);
        scenario.declareGroup({
            settings: [
                phone(0),
                phone(4),
                { ...phone(1), authenticationMethodId: "phone|dev_new" },
                { ...phone(2), authenticationMethodId: totpOf(2), preferredAuthenticationMethod: "sms" },
                phone(3),
            ],
        });
        const { output } = await scenario.fail("up");
        assert.match(
            output,
            /3 of 5 authentication methods of this group could not be brought into line\. The other 2 are done\. What failed is tried again the next time:/,
        );
        assert.match(output, / {2}settings\[1\]: userId "auth0\|staff-0004" does not exist in tenant/);
        assert.match(output, / {2}settings\[2\]: authenticationMethodId "phone\|dev_new" does not exist for user/);
        assert.match(output, / {2}settings\[3\]: preferredAuthenticationMethod applies to phone methods alone/);
        assert.doesNotMatch(output, /\n\s+at /);
        assert.deepEqual(
            (await scenario.recorded())?.settings.map(({ userId }) => userId),
            [userOf(0), userOf(3)],
        );
        assert.equal(scenario.patches().length, 2);

        if (newcomer !== undefined) {
            emulator.users.push(newcomer);
        }
        emulator
            .user(userOf(1))
            .authentication_methods.push({ ...emulator.method(userOf(1), phoneOf(1)), id: "phone|dev_new" });
        scenario.sent();
        await scenario.fail("up");
        assert.equal(scenario.sent().gets, 5);
        assert.deepEqual(
            scenario
                .patches()
                .map(({ method }) => method)
                .sort(),
            [phoneOf(4), "phone|dev_new"],
        );

        scenario.declareGroup({
            settings: [phone(0), phone(4), { ...phone(1), authenticationMethodId: "phone|dev_new" }, phone(3)],
        });
        await scenario.run("up");
        assert.deepEqual(scenario.patches(), []);
    });

    it("are thirty of sixty: twenty are said in full and the others counted, and nothing of the others is lost", async () => {
        scenario = await startStaff(60);
        scenario.declareGroup({ settings: phones(60), onDelete: "restore" });
        scenario.emulator.fault({ route: patchRoute, nth: 11, times: 10, ...refusal, status: 400 });
        scenario.emulator.fault({ route: patchRoute, nth: 21, times: 20, ...refusal, status: 409 });
        const { output } = await scenario.fail("up");
        const diagnostics = output.slice(output.indexOf("Diagnostics:"));
        assert.match(diagnostics, /30 of 60 authentication methods .*The other 30 are done/);
        assert.equal(diagnostics.match(/^ +settings\[\d+\]: Could not change/gm)?.length, 20, diagnostics);
        assert.match(diagnostics, /^ +and 10 more: (\d+ × refused \(status 4\d\d\)(, )?)+\.$/m);
        const changed = () =>
            scenario.emulator.users.filter(({ authentication_methods: [first] }) => first?.name === "Work phone");
        const recorded = (await scenario.recorded())?.settings ?? [];
        assert.deepEqual(
            recorded.map(({ userId }) => userId).sort(),
            changed()
                .map(({ user_id }) => user_id)
                .sort(),
        );
        assert.ok(
            recorded.every(({ originalSettings }) => (originalSettings as { name: string }).name === "Old phone"),
        );
        assert.equal(recorded.length, 30);
        scenario.patches();

        const up = await scenario.run("up");
        assert.doesNotMatch(up.output, /drift/);
        assert.equal(new Set(scenario.patches().map(({ method }) => method)).size, 30);
        assert.equal(changed().length, 60);
        await scenario.run("destroy");
        assert.equal(changed().length, 0);
    });
});

describe("entries of groups in a tenant that permits no change, on the engine", () => {
    let scenario: GroupScenario;
    let failed: OperationResult;
    let patches: readonly Patch[];
    let recorded: unknown;
    const newcomers = Array.from({ length: 100 }, (_, index) => 100 + index);
    const isNew = ({ user }: Patch) => newcomers.map(userOf).includes(user);
    const old = (entries: readonly Entry[]) => ({ settings: entries, onDelete: "restore" });

    before(async () => {
        scenario = await startStaff(200);
        scenario.declareGroups({ old: old(phones(100)) });
        await scenario.run("up");
        recorded = await scenario.recorded("old");
        scenario.patches();
        scenario.emulator.fault({ route: patchRoute, times, ...refusal });
        scenario.declareGroups({
            old: old(phones(80, { name: "Desk" })),
            new: { settings: newcomers.map((index) => phone(index)) },
        });
        failed = await scenario.fail("up", { continueOnError: true });
        patches = scenario.patches();
    });
    after(async () => stopScenario(scenario));

    /** What is said of the group "new", or of "old". */
    const saidOf = (name: string) =>
        failed.output
            .slice(failed.output.indexOf("Diagnostics:"))
            .split(/\n(?= {2}\S)/)
            .filter((text) => text.includes(`(${name}):`))
            .join("\n");

    it("are not tried where the tenant permits no change, and cost few requests", async () => {
        const output = saidOf("new");
        assert.match(output, /100 of 100 authentication methods .* into line\. What failed is tried again/);
        assert.match(output, /settings\[0\]: .*403: Insufficient scope.*update:authentication_methods/);
        assert.match(output, /and 80 more: .*\d\d × not tried\./);
        assert.ok(patches.filter(isNew).length < 40);
        assert.equal(await scenario.recorded("new"), undefined);
    });

    it("stay recorded where they were, with their original settings, although they are not tried", async () => {
        assert.match(saidOf("old"), /100 of 100 authentication methods /);
        assert.match(saidOf("old"), /\d\d × not tried\./);
        assert.ok(patches.filter((patch) => !isNew(patch)).length < 40);
        assert.deepEqual(await scenario.recorded("old"), recorded);
        scenario.emulator.clearFaults();
        await scenario.run("destroy");
        assert.ok(scenario.emulator.users.every((user) => user.authentication_methods[0]?.name === "Old phone"));
    });
});

describe("changes of a group whose answer is lost, on the engine", () => {
    let scenario: GroupScenario;
    beforeEach(async () => {
        scenario = await startStaff(3);
    });
    afterEach(async () => stopScenario(scenario));

    const names = () => scenario.emulator.users.map(({ authentication_methods: [first] }) => first?.name);

    /** The next two answers are lost, the first of them carried out and the second not; what is sent of them again is refused. */
    function loseAnswers(): void {
        scenario.emulator.fault({ route: patchRoute, reset: true, applied: true });
        scenario.emulator.fault({ route: patchRoute, nth: 2, reset: true });
        scenario.emulator.fault({ route: patchRoute, nth: 3, times: 2, ...refusal });
    }

    it("keep their original settings, carried out or not, and are looked after by the next up", async () => {
        scenario.declareGroup({ settings: phones(2), onDelete: "restore" });
        loseAnswers();
        const { output } = await scenario.fail("up");
        assert.match(output, /2 of 2 authentication methods .*\n.*settings\[0\]: .*403: Insufficient scope/);
        assert.deepEqual(names().sort(), ["Old phone", "Old phone", "Work phone"]);
        assert.deepEqual(
            (await scenario.recorded())?.settings,
            phones(2).map((entry) => ({
                ...entry,
                originalSettings: { name: "Old phone", preferredAuthenticationMethod: "sms" },
                unfinished: true,
            })),
        );
        // Another one comes to it meanwhile; without live reading too, what is unfinished is looked at.
        await scenario.stack.setConfig({ [livePreview]: "false" });
        scenario.declareGroup({ settings: phones(3), onDelete: "restore" });
        scenario.patches();
        await scenario.run("up");
        assert.equal(scenario.patches().length, 2);
        assert.deepEqual(names(), ["Work phone", "Work phone", "Work phone"]);

        // An update, and then the program goes back to what it was.
        loseAnswers();
        scenario.declareGroup({ settings: [...phones(2, { name: "Desk" }), phone(2)], onDelete: "restore" });
        await scenario.fail("up");
        assert.deepEqual(names().sort(), ["Desk", "Work phone", "Work phone"]);
        scenario.declareGroup({ settings: phones(3), onDelete: "restore" });
        await scenario.run("up");
        assert.deepEqual(names(), ["Work phone", "Work phone", "Work phone"]);
        assert.deepEqual(Object.keys((await scenario.run("up")).changes), ["same"]);
        await scenario.run("destroy");
        assert.deepEqual(names(), ["Old phone", "Old phone", "Old phone"]);
    });

    it("are finished by a refresh's account as well: what it finds is recorded, with the original settings", async () => {
        scenario.declareGroup({ settings: [phone(0)], onDelete: "restore" });
        scenario.emulator.fault({ route: patchRoute, reset: true });
        scenario.emulator.fault({ route: patchRoute, nth: 2, ...refusal });
        await scenario.fail("up");
        scenario.emulator.clearFaults();
        await scenario.run("refresh");
        assert.deepEqual((await scenario.recorded())?.settings, [
            {
                ...phone(0),
                name: "Old phone",
                originalSettings: { name: "Old phone", preferredAuthenticationMethod: "sms" },
            },
        ]);
        assert.equal(stepsOf(await scenario.run("up"))["staff"], "update");
        assert.equal(names()[0], "Work phone");
    });
});
