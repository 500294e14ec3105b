import assert from "node:assert/strict";
import { LookupTenants, type Program } from "../../src/lookup/tenants";
import { RecordedLog, VirtualClock } from "../support/client";
import { json, startServer, type TestServer } from "../support/server";
import { pem } from "../support/settings";

const ada = { user_id: "auth0|ada", identities: [{ connection: "staff" }] };

describe("the tenants of look-ups", () => {
    let server: TestServer;
    let clock: VirtualClock;
    let tenants: LookupTenants;
    /** What the Management API answers. */
    let answer: { status: number; body: unknown };
    let config: Record<string, string>;

    beforeEach(async () => {
        clock = new VirtualClock();
        tenants = new LookupTenants(clock, "test");
        answer = { status: 200, body: ada };
        server = await startServer((_request, response) => json(response, answer.status, answer.body));
        config = {
            "auth0:domain": server.url,
            "auth0:clientId": "c",
            "auth0:clientSecret": "a secret of the first client",
        };
    });
    afterEach(async () => server.close());

    function program(more: Record<string, string> = {}, environment: Record<string, string> = {}): Program {
        const all: Record<string, string> = { ...config, ...more };
        return { config: { get: (key) => all[key] }, environment, log: () => new RecordedLog() };
    }

    const lookUp = (asking = program(), userId = "auth0|ada", name?: string) =>
        tenants.within(asking, name, (tenant) => tenant.userWithId(userId));
    const asked = () => server.apiRequests.length;
    const tokens = () => server.tokenRequests.length;

    it("are asked once by those who ask for the same at the same time", async () => {
        const users = await Promise.all([lookUp(), lookUp(), lookUp(), lookUp(program(), "auth0|eve")]);
        assert.deepEqual(users[0], { userId: "auth0|ada", connections: ["staff"] });
        assert.equal(users[1], users[0]);
        assert.equal(asked(), 2);
        assert.equal(tokens(), 1);
    });

    it("are asked anew by those who ask later, with the same token", async () => {
        await lookUp();
        answer.body = { ...ada, identities: [{ connection: "moved" }] };
        assert.deepEqual((await lookUp())?.connections, ["moved"]);
        assert.equal(asked(), 2);
        assert.equal(tokens(), 1);
    });

    it("tell a failure to those who wait for it, and not to those who ask later", async () => {
        answer = { status: 400, body: { statusCode: 400, message: "no" } };
        const outcomes = await Promise.allSettled([lookUp(), lookUp()]);
        assert.deepEqual(
            outcomes.map(({ status }) => status),
            ["rejected", "rejected"],
        );
        answer = { status: 200, body: ada };
        assert.equal((await lookUp())?.userId, "auth0|ada");
        assert.equal(asked(), 2);
    });

    it("are spoken to with the credentials of the program that asks, at once and one after another", async () => {
        const other = program({ "auth0:clientSecret": "a secret of the second client" });
        await Promise.all([lookUp(), lookUp(other)]);
        await lookUp(other);
        const secrets = server.tokenRequests.map(({ body }) => new URLSearchParams(body).get("client_secret"));
        assert.deepEqual(secrets.sort(), ["a secret of the first client", "a secret of the second client"]);
        assert.equal(asked(), 3, "what one may read, the other perhaps may not");
    });

    it("are one where they are asked with one private key, though it is read anew each time", async () => {
        const { "auth0:clientSecret": _, ...others } = config;
        config = { ...others, "auth0:clientAssertionPrivateKey": pem };
        await lookUp();
        await lookUp();
        assert.equal(tokens(), 1);
    });

    it("are known by their blocks, and named by them in messages", async () => {
        const block = { domain: server.url, clientId: "c", clientSecret: "a secret of the first client" };
        const tenantsOfStack = { "auth0-authentication-methods:tenants": JSON.stringify({ eu: block, us: block }) };
        answer = { status: 401, body: { statusCode: 401, message: "Invalid token." } };
        for (const name of ["eu", "us"]) {
            await assert.rejects(lookUp(program(tenantsOfStack), "auth0|ada", name), {
                message: new RegExp(`check auth0-authentication-methods:tenants\\.${name}\\.clientId`),
            });
        }
        await assert.rejects(lookUp(program(tenantsOfStack), "auth0|ada", "uk"), {
            name: "ConfigurationError",
            message: /tenant "uk" has no block .* which has "eu", "us"/,
        });
    });

    it("get another token after a refusal, since permissions may have been mended", async () => {
        answer = {
            status: 403,
            body: { statusCode: 403, message: "Insufficient scope", errorCode: "insufficient_scope" },
        };
        await assert.rejects(lookUp(), { name: "PermissionError" });
        answer = { status: 200, body: ada };
        await lookUp();
        assert.equal(tokens(), 2);
        await lookUp();
        assert.equal(tokens(), 2);
    });

    it("are forgotten a minute after the last look-up", async () => {
        await lookUp();
        clock.time += 59_000;
        await lookUp();
        clock.time += 59_000;
        await lookUp();
        assert.equal(tokens(), 1);
        clock.time += 61_000;
        await lookUp();
        assert.equal(tokens(), 2);
    });

    it("hold to the cap that each program sets", async () => {
        const capped = program({ "auth0-authentication-methods:requestsPerSecond": "1" });
        await lookUp();
        await lookUp();
        assert.deepEqual(clock.slept, []);
        await lookUp(capped, "auth0|a");
        await lookUp(capped, "auth0|b");
        assert.ok(clock.slept.some((time) => time > 900));
    });
});
