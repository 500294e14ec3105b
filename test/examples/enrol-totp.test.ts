import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { folderOf, startWalk, type Walk } from "./support";

const user = "auth0|507f1f77bcf86cd799439021";
const secrets = ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "KRSXG5DTMVRXEZLUKRSXG5DTMVRXEZLU"] as const;

describe("the example of an enrolled TOTP authenticator, as its page leads through it, on the engine", () => {
    let walk: Walk;
    beforeEach(async () => {
        walk = await startWalk("enrol-totp");
        walk.stack.canaries?.plant("TOTP secret", ...secrets);
    });
    afterEach(async () => walk.close());

    const methods = () => walk.tenants[0].users.find(({ user_id }) => user_id === user)?.authentication_methods ?? [];
    const codes = () => methods().filter(({ name }) => name === "Break-glass codes");
    /** What changes the tenant, since it was last asked. */
    let mark = 0;
    const writes = () => {
        const { requests } = walk.tenants[0];
        const made = requests.slice(mark).filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");
        mark = requests.length;
        return made.map(({ method }) => method);
    };

    it("enrols the authenticator, replaces it without a gap, and deletes nothing while it is protected", async () => {
        mark = 0;
        const others = methods().length;
        await walk.to("pulumi preview");
        assert.deepEqual(writes(), []);
        await walk.to("pulumi up");
        assert.deepEqual(writes(), ["POST"]);
        assert.deepEqual(
            codes().map(({ type, totp_secret }) => [type, totp_secret]),
            [["totp", secrets[0]]],
        );
        assert.deepEqual((await walk.stack.up()).changes, { same: 2 });

        await walk.to("pulumi up");
        assert.deepEqual(writes(), ["POST", "DELETE"]);
        assert.deepEqual(
            codes().map(({ totp_secret }) => totp_secret),
            [secrets[1]],
        );
        await walk.to("pulumi up");

        await walk.to("pulumi destroy", { fails: true });
        assert.deepEqual(writes(), []);
        assert.equal(codes().length, 1);
        await walk.to("pulumi destroy");
        assert.deepEqual(writes(), ["DELETE"]);
        assert.equal(methods().length, others);
        await walk.end();
    });

    it("makes secrets of its own, each another one, as the provider takes them", () => {
        const [one, other] = [1, 2].map(() =>
            execFileSync(process.execPath, ["newSecret.mjs"], { cwd: folderOf("enrol-totp"), encoding: "utf8" }).trim(),
        );
        assert.match(one ?? "", /^[A-Z2-7]{32}$/);
        assert.notEqual(one, other);
    });
});
