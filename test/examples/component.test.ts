import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { type RecordedResource, resourcesOf } from "../support/state";
import { startWalk, type Walk } from "./support";

const [opsKey, securityKey] = ["webauthn-roaming|dev_XQJjunFnqkMHRosm", "webauthn-roaming|dev_LOGEe347O2yUeRun"];
const [opsPhone, securityPhone] = ["phone|dev_cLK0KQSZb1vRZ80r", "phone|dev_hpYfEWzBUkz4AzGF"];
const opsUser = "auth0|97e7abd1108fe4d7b8837336";

describe("the example of a component, as its page leads through it, on the engine", () => {
    let walk: Walk;
    beforeEach(async () => {
        walk = await startWalk("component");
    });
    afterEach(async () => walk.close());

    /** By name, without the engine's own. */
    async function recorded(): Promise<Map<string, RecordedResource>> {
        const resources = resourcesOf(await walk.stack.exportState());
        return new Map(resources.map((resource) => [resource.urn.slice(resource.urn.lastIndexOf("::") + 2), resource]));
    }

    it("brings both accounts into line, keeps their methods below them, and lets nobody destroy them unasked", async () => {
        await walk.to("pulumi preview");
        assert.deepEqual(walk.patches(), []);
        await walk.to("pulumi up");
        const phoneSettings = { name: "Break-glass phone", preferred_authentication_method: "voice" };
        assert.deepEqual(walk.patches(), [
            [opsPhone, phoneSettings],
            [securityPhone, phoneSettings],
            [securityKey, { name: "Break-glass key" }],
            [opsKey, { name: "Break-glass key" }],
        ]);
        assert.deepEqual((await walk.stack.up()).changes, { same: 7 });
        assert.deepEqual(walk.patches(), []);

        const resources = await recorded();
        for (const account of ["ops", "security"]) {
            const component = resources.get(account);
            assert.equal(component?.type, "company:identity:BreakGlassAccount");
            assert.equal(component.custom ?? false, false);
            assert.deepEqual(component.outputs, { keyName: "Break-glass key", phoneName: "Break-glass phone" });
            for (const method of [`${account}-key`, `${account}-phone`]) {
                assert.equal(resources.get(method)?.parent, component.urn);
                assert.equal(resources.get(method)?.protect, true);
            }
        }

        await walk.to("pulumi destroy", { fails: true });
        assert.deepEqual(walk.patches(), []);
        await walk.to("pulumi destroy");
        assert.equal(walk.patches().length, 4);
        await walk.end();
    });

    it("takes over methods that were declared by themselves before, with their original settings", async () => {
        await walk.prepare();
        const { program } = walk.stack;
        walk.stack.program = async () => {
            new AuthenticationMethodSettings("ops-key", {
                userId: opsUser,
                authenticationMethodType: "webauthn-roaming",
                name: "Break-glass key",
                onDelete: "restore",
            });
        };
        assert.ok((await walk.stack.up()).ok);
        assert.deepEqual(
            walk.patches().map(([id]) => id),
            [opsKey],
        );
        walk.stack.program = program;
        assert.deepEqual((await walk.stack.up()).changes, { create: 5, same: 2 });
        assert.deepEqual(
            walk.patches().map(([id]) => id),
            [opsPhone, securityPhone, securityKey],
        );
        const moved = await walk.stack.resource("ops-key");
        assert.match(moved?.urn ?? "", /BreakGlassAccount\$/);
        assert.deepEqual(moved?.outputs["originalSettings"], { name: "Security key" });
    });
});
