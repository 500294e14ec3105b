import assert from "node:assert/strict";
import type { WireMethod } from "../../src/index";
import { ada, adaPhone, adaTotp, john, linus, methodsPath, newcomer, tenants } from "../support/tenant";

const phone = { type: "phone", phone_number: "+442079460123" };
const email = { type: "email", email: "new@example.com" };

type Method = Partial<WireMethod>;

describe("a user's authentication methods", () => {
    const start = tenants();

    it("are remembered: what a PATCH sets, GET shows, and nothing else has changed", async () => {
        const tenant = await start();
        const path = methodsPath(ada, adaPhone);
        const before = await tenant.get<Method>(path);
        const others = structuredClone(tenant.emulator.users).filter(({ user_id }) => user_id !== ada);
        const patch = { name: "Work phone", preferred_authentication_method: "voice" };
        const patched = await tenant.send<Method>("PATCH", path, { body: patch });
        assert.equal(patched.status, 200);
        assert.deepEqual((await tenant.get(path)).body, { ...before.body, ...patch });
        const list = await tenant.get<Method[]>(methodsPath(ada));
        assert.deepEqual(list.body[0], { ...before.body, ...patch });
        assert.deepEqual(
            tenant.emulator.users.filter(({ user_id }) => user_id !== ada),
            others,
        );
    });

    it("take no property that is not documented", async () => {
        const tenant = await start();
        const before = structuredClone(tenant.emulator.users);
        const answers = [
            await tenant.send("PATCH", methodsPath(ada, adaPhone), { body: { name: "x", confirmed: false } }),
            await tenant.send("PATCH", methodsPath(ada, adaPhone), { body: { phone_number: "+442079460999" } }),
            await tenant.send("POST", methodsPath(ada), { body: { ...phone, id: "phone|dev_mine" } }),
            await tenant.send("PUT", methodsPath(newcomer), { body: [{ ...phone, key_id: "x" }] }),
        ];
        for (const { status, body } of answers) {
            assert.equal(status, 400);
            assert.equal(body["errorCode"], "invalid_body");
            assert.match(
                String(body["message"]),
                /^Payload validation error: 'Additional properties not allowed: \w+'/,
            );
        }
        assert.deepEqual(tenant.emulator.users, before);
    });

    it("take a preference on a phone alone", async () => {
        const tenant = await start();
        const preference = { preferred_authentication_method: "sms" };
        const before = structuredClone(tenant.emulator.users);
        const answers = [
            await tenant.send("PATCH", methodsPath(ada, adaTotp), { body: { name: "x", ...preference } }),
            await tenant.send("POST", methodsPath(newcomer), { body: { ...email, ...preference } }),
            await tenant.send("PUT", methodsPath(newcomer), { body: [phone, { ...email, ...preference }] }),
        ];
        for (const { status, body } of answers) {
            assert.equal(status, 400);
            assert.match(String(body["message"]), /phone authentication methods only/);
        }
        assert.deepEqual(tenant.emulator.users, before);
    });

    it("take an empty PATCH, which changes nothing", async () => {
        const tenant = await start();
        const before = structuredClone(tenant.emulator.users);
        for (const body of [{}, undefined]) {
            assert.equal((await tenant.send("PATCH", methodsPath(ada, adaPhone), { body })).status, 200);
        }
        assert.deepEqual(tenant.emulator.users, before);
    });

    it("are confirmed at once when they are made through the API, and keep what they were made of", async () => {
        const tenant = await start();
        const { body } = await tenant.send<Method>("POST", methodsPath(newcomer), { body: { ...phone, name: "Desk" } });
        const made = tenant.emulator.method(newcomer, String(body.id));
        assert.match(made.id, /^phone\|dev_[A-Za-z0-9]{16}$/);
        const key = made.id.slice("phone|".length);
        assert.deepEqual(made, {
            ...phone,
            name: "Desk",
            id: made.id,
            confirmed: true,
            created_at: new Date(made.created_at).toISOString(),
            preferred_authentication_method: "sms",
            authentication_methods: [
                { id: `sms|${key}`, type: "sms" },
                { id: `voice|${key}`, type: "voice" },
            ],
        });
    });

    it("cannot be made twice: a number, an address, a secret or a key that the user has is a conflict", async () => {
        const tenant = await start();
        const bodies = [
            phone,
            email,
            { type: "totp", totp_secret: "JBSWY3DPEHPK3PXP" },
            { type: "webauthn-roaming", key_id: "a2V5" },
            { type: "passkey", key_id: "a2V5" },
        ];
        for (const body of bodies) {
            assert.equal((await tenant.send("POST", methodsPath(newcomer), { body })).status, 201, body.type);
            const again = await tenant.send("POST", methodsPath(newcomer), { body });
            assert.equal(again.status, 409, body.type);
            assert.equal(again.body["message"], "Authentication method already exists.");
        }
        assert.equal(tenant.emulator.user(newcomer).authentication_methods.length, bodies.length);
        assert.equal((await tenant.send("POST", methodsPath(john), { body: phone })).status, 201);
    });

    it("are replaced by PUT, all of them, and not merged", async () => {
        const tenant = await start();
        await tenant.send("POST", methodsPath(newcomer), { body: phone });
        const put = await tenant.send<Method[]>("PUT", methodsPath(newcomer), { body: [email] });
        assert.equal(put.status, 200);
        assert.deepEqual(
            tenant.emulator.user(newcomer).authentication_methods.map(({ type }) => type),
            ["email"],
        );
        const twice = await tenant.send("PUT", methodsPath(newcomer), { body: [phone, phone] });
        assert.equal(twice.status, 409);
        assert.equal(tenant.emulator.user(newcomer).authentication_methods.length, 1);
        assert.deepEqual((await tenant.send<Method[]>("PUT", methodsPath(newcomer), { body: [] })).body, []);
        assert.deepEqual(tenant.emulator.user(newcomer).authentication_methods, []);
    });

    it("are neither replaced nor deleted as a whole where there is a passkey", async () => {
        const tenant = await start();
        for (const [method, body] of [
            ["PUT", [phone]],
            ["DELETE", undefined],
        ] as const) {
            const answer = await tenant.send(method, methodsPath(linus), { body });
            assert.equal(answer.status, 403);
            assert.match(String(answer.body["message"]), /at least 1 passkey$/);
        }
        const { authentication_methods: passkeys } = tenant.emulator.user(linus);
        assert.equal(passkeys.length, 2);
        for (const { id } of [...passkeys]) {
            assert.equal((await tenant.send("DELETE", methodsPath(linus, id))).status, 204);
        }
        assert.equal((await tenant.send("DELETE", methodsPath(linus))).status, 204);
    });

    it("are deleted one by one, or all at once", async () => {
        const tenant = await start();
        const one = await tenant.send("DELETE", methodsPath(ada, adaPhone));
        assert.deepEqual([one.status, one.text], [204, ""]);
        assert.equal((await tenant.get(methodsPath(ada, adaPhone))).status, 404);
        assert.equal((await tenant.send("DELETE", methodsPath(ada, adaPhone))).status, 404);
        assert.equal(tenant.emulator.user(ada).authentication_methods.length, 3);

        const all = await tenant.send("DELETE", methodsPath(john));
        assert.deepEqual([all.status, all.text], [204, ""]);
        assert.deepEqual((await tenant.get(methodsPath(john))).body, []);
    });

    it("are deleted together where they are linked, whichever of them is named", async () => {
        for (const type of ["push", "totp"]) {
            const tenant = await start();
            const { authentication_methods: methods } = tenant.emulator.user(john);
            const named = methods.find((method) => method.type === type) ?? assert.fail();
            const other = methods.find(({ id }) => id === named.link_id) ?? assert.fail();
            assert.equal(other.link_id, named.id);
            assert.equal((await tenant.send("DELETE", methodsPath(john, named.id))).status, 204);
            const left = await tenant.get<Method[]>(methodsPath(john));
            assert.deepEqual(
                left.body.map((method) => method.type),
                ["webauthn-platform"],
            );
        }
    });

    it("are deleted together where one of them alone names the link", async () => {
        const created_at = "2026-01-05T08:00:00.000Z";
        const methods = [
            { id: "push|dev_1", type: "push", link_id: "totp|dev_1", created_at },
            { id: "totp|dev_1", type: "totp", created_at },
            { id: "totp|dev_2", type: "totp", created_at },
        ];
        for (const id of ["push|dev_1", "totp|dev_1"]) {
            const tenant = await start({ users: [{ user_id: ada, email: "a@b.c", authentication_methods: methods }] });
            assert.equal((await tenant.send("DELETE", methodsPath(ada, id))).status, 204);
            assert.deepEqual(tenant.emulator.user(ada).authentication_methods, methods.slice(2));
        }
    });

    it("of nobody: 404 where that is documented, 400 for PUT and success for DELETE of all, where it is not", async () => {
        const tenant = await start();
        const [all, one] = [methodsPath("auth0|nobody"), methodsPath("auth0|nobody", adaPhone)];
        const body = {
            statusCode: 404,
            error: "Not Found",
            message: "The user does not exist.",
            errorCode: "inexistent_user",
        };
        for (const answer of [
            await tenant.get(all),
            await tenant.get(one),
            await tenant.send("POST", all, { body: phone }),
            await tenant.send("PATCH", one, { body: { name: "x" } }),
            await tenant.send("DELETE", one),
        ]) {
            assert.deepEqual(answer.body, body);
        }
        assert.equal((await tenant.send("PUT", all, { body: [] })).status, 400);
        assert.equal((await tenant.send("DELETE", all)).status, 204);
    });

    it("that do not exist are a 404 without an error code", async () => {
        const tenant = await start();
        const path = methodsPath(ada, "phone|dev_none");
        for (const answer of [
            await tenant.get(path),
            await tenant.send("PATCH", path, { body: { name: "x" } }),
            await tenant.send("DELETE", path),
        ]) {
            assert.deepEqual(answer.body, {
                statusCode: 404,
                error: "Not Found",
                message: "The authentication method could not be found.",
            });
        }
    });

    it("are also what the test that runs the tenant makes of them", async () => {
        const tenant = await start();
        tenant.emulator.method(ada, adaPhone).name = "Private";
        assert.equal((await tenant.get(methodsPath(ada, adaPhone))).body["name"], "Private");
        tenant.emulator.user(ada).authentication_methods.splice(0, 1);
        assert.equal((await tenant.get(methodsPath(ada, adaPhone))).status, 404);
        tenant.emulator.users.splice(0);
        assert.equal((await tenant.get(methodsPath(ada))).status, 404);
    });
});
