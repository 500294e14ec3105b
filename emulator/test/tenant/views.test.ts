import assert from "node:assert/strict";
import type { WireMethod } from "../../src/index";
import { ada, adaPhone, adaTotp, methodsPath, newcomer, tenants } from "../support/tenant";

const phone = { type: "phone", phone_number: "+442079460123" };
const email = { type: "email", email: "chuck334@example.com" };
const masked = { phone_number: "XXXXXXXXX0123", email: "chuc****@exam*******" };

type Method = Partial<WireMethod>;

describe("what answers show of methods", () => {
    const start = tenants();

    it("is masked by GET, POST and PATCH, and in the clear in the answer of PUT, as recorded", async () => {
        const tenant = await start();
        const put = await tenant.send<Method[]>("PUT", methodsPath(newcomer), { body: [phone, email] });
        assert.deepEqual(
            put.body.map((method) => method.phone_number ?? method.email),
            [phone.phone_number, email.email],
        );
        const list = await tenant.get<Method[]>(methodsPath(newcomer));
        const expected = [masked.phone_number, masked.email];
        assert.deepEqual(
            list.body.map((method) => method.phone_number ?? method.email),
            expected,
        );
        for (const [index, { id = "" }] of list.body.entries()) {
            const path = methodsPath(newcomer, id);
            const answers = [await tenant.get<Method>(path), await tenant.send<Method>("PATCH", path, { body: {} })];
            for (const { body } of answers) {
                assert.equal(body.phone_number ?? body.email, expected[index]);
            }
        }
        for (const [index, body] of [
            { ...phone, phone_number: "+442079470123" },
            { ...email, email: "chuck335@example.com" },
        ].entries()) {
            const post = await tenant.send<Method>("POST", methodsPath(newcomer), { body });
            assert.equal(post.status, 201);
            assert.equal(post.body.phone_number ?? post.body.email, expected[index]);
        }
        assert.equal(tenant.emulator.user(newcomer).authentication_methods[0]?.phone_number, phone.phone_number);
    });

    it("is in the answer to a PATCH what was recorded: no `confirmed`, no times of use, no secret", async () => {
        const tenant = await start();
        const patched = await tenant.send<Method>("PATCH", methodsPath(ada, adaPhone), {
            body: { name: "Work phone" },
        });
        assert.deepEqual(patched.body, {
            id: adaPhone,
            type: "phone",
            name: "Work phone",
            phone_number: "XXXXXXXXX0488",
            authentication_methods: [
                { id: "sms|dev_kXVq4drj3Mw6uCF5", type: "sms" },
                { id: "voice|dev_kXVq4drj3Mw6uCF5", type: "voice" },
            ],
            preferred_authentication_method: "sms",
            created_at: "2026-01-05T08:00:00.000Z",
        });
        const shown = await tenant.get<Method>(methodsPath(ada, adaPhone));
        assert.equal(shown.body.confirmed, true);
    });

    it("is a TOTP secret in the answers to a POST and a PATCH if the tenant is told so, and nowhere else", async () => {
        for (const echoTotpSecret of [undefined, false, true]) {
            const tenant = await start(echoTotpSecret === undefined ? {} : { echoTotpSecret });
            const { totp_secret: secret } = tenant.emulator.method(ada, adaTotp);
            assert.match(String(secret), /^[A-Z2-7]{32}$/);
            const patched = await tenant.send<Method>("PATCH", methodsPath(ada, adaTotp), { body: { name: "Codes" } });
            assert.equal(patched.body.totp_secret, echoTotpSecret === true ? secret : undefined);
            const body = { type: "totp", totp_secret: secret };
            const created = await tenant.send<Method>("POST", methodsPath(newcomer), { body });
            assert.equal(created.body.totp_secret, echoTotpSecret === true ? secret : undefined);
            const answers = [
                await tenant.get(methodsPath(ada)),
                await tenant.get(methodsPath(ada, adaTotp)),
                await tenant.get(`/api/v2/users/${encodeURIComponent(ada)}`),
                await tenant.send("PUT", methodsPath(newcomer), { body: [body] }),
            ];
            assert.ok(answers.every(({ status, text }) => status < 300 && !text.includes(String(secret))));
        }
    });
});
