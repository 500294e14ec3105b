import assert from "node:assert/strict";
import { type PlanName, startEmulator } from "../src/index";
import { ada, adaPhone, methodsPath, tenants } from "./support/tenant";

describe("a tenant on this machine", () => {
    const start = tenants();

    it("listens on the loopback interface alone, at a free port unless told", async () => {
        const [one, other] = [await start(), await start()];
        assert.match(one.emulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.notEqual(one.emulator.url, other.emulator.url);
        assert.equal(one.emulator.audience, `${one.emulator.url}/api/v2/`);
    });

    it("takes the port that it is told, if nobody has it", async () => {
        const { emulator } = await start();
        const port = Number(new URL(emulator.url).port);
        await assert.rejects(startEmulator({ port }), { code: "EADDRINUSE" });
        await emulator.close();
        const next = await start({ port });
        assert.equal(next.emulator.url, emulator.url);
    });

    it("has the same client each time, so that what was configured once holds", async () => {
        const [one, other] = [await start(), await start()];
        assert.equal(one.emulator.clientId, other.emulator.clientId);
        assert.equal(one.emulator.clientSecret, other.emulator.clientSecret);
        assert.match(one.emulator.clientAssertionPrivateKey, /^-----BEGIN PRIVATE KEY-----\n/);
    });

    it("shares nothing else with another", async () => {
        const [one, other] = [await start(), await start()];
        await one.send("PATCH", methodsPath(ada, adaPhone), { body: { name: "Renamed" } });
        assert.equal(other.emulator.method(ada, adaPhone).name, "Phone");
        assert.equal(other.emulator.requests.length, 0);
    });

    it("says whom or what it does not have", async () => {
        const { emulator } = await start();
        assert.throws(() => emulator.user("auth0|nobody"), /The user does not exist/);
        assert.throws(() => emulator.method(ada, "phone|dev_none"), /The authentication method could not be found/);
    });

    it("does not start with a plan that there is not", async () => {
        await assert.rejects(startEmulator({ plan: "gold" as PlanName }), /There is no plan "gold"/);
    });

    it("ends at once, whatever connections are open, and can be ended twice", async () => {
        const tenant = await start();
        await tenant.get(methodsPath(ada));
        await tenant.emulator.close();
        await tenant.emulator.close();
        await assert.rejects(tenant.get(methodsPath(ada)));
    });
});
