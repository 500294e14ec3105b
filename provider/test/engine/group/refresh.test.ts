import assert from "node:assert/strict";
import type { RecordedEntry } from "../../../src/engine/group/groupOutputs";
import { refresh } from "../../../src/engine/group/refresh";
import { ada, deny, OpenedTenant, phone } from "../../support/openedTenant";
import { wire } from "../../support/wire";

const byId: RecordedEntry = { ...phone, name: "Old", originalSettings: { name: "Mine" } };
const byType: RecordedEntry = { ...byId, authenticationMethodType: "phone" };

describe("a refresh of a group", () => {
    let opened: OpenedTenant;
    beforeEach(async () => {
        opened = await OpenedTenant.start();
    });
    afterEach(async () => opened.stop());

    const refreshed = (...settings: RecordedEntry[]) => refresh(opened.runtime(), opened.tenant, settings);
    const lines = () => opened.log.lines.join("\n");

    it("records what it finds, and says what is another than it was", async () => {
        opened.users[ada] = [wire("phone|dev_1", { name: "New" })];
        assert.deepEqual(await refreshed(byId), [{ ...byId, name: "New" }]);
        assert.match(
            lines(),
            /^drift: 1 of 1 methods .*\n {2}drift: .*name is "New", was "Old" when Pulumi last saw it$/,
        );
    });

    it("drops what is gone, and says so", async () => {
        opened.users[ada] = [];
        assert.deepEqual(await refreshed(byId, { ...byId, userId: "auth0|nobody" }), []);
        assert.match(lines(), /^2 of 2 methods of this group are gone, and no longer recorded:\n/);
    });

    it("goes on with the enrolment that has taken the place of what was adopted, and keeps its history", async () => {
        opened.users[ada] = [wire("phone|dev_2", { name: "New", confirmed: true })];
        assert.deepEqual(await refreshed(byType), [
            { ...byType, authenticationMethodId: "phone|dev_2", adoptedMethodId: "phone|dev_1", name: "New" },
        ]);
        assert.match(lines(), /^1 of 1 methods of this group were enrolled anew:\n {2}re-enrolled: "phone\|dev_2"/);
    });

    it("keeps what cannot be told from another method as it was, and refreshes the others", async () => {
        opened.users[ada] = [wire("phone|dev_1", { name: "New" }), wire("phone|dev_2")];
        assert.deepEqual(await refreshed(byType, byId), [byType, { ...byId, name: "New" }]);
        assert.match(lines(), /^1 of 2 methods of this group cannot be told, and stay recorded as they were:\n/);
    });

    it("refreshes nothing where a user cannot be read: half a refresh would look like a whole one", async () => {
        opened.onGet = deny;
        await assert.rejects(refreshed(byId), {
            name: "GroupError",
            message: /^1 of 1 .* so nothing of it was refreshed/,
        });
    });
});
