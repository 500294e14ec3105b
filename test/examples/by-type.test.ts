import assert from "node:assert/strict";
import { startWalk, type Walk } from "./support";

const ada = "auth0|507f1f77bcf86cd799439020";
const onCall = "auth0|021f587e645ad489ead4cdbb";
const onCallPhone = "phone|dev_CLDRNsJcUKCXfFFP";
const settingsOf = (name: string) => ({ name, preferred_authentication_method: "voice" });

describe("the example by type, as its page leads through it, on the engine", () => {
    let walk: Walk;
    beforeEach(async () => {
        walk = await startWalk("by-type");
    });
    afterEach(async () => walk.close());

    it("finds the methods, follows new phones with one PATCH each, and puts back what it adopted", async () => {
        const [tenant] = walk.tenants;
        await walk.to("pulumi preview");
        assert.deepEqual(walk.patches(), []);
        await walk.to("pulumi up");
        assert.deepEqual(walk.patches(), [
            ["phone|dev_CLDRNsJcUKCXfFFP", settingsOf("On-call phone")],
            ["phone|dev_kXVq4drj3Mw6uCF5", settingsOf("Work phone")],
            ["webauthn-roaming|dev_8pIFYbA5DYbFOyfB", { name: "Office key" }],
            ["webauthn-roaming|dev_nTfxQhX9mWk2PzLc", { name: "Office key" }],
        ]);
        assert.deepEqual((await walk.stack.up()).changes, { same: 4 });
        assert.deepEqual(walk.patches(), []);

        await walk.to("pulumi preview");
        assert.deepEqual(walk.patches(), []);
        const { output, changes } = await walk.to("pulumi up");
        assert.match(output, /re-enrolled: /);
        assert.deepEqual(changes, { same: 3, update: 1 });
        const [[newPhone] = [""], ...others] = walk.patches();
        assert.deepEqual(others, []);
        assert.equal(tenant.method(ada, newPhone).name, "Work phone");

        const later = { id: "phone|dev_Zz9NewPhone00001", created_at: new Date().toISOString(), name: "Second phone" };
        tenant.user(onCall).authentication_methods.push({ ...tenant.method(onCall, onCallPhone), ...later });
        assert.deepEqual((await walk.stack.up()).changes, { same: 3, update: 1 });
        assert.deepEqual(walk.patches(), [[later.id, { name: "On-call phone" }]]);

        await walk.to("pulumi destroy");
        assert.equal(tenant.method(ada, newPhone).name, "Work phone");
        assert.equal(tenant.method(onCall, onCallPhone).name, "Phone");
        await walk.end();
    });
});
