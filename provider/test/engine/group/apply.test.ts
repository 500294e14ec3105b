import assert from "node:assert/strict";
import { apply } from "../../../src/engine/group/apply";
import type { RecordedEntry } from "../../../src/engine/group/groupOutputs";
import { ada, deny, OpenedTenant, phone } from "../../support/openedTenant";
import { wire } from "../../support/wire";

const recorded: RecordedEntry = { ...phone, name: "Old", originalSettings: { name: "Mine" } };
const declared = { ...phone, name: "Old" };
const strangers = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...declared, userId: `auth0|nobody-${index}` }));

describe("bringing a group into line", () => {
    let opened: OpenedTenant;
    beforeEach(async () => {
        opened = await OpenedTenant.start();
    });
    afterEach(async () => opened.stop());

    it("asks for nothing that is as recorded, without live reading; and for what is not", async () => {
        const runtime = opened.runtime({ "auth0-authentication-methods:livePreview": "false" });
        const { outs } = await apply(runtime, "id", { settings: [declared] }, [recorded]);
        assert.deepEqual(outs.settings, [recorded]);
        assert.equal(opened.asked, 0);
        await apply(runtime, "id", { settings: [{ ...declared, name: "Work" }] }, [recorded]);
        assert.deepEqual(opened.patches, [{ id: "phone|dev_1", body: { name: "Work" } }]);
    });

    it("tells what failed and how much is done, and records what is", async () => {
        const others = [
            [1, /^1 of 1 .* into line\. What failed/],
            [1, /^1 of 2 .* into line\. The other one is done\. What failed/],
            [2, /^2 of 4 .* into line\. The other 2 are done\. What failed/],
        ] as const;
        opened.users[ada]?.push(wire("totp|dev_1", { name: "Old" }));
        const done = [declared, { ...declared, authenticationMethodId: "totp|dev_1" }];
        for (const [index, [failing, message]] of others.entries()) {
            const settings = [...strangers(failing), ...done.slice(0, index)];
            const { outs, error } = await apply(opened.runtime(), "id", { settings }, []);
            assert.match(error?.message ?? "", message);
            assert.match(error?.message ?? "", /\n {2}settings\[0\]: userId "auth0\|nobody-0" does not exist/);
            assert.equal(outs.settings.length, index);
        }
    });

    it("loses nothing that is recorded of entries that were not even tried", async () => {
        opened.onGet = deny;
        const settings = strangers(60);
        const before = settings.map((entry): RecordedEntry => ({ ...recorded, userId: entry.userId }));
        const { outs, error } = await apply(opened.runtime(), "id", { settings }, before);
        assert.deepEqual(outs.settings, before);
        assert.match(error?.message ?? "", /60 of 60 [\s\S]*not tried/);
        assert.ok(opened.asked < 60);
    });

    it("records the tenant and what is done with entries that are taken out", async () => {
        const tenants = JSON.stringify({ eu: { domain: opened.url, apiToken: "a-token-of-a-test" } });
        const runtime = opened.runtime({ "auth0-authentication-methods:tenants": tenants });
        const { outs } = await apply(runtime, "id", { settings: [], onDelete: "restore", tenant: "eu" }, [recorded]);
        assert.deepEqual(outs, { settings: [], onDelete: "restore", tenant: "eu" });
        assert.deepEqual(opened.patches, [{ id: "phone|dev_1", body: { name: "Mine" } }]);
    });
});
