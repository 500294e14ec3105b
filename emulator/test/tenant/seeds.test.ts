import assert from "node:assert/strict";
import type { WireMethod, WireUser } from "../../src/index";
import { makeUsers } from "../../src/tenant/seeds";
import { Contract } from "../support/contract";
import { ada, adaPhone, adaTotp, grace, john, linus, newcomer, tenants } from "../support/tenant";

function methodsOf(users: readonly WireUser[]): WireMethod[] {
    return users.flatMap(({ authentication_methods }) => authentication_methods);
}

function assertUnique(values: readonly string[]): void {
    assert.equal(new Set(values).size, values.length);
}

describe("the seeded users", () => {
    const start = tenants();

    it("are the same each time", async () => {
        assert.deepEqual(makeUsers(40), makeUsers(40));
        const [one, other] = [await start({ users: 40 }), await start({ users: 40 })];
        assert.deepEqual(one.emulator.users, other.emulator.users);
        assert.deepEqual(one.emulator.users, makeUsers(40));
    });

    it("are the first ones of a greater number", () => {
        const hundred = makeUsers(100);
        for (const count of [0, 1, 8, 9, 99]) {
            assert.deepEqual(makeUsers(count), hundred.slice(0, count));
        }
    });

    it("are 25 unless told", async () => {
        assert.equal((await start()).emulator.users.length, 25);
        assert.equal((await start({ users: 3 })).emulator.users.length, 3);
    });

    it("have methods of every type that Auth0 documents", () => {
        const types = new Set(methodsOf(makeUsers(25)).map(({ type }) => type));
        const documented =
            new Contract("management-api.openapi.json").schema("AuthenticationMethodTypeEnum").enum ?? [];
        assert.deepEqual([...types].sort(), [...documented].sort());
    });

    it("have the ids that documentation and examples name", () => {
        const users = makeUsers(8);
        assert.deepEqual(
            users.map(({ user_id }) => user_id),
            [
                ada,
                grace,
                john,
                "oauth2|siwe|eip155%3A5%3A0x5aAeb6053F",
                "samlp|corp|staff/0042",
                linus,
                newcomer,
                "auth0|507f1f77bcf86cd799439027",
            ],
        );
        const ids = methodsOf(users).map(({ id }) => id);
        for (const id of [adaPhone, adaTotp, "webauthn-roaming|dev_nTfxQhX9mWk2PzLc"]) {
            assert.ok(ids.includes(id), id);
        }
    });

    it("have methods whose ids begin with their type", () => {
        for (const { id, type } of methodsOf(makeUsers(200))) {
            assert.match(
                id,
                type === "password" ? /^password\|[\w-]+$/ : new RegExp(`^${type}\\|dev_[A-Za-z0-9]{16}$`),
            );
        }
    });

    it("have ids of their own, users and methods alike", () => {
        const users = makeUsers(5_000);
        assertUnique(users.map(({ user_id }) => user_id));
        assertUnique(users.map(({ email }) => email));
        assertUnique(methodsOf(users).map(({ id }) => id));
    });

    it("have phone numbers that are kept for fiction and addresses that are kept for examples", () => {
        const users = makeUsers(1_000);
        for (const { phone_number, email } of methodsOf(users)) {
            // Ofcom gives 020 7946 0000 to 0999 to nobody.
            assert.match(phone_number ?? "+442079460000", /^\+442079460\d{3}$/);
            assert.match(email ?? "x@example.com", /@example\.(com|net|org)$/);
        }
        assert.ok(users.every(({ email }) => /@example\.(com|net|org)$/.test(email)));
    });

    it("include some with several methods of one type, and one with none", () => {
        const [, , , , , passkeys, none, phones] = makeUsers(8).map(({ authentication_methods: methods }) =>
            methods.map(({ type }) => type),
        );
        assert.deepEqual(passkeys, ["passkey", "passkey"]);
        assert.deepEqual(none, []);
        assert.deepEqual(phones, ["password", "phone", "phone"]);
    });

    it("give way to a test's own users, which it may change without changing the tenant", async () => {
        const users: WireUser[] = [{ user_id: "auth0|mine", email: "mine@example.com", authentication_methods: [] }];
        const { emulator } = await start({ users });
        users[0]?.authentication_methods.push({ id: "x", type: "phone", created_at: "2026-01-05T08:00:00.000Z" });
        assert.deepEqual(emulator.users, [
            { user_id: "auth0|mine", email: "mine@example.com", authentication_methods: [] },
        ]);
    });
});
