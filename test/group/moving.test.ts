import assert from "node:assert/strict";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { stopScenario } from "../support/scenario";
import { type Entry, type GroupScenario, phone, phoneOf, phones, startStaff, userOf } from "./support";

/** The resources of a program: a group for a list, a single resource for an entry. */
type Program = Record<string, Entry | readonly Entry[]>;

describe("a method that moves between resources in one change of the program, on the engine", () => {
    let scenario: GroupScenario;
    afterEach(async () => stopScenario(scenario));

    function declare(program: Program, onDelete?: "restore"): void {
        scenario.stack.program = async () => {
            for (const [name, declared] of Object.entries(program)) {
                if (Array.isArray(declared)) {
                    new AuthenticationMethodSettingsGroup(name, { settings: declared as never, onDelete });
                } else {
                    new AuthenticationMethodSettings(name, {
                        ...(declared as typeof declared & { userId: string }),
                        onDelete,
                    } as never);
                }
            }
        };
    }

    async function change(program: Program, onDelete?: "restore"): Promise<string> {
        declare(program, onDelete);
        scenario.patches();
        return (await scenario.run("up")).output;
    }

    const namesNow = () => scenario.emulator.users.map(({ authentication_methods: [first] }) => first?.name);
    const bodies = () => scenario.patches().map(({ body }) => body);

    it("is not written to where it stays as it is: into a group, out of it, and into another one", async () => {
        scenario = await startStaff(2);
        await change({ single: phone(0), staff: [phone(1)] });
        await change({ staff: phones(2) });
        assert.deepEqual(bodies(), []);
        await change({ staff: [phone(1)], single: phone(0) });
        assert.deepEqual(bodies(), []);
        await change({ single: phone(0), renamed: [phone(1)] });
        assert.deepEqual(bodies(), []);
        assert.deepEqual(namesNow(), ["Work phone", "Work phone"]);
    });

    it("stays as its new place declares it, with restore, when the move was broken off by a failure and is finished later", async () => {
        scenario = await startStaff(2);
        const nobody = { ...phone(1), userId: "auth0|nobody" };
        await change({ single: phone(0) }, "restore");
        declare({ staff: [phone(0, { name: "Desk" }), nobody] }, "restore");
        await scenario.fail("up");
        const { length } = scenario.patches();
        assert.equal(length, 2);
        await change({ staff: [phone(0, { name: "Desk" })] }, "restore");
        assert.deepEqual(namesNow(), ["Desk", "Old phone"]);
        assert.deepEqual(bodies(), []);
        assert.equal(await scenario.stack.resource("single"), undefined);

        // The same out of the group, where what fails is another resource.
        scenario.stack.program = async () => {
            const single = new AuthenticationMethodSettings("single", phone(0, { name: "Desk" }) as never);
            new AuthenticationMethodSettingsGroup("broken", { settings: [nobody as never] }, { dependsOn: single });
        };
        await scenario.fail("up");
        assert.ok(await scenario.stack.resource("staff"));
        await change({ single: phone(0, { name: "Desk" }) }, "restore");
        assert.deepEqual(namesNow(), ["Desk", "Old phone"]);
        assert.deepEqual(bodies(), []);
        assert.equal(await scenario.stack.resource("staff"), undefined);
    });

    it("stays as it is declared, with restore, when a new name of a single resource was broken off by a failure as well", async () => {
        scenario = await startStaff(1);
        await change({ before: phone(0) }, "restore");
        declare({ after: phone(0), broken: [{ ...phone(0), userId: "auth0|nobody" }] }, "restore");
        await scenario.fail("up");
        assert.ok(await scenario.stack.resource("before"));
        assert.ok(await scenario.stack.resource("after"));
        await change({ after: phone(0) }, "restore");
        assert.deepEqual(bodies(), []);
        assert.deepEqual(namesNow(), ["Work phone"]);
        assert.equal(await scenario.stack.resource("before"), undefined);
    });

    it("ends as its new place declares it, with restore, and a line says what is not put back", async () => {
        scenario = await startStaff(2);
        await change({ single: phone(0) }, "restore");
        const into = await change({ staff: [phone(0, { name: "Desk" })] }, "restore");
        assert.deepEqual(bodies(), [{ name: "Desk" }]);
        assert.match(
            into,
            /"phone\|dev_0000" of .*: its original settings are not put back, since this program has adopted it/,
        );

        const renamed = await change({ renamed: [phone(0, { name: "Hall" }), phone(1)] }, "restore");
        assert.equal(scenario.emulator.method(userOf(0), phoneOf(0)).name, "Hall");
        assert.match(renamed, /notes on methods of this group \(1\):/);
        assert.match(renamed, /its original settings are not put back/);

        // The entry is taken out by an update, which may come before the adoption in the new place or after it.
        await change({ renamed: [phone(1)], single: phone(0, { name: "Door" }) }, "restore");
        assert.deepEqual(namesNow(), ["Door", "Work phone"]);
        await change({ renamed: [phone(1)], other: [phone(0, { name: "Gate" })] }, "restore");
        assert.deepEqual(namesNow(), ["Gate", "Work phone"]);
        assert.deepEqual(await scenario.run("up").then(({ changes }) => Object.keys(changes)), ["same"]);
    });
});
