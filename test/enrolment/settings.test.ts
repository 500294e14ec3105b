import assert from "node:assert/strict";
import { Enrolments, patchRoute, phone, totp } from "./support";

describe("the settings of an enrolled method, on the engine", () => {
    let enrolments: Enrolments;
    let onPost: () => void;
    beforeEach(async () => {
        onPost = () => {};
        enrolments = await Enrolments.start({
            onRequest: ({ method, path }) => {
                if (method === "POST" && path.startsWith("/api/")) {
                    onPost();
                }
            },
        });
    });
    afterEach(async () => enrolments.stop());

    const args = { ...phone, name: "Work phone" };
    const live = () => enrolments.methods[0] as NonNullable<(typeof enrolments.methods)[number]>;

    it("that the POST did not take are changed by a PATCH", async () => {
        onPost = () => {
            delete live().name;
            live().preferred_authentication_method = "sms";
        };
        enrolments.declare({ ...args, preferredAuthenticationMethod: "voice" });
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["POST", "PATCH"]);
        assert.deepEqual(enrolments.bodies("PATCH"), [
            { name: "Work phone", preferred_authentication_method: "voice" },
        ]);
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
    });

    it("are updated in place, with what differs alone", async () => {
        enrolments.declare(args);
        await enrolments.run("up");
        const { id } = live();
        enrolments.writes();
        enrolments.declare({ ...args, name: "Desk phone" });
        assert.equal((await enrolments.run("up")).changes.update, 1);
        enrolments.declare({ ...args, name: "Desk phone", preferredAuthenticationMethod: "voice" });
        assert.equal((await enrolments.run("up")).changes.update, 1);
        assert.deepEqual(enrolments.bodies("PATCH"), [
            { name: "Desk phone" },
            { preferred_authentication_method: "voice" },
        ]);
        assert.deepEqual(enrolments.writes(), ["PATCH", "PATCH"]);
        assert.equal(live().id, id);
    });

    it("are left alone where they are not declared, also when they were before", async () => {
        enrolments.declare(args);
        await enrolments.run("up");
        enrolments.writes();
        live().name = "Renamed by its user";
        live().preferred_authentication_method = "voice";
        enrolments.declare(phone);
        assert.equal((await enrolments.run("up")).changes.update, 1);
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
        assert.deepEqual(enrolments.writes(), []);
        assert.equal(live().name, "Renamed by its user");
        assert.equal((await enrolments.resource())?.outputs["name"], "Renamed by its user");
    });

    it("that were changed behind Pulumi's back are told by preview and put right by up", async () => {
        enrolments.declare(args);
        await enrolments.run("up");
        enrolments.writes();
        live().name = "Renamed";
        const preview = await enrolments.run("preview");
        assert.match(preview.output, /drift: "phone\|dev_\w+" of user .*: name is "Renamed", declared is "Work phone"/);
        assert.equal(preview.changes.update, 1);
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["PATCH"]);
        assert.equal(live().name, "Work phone");
    });

    it("are compared with the state alone where previews are not live; refresh sees what changed", async () => {
        await enrolments.scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
        enrolments.declare(args);
        await enrolments.run("up");
        live().name = "Renamed";
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
        const refresh = await enrolments.run("refresh");
        assert.match(refresh.output, /name is "Renamed", was "Work phone" when Pulumi last saw it/);
        enrolments.writes();
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["PATCH"]);
        assert.equal(live().name, "Work phone");
    });

    it("whose update was lost and then taken back are put right, without live reading as well", async () => {
        await enrolments.scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
        enrolments.declare({ ...totp, name: "One" });
        await enrolments.run("up");
        enrolments.declare({ ...totp, name: "Two" });
        const refused = { statusCode: 403, error: "Forbidden", message: "Insufficient scope" };
        enrolments.scenario.emulator.fault({ route: patchRoute, reset: true, applied: true });
        enrolments.scenario.emulator.fault({ route: patchRoute, nth: 2, status: 403, body: refused });
        assert.match(await enrolments.fail("up"), /change authentication method .*403: Insufficient scope/);
        assert.equal(live().name, "Two");
        enrolments.declare({ ...totp, name: "One" });
        await enrolments.run("up");
        assert.equal(live().name, "One");
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
    });
});
