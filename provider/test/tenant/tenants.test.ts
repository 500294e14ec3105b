import assert from "node:assert/strict";
import { type Behaviour, readTenant } from "../../src/configuration/configuration";
import { observe } from "../../src/tenant/observe";
import { reconcile } from "../../src/tenant/reconcile";
import { type Tenant, Tenants } from "../../src/tenant/tenant";
import { usualBehaviour, VirtualClock } from "../support/client";
import { json, startServer, type TestServer } from "../support/server";

const userId = "auth0|ada";
const phone = { userId, authenticationMethodId: "phone|dev_1" };
const totp = { userId, authenticationMethodId: "totp|dev_1" };

describe("the tenants of one process", () => {
    let server: TestServer;
    let clock: VirtualClock;
    let tenants: Tenants;
    let methods: Map<string, { id: string; type: string; created_at: string; name?: string }>;
    let writes: { underWay: number; most: number };

    function enrol(type: string): void {
        methods.set(`${type}|dev_1`, { id: `${type}|dev_1`, type, created_at: "2026-01-01T00:00:00.000Z" });
    }

    beforeEach(async () => {
        clock = new VirtualClock();
        tenants = new Tenants(clock, "test");
        methods = new Map();
        writes = { underWay: 0, most: 0 };
        enrol("phone");
        server = await startServer((request, response) => {
            if (request.method === "GET") {
                json(response, 200, [...methods.values()]);
                return;
            }
            writes.underWay += 1;
            writes.most = Math.max(writes.most, writes.underWay);
            const method = methods.get(decodeURIComponent(request.url.split("/").at(-1) ?? ""));
            Object.assign(method ?? {}, JSON.parse(request.body));
            setImmediate(() => {
                writes.underWay -= 1;
                json(response, 200, method);
            });
        });
    });
    afterEach(async () => server.close());

    function open(apiToken: string, url = server.url, more: Partial<Behaviour> = {}): Tenant {
        const config: Record<string, string> = { "auth0:domain": url, "auth0:apiToken": apiToken };
        return tenants.open(readTenant({ get: (key) => config[key] }, {}, undefined), { ...usualBehaviour, ...more });
    }

    const operation = () => ({ deadline: clock.now() + 600_000 });
    const nameSeen = async (tenant: Tenant) => (await observe(tenant, phone, operation())).name;

    it("show through one name what was written through another, whatever the credentials", async () => {
        const [one, other] = [open("token-a"), open("token-b")];
        assert.equal(await nameSeen(other), undefined);
        await reconcile(one, phone, operation(), () => ({ name: "Work" }));
        assert.equal(await nameSeen(other), "Work");
        assert.equal(server.apiRequests.filter(({ method }) => method === "GET").length, 1);
    });

    it("are named by their own keys in messages", async () => {
        await server.close();
        server = await startServer((_request, response) => json(response, 401, { statusCode: 401, message: "no" }));
        const block = { domain: server.url, apiToken: "token-a" };
        const config = { get: (key: string) => (key.endsWith(":tenants") ? JSON.stringify({ eu: block }) : undefined) };
        const named = tenants.open(readTenant(config, {}, "eu"), usualBehaviour);
        await assert.rejects(
            named.methods.read(userId, operation()),
            /check auth0-authentication-methods:tenants\.eu\.clientId/,
        );
        await assert.rejects(
            open("token-a").methods.read(userId, operation()),
            /check auth0:clientId and auth0:clientSecret/,
        );
    });

    it("read a user again who was written through another domain of the tenant", async () => {
        const [one, other] = [open("token-a"), open("token-a", server.url.replace("127.0.0.1", "localhost"))];
        assert.equal(await nameSeen(other), undefined);
        await reconcile(one, phone, operation(), () => ({ name: "Work" }));
        assert.equal(await nameSeen(other), "Work");
    });

    it("keep one cap on the requests to a tenant, however many names it has", async () => {
        const start = clock.now();
        const names = [
            open("a", server.url, { requestsPerSecond: 2 }),
            open("b", server.url, { requestsPerSecond: 2 }),
        ];
        await Promise.all(
            Array.from({ length: 10 }, (_, index) =>
                names[index % 2]?.methods.read(`auth0|${index}`, { deadline: start + 600_000 }),
            ),
        );
        assert.ok(clock.now() - start >= 4_500, `${clock.now() - start}`);
    });

    it("make no failure of a write that is done, when a read beside it fails", async () => {
        await server.close();
        let lookElsewhere = async (): Promise<unknown> => undefined;
        server = await startServer((request, response) => {
            if (request.method === "GET") {
                const isFirst = server.apiRequests.length === 1;
                json(
                    response,
                    isFirst ? 200 : 400,
                    isFirst ? [...methods.values()] : { statusCode: 400, message: "no" },
                );
                return;
            }
            // Meanwhile somebody misses another method of the user, and the list is dropped and read in vain.
            lookElsewhere().then(
                () => assert.fail("the read succeeded"),
                () => json(response, 200, { type: "phone", name: "Work" }),
            );
        });
        const opened = open("token-a");
        lookElsewhere = () => opened.methods.find(totp, operation());
        const { before, after } = await reconcile(opened, phone, operation(), () => ({ name: "Work" }));
        assert.deepEqual([before.name, after.name], [undefined, "Work"]);
    });

    it("write to one user one at a time", async () => {
        enrol("totp");
        const [one, other] = [open("token-a"), open("token-b")];
        await Promise.all([
            reconcile(one, phone, operation(), () => ({ name: "Phone" })),
            reconcile(other, totp, operation(), () => ({ name: "Codes" })),
            reconcile(one, phone, operation(), () => ({ name: "Work phone" })),
        ]);
        assert.equal(writes.most, 1);
        assert.deepEqual(
            [...methods.values()].map(({ name }) => name),
            ["Work phone", "Codes"],
        );
    });

    it("look once more for a method that was enrolled after its user was read", async () => {
        const tenant = open("token-a");
        await assert.rejects(observe(tenant, totp, operation()), { name: "MethodNotFoundError" });
        assert.equal(server.apiRequests.length, 1);
        enrol("totp");
        assert.equal((await observe(tenant, totp, operation())).type, "totp");
        assert.equal(server.apiRequests.length, 2);
    });
});
