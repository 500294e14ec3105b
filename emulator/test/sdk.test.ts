// Auth0's own SDK for Node takes the tenant for Auth0.

import assert from "node:assert/strict";
import { Management } from "auth0";
import { UsersClient } from "auth0/users";
import type { EmulatorOptions, WireUser } from "../src/index";
import { ada, adaPhone, adaTotp, linus, newcomer, type Tenant, tenants, userWithPhones } from "./support/tenant";

const { user_id: many } = userWithPhones(0);

describe("the official SDK", () => {
    const start = tenants();

    async function client(options: EmulatorOptions = {}, scopes?: readonly string[]) {
        const tenant = await start(options);
        return { tenant, users: usersOf(tenant, await tenant.emulator.issueToken({ ...(scopes && { scopes }) })) };
    }

    function usersOf({ emulator }: Tenant, token: string): UsersClient {
        return new UsersClient({ baseUrl: `${emulator.url}/api/v2`, token, maxRetries: 0 });
    }

    it("lists, gets, updates and deletes what the tenant has", async () => {
        const { tenant, users } = await client();
        const { data } = await users.authenticationMethods.list(ada);
        assert.deepEqual(
            data.map(({ id }) => id),
            tenant.emulator.user(ada).authentication_methods.map(({ id }) => id),
        );
        const phone = await users.authenticationMethods.get(ada, adaPhone);
        assert.deepEqual([phone.id, phone.type, phone.name], [adaPhone, "phone", "Phone"]);

        const patch = { name: "Work phone", preferred_authentication_method: "voice" } as const;
        const updated = await users.authenticationMethods.update(ada, adaPhone, patch);
        assert.deepEqual([updated.name, updated.preferred_authentication_method], ["Work phone", "voice"]);
        assert.equal((await users.authenticationMethods.get(ada, adaPhone)).name, "Work phone");

        await users.authenticationMethods.delete(ada, adaPhone);
        assert.equal(tenant.emulator.user(ada).authentication_methods.length, 3);
    });

    it("creates, sets and deletes all", async () => {
        const { tenant, users } = await client();
        const created = await users.authenticationMethods.create(newcomer, {
            type: "phone",
            phone_number: "+442079460123",
            name: "Desk",
        });
        assert.equal(tenant.emulator.method(newcomer, String(created.id)).name, "Desk");
        const set = await users.authenticationMethods.set(newcomer, [
            { type: "totp", totp_secret: "JBSWY3DPEHPK3PXP" },
            { type: "email", email: "new@example.com" },
        ]);
        assert.deepEqual(
            set.map(({ type }) => type),
            ["totp", "email"],
        );
        await users.authenticationMethods.deleteAll(newcomer);
        assert.deepEqual(tenant.emulator.user(newcomer).authentication_methods, []);
    });

    it("looks users up by id and by e-mail address", async () => {
        const { users } = await client();
        assert.equal((await users.get(ada)).email, "ada@example.com");
        const [found, ...others] = await users.listUsersByEmail({ email: "ada@example.com" });
        assert.equal(found?.user_id, ada);
        assert.deepEqual(others, []);
    });

    it("reaches every seeded user and method, whatever is in their ids", async () => {
        const { tenant, users } = await client();
        for (const { user_id: id, authentication_methods: methods } of tenant.emulator.users) {
            assert.equal((await users.get(id)).user_id, id);
            for (const method of methods) {
                assert.equal((await users.authenticationMethods.get(id, method.id)).id, method.id);
                await users.authenticationMethods.update(id, method.id, { name: `Of ${id}` });
                assert.equal(method.name, `Of ${id}`);
            }
        }
    });

    for (const id of [
        "auth0|a@b.example",
        "samlp|corp|staff/42",
        "oauth2|siwe|eip155%3A5%3A0x5a",
        "oauth2|a%2Fb",
        "x|% +?#é",
    ]) {
        it(`lists the methods of ${id}`, async () => {
            const user: WireUser = { ...userWithPhones(2), user_id: id };
            const { users } = await client({ users: [user] });
            const { data } = await users.authenticationMethods.list(id);
            assert.equal(data.length, 2);
            await users.authenticationMethods.delete(id, String(data[0]?.id));
            assert.equal((await users.authenticationMethods.list(id)).data.length, 1);
        });
    }

    it("pages through more than 50 methods", async () => {
        const { tenant, users } = await client({ users: [userWithPhones(120)] });
        const all = tenant.emulator.user(many).authentication_methods.map(({ id }) => id);
        const found: string[] = [];
        for await (const { id } of await users.authenticationMethods.list(many)) {
            found.push(id);
        }
        assert.deepEqual(found, all);

        const page = await users.authenticationMethods.list(many, { page: 1, per_page: 50 });
        assert.equal(page.response.total, 120);
        assert.deepEqual(
            page.data.map(({ id }) => id),
            all.slice(50, 100),
        );
        assert.ok(page.hasNextPage());
        await page.getNextPage();
        assert.deepEqual(
            page.data.map(({ id }) => id),
            all.slice(100),
        );
    });

    it("takes an empty envelope, which has no total", async () => {
        const { users } = await client();
        const page = await users.authenticationMethods.list(newcomer);
        assert.deepEqual([page.data, page.response.total], [[], undefined]);
    });

    it("throws its own errors, with Auth0's body", async () => {
        const { tenant, users } = await client();
        const { authenticationMethods: methods } = users;
        await assert.rejects(methods.get(ada, "phone|dev_none"), (error: unknown) => {
            assert.ok(error instanceof Management.NotFoundError);
            assert.equal((error.body as { message?: string }).message, "The authentication method could not be found.");
            return true;
        });
        await assert.rejects(methods.list("auth0|nobody"), Management.NotFoundError);
        await assert.rejects(methods.deleteAll(linus), Management.ForbiddenError);
        await assert.rejects(
            methods.update(ada, adaTotp, { preferred_authentication_method: "sms" }),
            Management.BadRequestError,
        );
        const email = { type: "email", email: "new@example.com" } as const;
        await methods.create(newcomer, email);
        await assert.rejects(methods.create(newcomer, email), Management.ConflictError);
        tenant.emulator.revokeTokens();
        await assert.rejects(methods.list(ada), Management.UnauthorizedError);
    });

    it("is told what scope it lacks", async () => {
        const { users } = await client({}, ["read:authentication_methods"]);
        await users.authenticationMethods.list(ada);
        await assert.rejects(users.authenticationMethods.update(ada, adaPhone, { name: "x" }), (error: unknown) => {
            assert.ok(error instanceof Management.ForbiddenError);
            assert.match((error.body as { message: string }).message, /update:authentication_methods$/);
            return true;
        });
    });

    it("is told of the rate limit", async () => {
        const { users } = await client({ plan: { burst: 1, perSecond: 0.001, refill: "drip" } });
        await users.authenticationMethods.list(ada);
        await assert.rejects(users.authenticationMethods.list(ada), Management.TooManyRequestsError);
    });
});
