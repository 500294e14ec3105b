import assert from "node:assert/strict";
import { saidOf } from "../support/said";
import { Cases, patchRoute, phone, totp } from "./support";

const args = { ...phone, name: "Work phone" };

describe("the settings of an enrolled method, on the engine", () => {
    const names = ["not-taken", "updated", "left-alone", "drifted"] as const;
    let cases: Cases<(typeof names)[number]>;
    let id: string;
    const declared = {
        "not-taken": { ...args, preferredAuthenticationMethod: "voice" },
        updated: args,
        "left-alone": args,
        drifted: args,
    } as const;
    const live = (name: (typeof names)[number]) => cases.of(name).method;

    before(async () => {
        cases = await Cases.start(names);
        cases.of("not-taken").onPost = () => {
            delete live("not-taken").name;
            live("not-taken").preferred_authentication_method = "sms";
        };
        cases.declare(declared);
        await cases.run("up");
        id = live("updated").id;
    });
    after(async () => cases.stop());

    it("that the POST did not take are changed by a PATCH", async () => {
        assert.deepEqual(cases.of("not-taken").writes(), ["POST", "PATCH"]);
        assert.deepEqual(cases.of("not-taken").bodies("PATCH"), [
            { name: "Work phone", preferred_authentication_method: "voice" },
        ]);
        cases.take();
    });

    it("that were changed behind Pulumi's back are told by preview and put right by up", async () => {
        live("drifted").name = "Renamed";
        live("left-alone").name = "Renamed by its user";
        live("left-alone").preferred_authentication_method = "voice";
        cases.declare({ ...declared, updated: { ...args, name: "Desk phone" }, "left-alone": phone });
        const { output, changes } = await cases.run("preview");
        const told = /drift: "phone\|dev_\w+" of user "auth0\|drifted".*: name is "Renamed", declared is "Work phone"/;
        assert.match(output, told);
        assert.equal(changes.update, 3);
        assert.equal(changes.same, 2);
        assert.equal((await cases.run("up")).changes.update, 3);
        assert.deepEqual(cases.of("drifted").writes(), ["PATCH"]);
        assert.equal(live("drifted").name, "Work phone");
    });

    it("are left alone where they are not declared, also when they were before", async () => {
        assert.deepEqual(cases.of("left-alone").writes(), []);
        assert.equal(live("left-alone").name, "Renamed by its user");
        assert.equal(live("left-alone").preferred_authentication_method, "voice");
        assert.equal((await cases.of("left-alone").resource())?.outputs["name"], "Renamed by its user");
    });

    it("are updated in place, with what differs alone, and the others stay the same", async () => {
        const updated = { ...args, name: "Desk phone", preferredAuthenticationMethod: "voice" } as const;
        cases.declare({ ...declared, updated, "left-alone": phone });
        assert.deepEqual((await cases.run("up")).changes, { same: 4, update: 1 });
        assert.deepEqual(cases.of("updated").bodies("PATCH"), [
            { name: "Desk phone" },
            { preferred_authentication_method: "voice" },
        ]);
        assert.deepEqual(cases.of("updated").writes(), ["PATCH", "PATCH"]);
        assert.equal(live("updated").id, id);
        assert.deepEqual(cases.of("not-taken").writes(), []);
        assert.deepEqual(cases.of("left-alone").writes(), []);
    });
});

describe("the settings of an enrolled method where previews are not live, on the engine", () => {
    const names = ["drifted", "lost"] as const;
    let cases: Cases<(typeof names)[number]>;
    const declareWith = (name: string) => cases.declare({ drifted: args, lost: { ...totp, name } });
    before(async () => {
        cases = await Cases.start(names, { config: { "auth0-authentication-methods:livePreview": "false" } });
        declareWith("One");
        await cases.run("up");
        cases.of("drifted").method.name = "Renamed";
    });
    after(async () => cases.stop());

    it("are compared with the state alone, and whose update was lost and then taken back are put right", async () => {
        declareWith("Two");
        const refused = { statusCode: 403, error: "Forbidden", message: "Insufficient scope" };
        const { emulator } = cases.of("lost");
        emulator.fault({ route: patchRoute, reset: true, applied: true });
        emulator.fault({ route: patchRoute, nth: 2, status: 403, body: refused });
        const failed = await cases.scenario.stack.up({ continueOnError: true });
        assert.equal(failed.ok, false, failed.output);
        assert.match(saidOf("lost", failed), /change authentication method .*403: Insufficient scope/);
        assert.equal(cases.of("lost").method.name, "Two");
        declareWith("One");
        assert.deepEqual((await cases.run("up")).changes, { same: 2, update: 1 });
        assert.equal(cases.of("lost").method.name, "One");
        assert.deepEqual(cases.of("drifted").writes(), ["POST"]);
    });

    it("are seen by refresh where they changed, and put right by the next up, that leaves the others", async () => {
        const refresh = await cases.run("refresh");
        assert.match(refresh.output, /name is "Renamed", was "Work phone" when Pulumi last saw it/);
        cases.take();
        assert.deepEqual((await cases.run("up")).changes, { same: 2, update: 1 });
        assert.deepEqual(cases.of("drifted").writes(), ["PATCH"]);
        assert.deepEqual(cases.of("lost").writes(), []);
        assert.equal(cases.of("drifted").method.name, "Work phone");
    });
});
