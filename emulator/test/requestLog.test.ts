import assert from "node:assert/strict";
import type { LoggedRequest } from "../src/index";
import { loggedBody } from "../src/requestLog";
import { ada, adaPhone, methodsPath, tenants } from "./support/tenant";

const canary = "canary-secret";
const json = "application/json";
const form = "application/x-www-form-urlencoded";

describe("the log of requests", () => {
    const start = tenants();

    it("has each request as it was sent, in the order of arrival, with its answer's status", async () => {
        const tenant = await start();
        const before = Date.now();
        await tenant.get(`${methodsPath(ada)}?page=0`);
        await tenant.send("PATCH", methodsPath(ada, adaPhone), { body: { name: "Work phone" } });
        await tenant.send("PATCH", methodsPath(ada, adaPhone), { body: "name=Desk", contentType: form });
        await tenant.send("DELETE", methodsPath("auth0|nobody", adaPhone), { token: null });
        const after = Date.now();
        const path = methodsPath(ada, adaPhone);
        assert.deepEqual(
            tenant.emulator.requests.map(({ at: _, ...request }) => request),
            [
                { method: "GET", path: `${methodsPath(ada)}?page=0`, status: 200, body: undefined },
                { method: "PATCH", path, status: 200, body: { name: "Work phone" } },
                { method: "PATCH", path, status: 200, body: { name: "Desk" } },
                { method: "DELETE", path: methodsPath("auth0|nobody", adaPhone), status: 401, body: undefined },
            ],
        );
        const times = tenant.emulator.requests.map(({ at }) => at);
        assert.deepEqual(times, [...times].sort());
        assert.ok(times.every((at) => at >= before && at <= after));
    });

    it("leaves credentials out, and keeps the rest of the body", async () => {
        const tenant = await start();
        const { clientId, clientSecret, audience } = tenant.emulator;
        const body = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, audience };
        assert.equal((await tenant.exchange(body)).status, 200);
        await tenant.send("POST", "/oauth/token", {
            body: new URLSearchParams({ client_assertion: canary }).toString(),
            contentType: form,
            token: null,
        });
        await tenant.get(methodsPath(ada));
        assert.deepEqual(tenant.emulator.requests[0]?.body, { ...body, client_secret: "[left out]" });
        assert.deepEqual(tenant.emulator.requests[1]?.body, { client_assertion: "[left out]" });
        const shown = JSON.stringify(tenant.emulator.requests);
        assert.ok(!shown.includes(clientSecret) && !shown.includes(canary));
        assert.doesNotMatch(shown, /bearer|eyJ/i);
    });

    const bodies: readonly [text: string, contentType: string | undefined, logged: unknown][] = [
        ["", json, undefined],
        ['{"name":"x"}', undefined, { name: "x" }],
        ["name=x", form, { name: "x" }],
        ["transports=usb&name=&transports=nfc", form, { transports: ["usb", "nfc"], name: "" }],
        ["name=x", json, "name=x"],
        ["[1]", json, [1]],
        ["null", json, null],
        [`{"client_secret":"${canary}"`, json, "[left out]"],
        [`client_assertion=${canary}`, json, "[left out]"],
        [`[{"client_secret":"${canary}"}]`, json, "[left out]"],
    ];
    for (const [text, contentType, logged] of bodies) {
        it(`has ${JSON.stringify(text)} as ${contentType} for ${JSON.stringify(logged)}`, () => {
            assert.deepEqual(loggedBody(text, contentType), logged);
        });
    }

    it("tells of each request when it is answered, if asked to", async () => {
        const answered: LoggedRequest[] = [];
        const tenant = await start({ onRequest: (request) => answered.push({ ...request }) });
        tenant.emulator.fault({ route: "GET /api/v2/users/{id}/authentication-methods", nth: 2, reset: true });
        await tenant.get(methodsPath(ada));
        await assert.rejects(tenant.get(methodsPath(ada)));
        await tenant.get("/nowhere");
        assert.deepEqual(
            answered.map(({ status }) => status),
            [200, undefined, 404],
        );
        assert.deepEqual(answered, tenant.emulator.requests);
    });
});
