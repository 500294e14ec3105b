import assert from "node:assert/strict";
import { methodsPath, newcomer, type Tenant, tenants, userWithPhones } from "../support/tenant";

interface Envelope {
    readonly start: number;
    readonly limit: number;
    readonly total?: number;
    readonly authenticators: readonly { readonly id: string }[];
}

const { user_id: many } = userWithPhones(0);

describe("a list of methods", () => {
    const start = tenants();

    async function ids(tenant: Tenant, query: string): Promise<string[]> {
        const { body } = await tenant.get<{ id: string }[]>(`${methodsPath(many)}?${query}`);
        return body.map(({ id }) => id);
    }

    function envelope(tenant: Tenant, userId: string, query = ""): Promise<Envelope> {
        return tenant.get<Envelope>(`${methodsPath(userId)}?include_totals=true${query}`).then(({ body }) => body);
    }

    it("is bare unless totals are asked for, and 50 long at the most", async () => {
        const tenant = await start({ users: [userWithPhones(120)] });
        const all = tenant.emulator.user(many).authentication_methods.map(({ id }) => id);
        assert.deepEqual(await ids(tenant, ""), all.slice(0, 50));
        assert.deepEqual(await ids(tenant, "include_totals=false&page=1"), all.slice(50, 100));
        assert.deepEqual(await ids(tenant, "page=2"), all.slice(100));
        assert.deepEqual(await ids(tenant, "page=3"), []);
    });

    it("has pages as long as is asked for, but never longer than the public cloud serves", async () => {
        const tenant = await start({ users: [userWithPhones(120)] });
        const all = tenant.emulator.user(many).authentication_methods.map(({ id }) => id);
        assert.deepEqual(await ids(tenant, "per_page=7&page=2"), all.slice(14, 21));
        assert.deepEqual(await ids(tenant, "per_page=100&page=1"), all.slice(50, 100));
        assert.deepEqual(await ids(tenant, "per_page=0"), []);
    });

    it("comes in an envelope that says where it is", async () => {
        const tenant = await start({ users: [userWithPhones(120)] });
        const { authenticators, ...page } = await envelope(tenant, many, "&page=2");
        assert.equal(authenticators.length, 20);
        assert.deepEqual(page, { start: 100, limit: 50, total: 120 });
        const { authenticators: none, ...beyond } = await envelope(tenant, many, "&page=3");
        assert.deepEqual(none, []);
        assert.deepEqual(beyond, { start: 150, limit: 50, total: 120 });
        assert.equal((await envelope(tenant, many, "&per_page=100")).limit, 50);
    });

    it("leaves `total` out of the envelope where there is nothing at all, as recorded", async () => {
        const tenant = await start();
        assert.deepEqual(await envelope(tenant, newcomer), { authenticators: [], start: 0, limit: 50 });
    });
});
