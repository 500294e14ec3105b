import assert from "node:assert/strict";
import { AuthenticationMethodSettings, AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { stopScenario } from "../support/scenario";
import { type Entry, type GroupScenario, phone, startStaff, userOf } from "./support";

/** The resources of a program: a group for a list, a single resource for an entry. */
type Program = Record<string, Entry | readonly Entry[]>;

let scenario: GroupScenario;

function create(program: Program, onDelete?: "restore"): void {
    for (const [name, declared] of Object.entries(program)) {
        if (Array.isArray(declared)) {
            new AuthenticationMethodSettingsGroup(name, { settings: declared as never, onDelete });
        } else {
            new AuthenticationMethodSettings(name, { ...(declared as Entry), onDelete } as never);
        }
    }
}

/** The bodies of the PATCHes to each of these users, in order. */
function bodies(): Record<string, unknown[]> {
    const found: Record<string, unknown[]> = {};
    for (const { user, body } of scenario.patches()) {
        found[user] = [...(found[user] ?? []), body];
    }
    return found;
}

const namesNow = () => scenario.emulator.users.map(({ authentication_methods: [first] }) => first?.name);
const body = (name: string) => [{ name }];

describe("a method that moves between resources in one change of the program, on the engine", () => {
    // Users 0 and 1 are left as they are by default, 2 and 3 are restored.
    async function change(retained: Program, restored: Program) {
        scenario.stack.program = async () => {
            create(retained);
            create(restored, "restore");
        };
        const { output, changes } = await scenario.run("up");
        return { output, changes, bodies: bodies() };
    }
    const steps: Awaited<ReturnType<typeof change>>[] = [];
    const names: (string | undefined)[][] = [];

    before(async () => {
        scenario = await startStaff(4);
        for (const [retained, restored] of [
            [{ single: phone(0), staff: [phone(1)] }, { "kept-single": phone(2) }],
            [{ staff: [phone(0), phone(1)] }, { kept: [phone(2, { name: "Desk" })] }],
            [{ staff: [phone(1)], single: phone(0) }, { "kept-renamed": [phone(2, { name: "Hall" }), phone(3)] }],
            // An entry is taken out by an update, which may come before the adoption in the new place or after it.
            [
                { single: phone(0), renamed: [phone(1)] },
                { "kept-renamed": [phone(3)], "kept-single": phone(2, { name: "Door" }) },
            ],
            [
                { single: phone(0), renamed: [phone(1)] },
                { "kept-renamed": [phone(3)], "kept-other": [phone(2, { name: "Gate" })] },
            ],
        ] as const) {
            steps.push(await change(retained, restored));
            names.push(namesNow());
        }
    });
    after(async () => stopScenario(scenario));

    it("is not written to where it stays as it is: into a group, out of it, and into another one", () => {
        for (const { bodies } of steps.slice(1)) {
            assert.equal(bodies[userOf(0)], undefined);
            assert.equal(bodies[userOf(1)], undefined);
        }
        for (const now of names) {
            assert.deepEqual(now.slice(0, 2), ["Work phone", "Work phone"]);
        }
    });

    it("ends as its new place declares it, with restore, and a line says what is not put back", () => {
        const [, into, renamed] = steps;
        assert.deepEqual(into?.bodies[userOf(2)], body("Desk"));
        assert.match(
            into?.output ?? "",
            /"phone\|dev_0002" of .*: its original settings are not put back, since this program has adopted it/,
        );
        assert.match(renamed?.output ?? "", /notes on methods of this group \(1\):/);
        assert.match(renamed?.output ?? "", /its original settings are not put back/);
        assert.deepEqual(
            names.map((now) => now.slice(2)),
            [
                ["Work phone", "Old phone"],
                ["Desk", "Old phone"],
                ["Hall", "Work phone"],
                ["Door", "Work phone"],
                ["Gate", "Work phone"],
            ],
        );
    });

    it("is left alone by the up after it", async () => {
        const { changes } = await scenario.run("up");
        assert.deepEqual(Object.keys(changes), ["same"]);
    });
});

describe("a method whose move was broken off by a failure and is finished later, on the engine", () => {
    const nobody = { ...phone(1), userId: "auth0|nobody" };
    const restored = (program: Program) => {
        scenario.stack.program = async () => create(program, "restore");
    };
    const isRecorded = async (name: string) => (await scenario.stack.resource(name)) !== undefined;

    before(async () => {
        scenario = await startStaff(3);
        restored({ single: phone(0), before: phone(2) });
        await scenario.run("up");
    });
    after(async () => stopScenario(scenario));

    it("stays as its new place declares it, with restore: into a group, and under a new name", async () => {
        const desk = phone(0, { name: "Desk" });
        scenario.stack.program = async () => {
            const onDelete = "restore";
            const after = new AuthenticationMethodSettings("after", { ...phone(2), onDelete } as never);
            const args = { settings: [desk, nobody] as never, onDelete } as const;
            new AuthenticationMethodSettingsGroup("staff", args, { dependsOn: after });
        };
        scenario.patches();
        await scenario.fail("up");
        for (const name of ["single", "before", "after", "staff"]) {
            assert.ok(await isRecorded(name), name);
        }
        assert.deepEqual(bodies(), { [userOf(0)]: body("Desk") });
        restored({ staff: [desk], after: phone(2) });
        await scenario.run("up");
        assert.deepEqual(namesNow(), ["Desk", "Old phone", "Work phone"]);
        assert.deepEqual(bodies(), {});
        assert.deepEqual([await isRecorded("single"), await isRecorded("before")], [false, false]);
    });

    it("stays so out of the group too, where what fails is another resource", async () => {
        scenario.stack.program = async () => {
            const single = new AuthenticationMethodSettings("single", phone(0, { name: "Desk" }) as never);
            const again = new AuthenticationMethodSettings("again", phone(2) as never);
            const options = { dependsOn: [single, again] };
            new AuthenticationMethodSettingsGroup("broken", { settings: [nobody as never] }, options);
        };
        await scenario.fail("up");
        for (const name of ["staff", "after", "single", "again"]) {
            assert.ok(await isRecorded(name), name);
        }
        restored({ single: phone(0, { name: "Desk" }), again: phone(2) });
        await scenario.run("up");
        assert.deepEqual(namesNow(), ["Desk", "Old phone", "Work phone"]);
        assert.deepEqual(bodies(), {});
        assert.deepEqual([await isRecorded("staff"), await isRecorded("after")], [false, false]);
    });
});
