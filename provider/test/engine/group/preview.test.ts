import assert from "node:assert/strict";
import { selectorKey } from "../../../src/core/selector";
import type { RecordedEntry } from "../../../src/engine/group/groupOutputs";
import { findChanges, findProblems } from "../../../src/engine/group/preview";
import { ada, deny, OpenedTenant, phone } from "../../support/openedTenant";
import { wire } from "../../support/wire";

const entry = { ...phone, name: "Old" };
const nobody = { ...entry, userId: "auth0|nobody" };
const placed = (...entries: (typeof entry)[]) => entries.map((one, index) => ({ entry: one, index }));

describe("a preview of a group", () => {
    let opened: OpenedTenant;
    beforeEach(async () => {
        opened = await OpenedTenant.start();
    });
    afterEach(async () => opened.stop());

    const problems = (...entries: (typeof entry)[]) =>
        findProblems(opened.runtime(), opened.tenant, placed(...entries));
    const lines = () => opened.log.lines.join("\n");

    it("prints which entries cannot be brought into line, and is stopped by none of them", async () => {
        assert.equal(await problems(entry, nobody), undefined);
        assert.match(
            lines(),
            /^1 of 2 entries of settings cannot be .* no other:\n {2}settings\[1\]: userId "auth0\|nobody"/,
        );
    });

    it("is stopped where the tenant lets nobody in, and says why once", async () => {
        opened.onGet = deny;
        assert.match((await problems(entry, nobody)) ?? "", /^Could not read .*403/);
        assert.equal(lines(), "");
    });

    it("is stopped where the engine cancels it", async () => {
        assert.equal(await problems(entry), undefined);
        const runtime = opened.runtime();
        opened.cancel();
        // What was read before is no reason to go on.
        const reason = await findProblems(runtime, opened.tenant, placed(entry, nobody));
        assert.match(reason ?? "", /was cancelled before that/);
    });

    async function changes(recorded: RecordedEntry, declared = entry): Promise<boolean> {
        const known = new Map([[selectorKey(recorded), recorded]]);
        return findChanges(opened.runtime(), opened.tenant, [declared], known);
    }
    const recorded: RecordedEntry = { ...entry, originalSettings: {} };

    it("finds no change in what is as declared", async () => {
        assert.equal(await changes(recorded), false);
        assert.equal(lines(), "");
    });

    it("finds a change in what is not as declared, and tells it", async () => {
        opened.users[ada] = [wire("phone|dev_1", { name: "New" })];
        assert.equal(await changes(recorded), true);
        assert.match(lines(), /^drift: 1 of 1 methods .*\n.*name is "New", declared is "Old"$/);
    });

    it("does not take for drift what its own change may have made", async () => {
        opened.users[ada] = [wire("phone|dev_1", { name: "New" })];
        assert.equal(await changes({ ...recorded, unfinished: true }), true);
        assert.equal(lines(), "");
    });

    it("finds a change in what was enrolled anew, though it is as declared, and tells it", async () => {
        opened.users[ada] = [wire("phone|dev_2", { name: "Old" })];
        const byType = { userId: ada, authenticationMethodType: "phone", name: "Old" };
        const before = { ...recorded, authenticationMethodType: "phone" };
        assert.equal(await changes(before, byType as unknown as typeof entry), true);
        assert.match(lines(), /^1 of 1 methods of this group were enrolled anew:\n/);
    });

    it("finds a change in what cannot be read: the update says why", async () => {
        opened.onGet = deny;
        assert.equal(await changes(recorded), true);
    });
});
