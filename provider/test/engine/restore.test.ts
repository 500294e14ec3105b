import assert from "node:assert/strict";
import type { Adopted } from "../../src/engine/adopted";
import { restoreOriginal } from "../../src/engine/restore";
import { ada, OpenedTenant, phone } from "../support/openedTenant";
import { wire } from "../support/wire";

describe("putting settings back", () => {
    let opened: OpenedTenant;
    beforeEach(async () => {
        opened = await OpenedTenant.start();
        opened.users[ada] = [wire("phone|dev_1", { name: "Work", preferred_authentication_method: "voice" })];
    });
    afterEach(async () => opened.stop());

    const adopted: Adopted = {
        ...phone,
        declaredSettings: ["name"],
        originalSettings: { name: "Mine", preferredAuthenticationMethod: "sms" },
    };
    const restore = (what: Adopted = adopted, isAdoptedAnew = false) =>
        restoreOriginal(opened.tenant, what, opened.operation, () => isAdoptedAnew);

    it("concerns what was declared alone", async () => {
        await restore();
        assert.deepEqual(opened.patches, [{ id: "phone|dev_1", body: { name: "Mine" } }]);
        assert.deepEqual(opened.log.lines, []);
    });

    it("leaves what had no value, and says what stays", async () => {
        for (const originalSettings of [{}, { name: "" }]) {
            await restore({ ...adopted, originalSettings });
            assert.match(
                opened.log.lines.splice(0).join("\n"),
                /^"phone\|dev_1" .*: name was not set .*: it stays "Work"$/,
            );
        }
        assert.deepEqual(opened.patches, []);
    });

    it("leaves a method that this operation has adopted in another place, and says so", async () => {
        await restore(adopted, true);
        assert.deepEqual(opened.patches, []);
        assert.match(opened.log.lines.join("\n"), /^"phone\|dev_1" .*: its original settings are not put back/);
    });

    it("concerns the method that was adopted at first, and not the one that has taken its place", async () => {
        opened.users[ada]?.push(wire("phone|dev_2", { name: "Work" }));
        await restore({ ...adopted, authenticationMethodId: "phone|dev_2", adoptedMethodId: "phone|dev_1" });
        assert.deepEqual(opened.patches, [{ id: "phone|dev_1", body: { name: "Mine" } }]);
        assert.match(opened.log.lines.join("\n"), /^"phone\|dev_2" .*: it was enrolled after the adoption/);
    });

    it("has nothing to do where method or user is gone, and hides no other failure", async () => {
        opened.users[ada] = [];
        await restore();
        delete opened.users[ada];
        await restore();
        assert.deepEqual(opened.patches, []);
        opened.users[ada] = [wire("phone|dev_1", { name: "Work" })];
        opened.onPatch = (_request, response) => void response.writeHead(400).end("{}");
        await assert.rejects(restore(), { name: "RequestRefusedError" });
    });
});
