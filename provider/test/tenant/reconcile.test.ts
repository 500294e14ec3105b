import assert from "node:assert/strict";
import { reconcile } from "../../src/tenant/reconcile";
import { ada, goneBody, OpenedTenant, phone } from "../support/openedTenant";
import { json } from "../support/server";
import { wire } from "../support/wire";

describe("bringing a method into line", () => {
    let opened: OpenedTenant;
    beforeEach(async () => {
        opened = await OpenedTenant.start();
    });
    afterEach(async () => opened.stop());

    const byType = { userId: ada, authenticationMethodType: "phone" };
    const declare = () => ({ name: "Work" });

    it("sends what differs, and nothing where nothing does", async () => {
        const { before, after } = await reconcile(opened.tenant, phone, opened.operation, declare);
        assert.deepEqual([before.name, after.name], ["Old", "Work"]);
        await reconcile(opened.tenant, phone, opened.operation, declare);
        assert.deepEqual(opened.patches, [{ id: "phone|dev_1", body: { name: "Work" } }]);
    });

    it("goes on to the method that has taken the place of one which went since it was read, and asks again what is declared", async () => {
        opened.onPatch = (_request, response) => {
            opened.users[ada] = [wire("phone|dev_2", { name: "New", confirmed: true })];
            opened.onPatch = undefined;
            json(response, 404, goneBody);
        };
        const seen: (string | undefined)[] = [];
        const { after } = await reconcile(opened.tenant, byType, opened.operation, ({ name }) => {
            seen.push(name);
            return { name: "Work" };
        });
        assert.deepEqual(seen, ["Old", "New"]);
        assert.equal(after.authenticationMethodId, "phone|dev_2");
        assert.deepEqual(
            opened.patches.map(({ id }) => id),
            ["phone|dev_1", "phone|dev_2"],
        );
    });

    it("says that the method is gone where none has taken its place", async () => {
        opened.onPatch = (_request, response) => {
            opened.users[ada] = [];
            json(response, 404, goneBody);
        };
        await assert.rejects(reconcile(opened.tenant, phone, opened.operation, declare), {
            name: "MethodNotFoundError",
        });
    });

    it("hands on Auth0's own words where it lists what it says is gone, and does not ask for ever", async () => {
        opened.onPatch = (_request, response) => json(response, 404, goneBody);
        for (const selector of [phone, byType]) {
            await assert.rejects(reconcile(opened.tenant, selector, opened.operation, declare), {
                name: "RequestRefusedError",
                message: /404: It could not be found/,
            });
        }
        assert.equal(opened.patches.length, 2);
    });
});
