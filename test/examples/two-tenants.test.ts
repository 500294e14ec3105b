import assert from "node:assert/strict";
import { startWalk, type Walk } from "./support";

const phone = "phone|dev_kXVq4drj3Mw6uCF5";
const key = "webauthn-roaming|dev_nTfxQhX9mWk2PzLc";

describe("the example of two tenants, as its page leads through it, on the engine", () => {
    let walk: Walk;
    beforeEach(async () => {
        walk = await startWalk("two-tenants", 2);
    });
    afterEach(async () => walk.close());

    it("writes to each tenant what is declared of it, with a secret that is not in the stack, and puts it back", async () => {
        const sent = () => [walk.patches(0), walk.patches(1)];
        await walk.to("pulumi preview");
        assert.deepEqual(sent(), [[], []]);
        await walk.to("pulumi up");
        assert.deepEqual(sent(), [
            [[phone, { name: "Work phone", preferred_authentication_method: "voice" }]],
            [[key, { name: "Break-glass key" }]],
        ]);
        assert.deepEqual((await walk.stack.up()).changes, { same: 3 });
        assert.deepEqual(sent(), [[], []]);
        assert.deepEqual((await walk.stack.resource("ada-phone"))?.inputs["tenant"], undefined);
        assert.deepEqual((await walk.stack.resource("grace-key"))?.inputs["tenant"], "eu");
        for (const { requests } of walk.tenants) {
            assert.ok(requests.every(({ status }) => status === 200));
        }

        await walk.to("pulumi destroy");
        assert.deepEqual(sent(), [
            [[phone, { name: "Phone", preferred_authentication_method: "sms" }]],
            [[key, { name: "Security key" }]],
        ]);
        await walk.end();
    });
});
