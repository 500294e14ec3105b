import assert from "node:assert/strict";
import type { AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { ada } from "../support/scenario";
import { Enrolments, email, key, passkey, personal, phone, securityKey, totp } from "./support";

describe("enrolling a method, on the engine", () => {
    let enrolments: Enrolments;
    beforeEach(async () => {
        enrolments = await Enrolments.start({ echoTotpSecret: true });
    });
    afterEach(async () => enrolments.stop());

    const types: readonly [args: AuthenticationMethodArgs, body: object][] = [
        [phone, { type: "phone", phone_number: personal.phone }],
        [email, { type: "email", email: personal.email }],
        [totp, { type: "totp", totp_secret: personal.totp }],
        [securityKey, { type: "webauthn-roaming", key_id: key.keyId, public_key: key.publicKey }],
        [
            passkey,
            {
                type: "passkey",
                key_id: key.keyId,
                public_key: key.publicKey,
                relying_party_identifier: "login.example.com",
                aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
                credential_device_type: "multi_device",
                credential_backed_up: true,
                identity_user_id: "507f1f77bcf86cd799439020",
                user_agent: "Mozilla/5.0",
                user_handle: "dXNlci1oYW5kbGU",
                transports: ["internal", "hybrid"],
            },
        ],
    ];
    for (const [args, body] of types) {
        it(`sends one POST for a method of type ${args.type}, nothing more afterwards, and deletes it on destroy`, async () => {
            enrolments.declare({ ...args, name: "Ours" });
            const preview = await enrolments.run("preview");
            assert.equal(preview.changes.create, 2);
            assert.deepEqual(enrolments.requests(), ["GET"]);

            await enrolments.run("up");
            assert.deepEqual(enrolments.requests(), ["GET", "GET", "POST", "GET"]);
            assert.deepEqual(enrolments.bodies("POST"), [{ ...body, name: "Ours" }]);
            const [method] = enrolments.methods;
            assert.equal((await enrolments.resource())?.id, `${ada}::${method?.id}`);

            const up = await enrolments.run("up", { refresh: true });
            assert.deepEqual(Object.keys(up.changes), ["same"]);
            assert.deepEqual(enrolments.requests(), ["GET"]);
            await enrolments.run("destroy");
            assert.deepEqual(enrolments.requests(), ["DELETE"]);
            assert.deepEqual(enrolments.methods, []);
        });
    }

    it("changes nothing afterwards, on any operation, with live reading and without", async () => {
        enrolments.declare({ ...phone, name: "Work phone", preferredAuthenticationMethod: "voice" });
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["POST"]);
        for (const livePreview of ["true", "false"]) {
            await enrolments.scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": livePreview });
            for (const operation of ["up", "preview", "refresh", "up"] as const) {
                const { changes } = await enrolments.run(operation);
                assert.deepEqual(Object.keys(changes), ["same"], operation);
                const reads = livePreview === "true" || operation === "refresh" ? ["GET"] : [];
                assert.deepEqual(enrolments.requests(), reads, operation);
            }
        }
    });

    it("deletes that one method alone, and succeeds where it or its user is gone already", async () => {
        const theirs = { id: "totp|dev_theirs", type: "totp", confirmed: true, created_at: "2026-01-05T08:00:00.000Z" };
        enrolments.methods.push(theirs);
        enrolments.declare(totp);
        for (const gone of ["nothing", "method", "user"]) {
            await enrolments.run("up");
            assert.equal(enrolments.methods.length, 2);
            if (gone === "method") {
                enrolments.methods.pop();
            }
            const removed = gone === "user" ? enrolments.scenario.emulator.users.splice(0, 1) : [];
            await enrolments.run("destroy");
            assert.equal(await enrolments.resource(), undefined);
            enrolments.scenario.emulator.users.push(...removed);
            enrolments.methods.splice(0, enrolments.methods.length, theirs);
        }
    });

    it("deletes a method that is taken out of the program, and not one that is protected", async () => {
        enrolments.declare(phone, { protect: true });
        await enrolments.run("up");
        enrolments.declare();
        assert.match(await enrolments.fail("up"), /protect/);
        assert.equal(enrolments.methods.length, 1);
        enrolments.declare(phone);
        await enrolments.run("up");
        enrolments.declare();
        await enrolments.run("up");
        assert.deepEqual(enrolments.methods, []);
    });

    it("enrols several methods of one user one after the other, each as its own", async () => {
        const { AuthenticationMethod } = await import("pulumi-auth0-authentication-methods");
        enrolments.scenario.stack.program = async () => {
            for (const [index, args] of [phone, email, totp, securityKey].entries()) {
                new AuthenticationMethod(`m${index}`, { ...args, name: `Method ${index}` });
            }
        };
        await enrolments.run("up");
        assert.deepEqual(
            new Set(enrolments.methods.map(({ type, name }) => `${type} ${name}`)),
            new Set(["phone Method 0", "email Method 1", "totp Method 2", "webauthn-roaming Method 3"]),
        );
        assert.deepEqual(enrolments.writes(), ["POST", "POST", "POST", "POST"]);
        assert.deepEqual(Object.keys((await enrolments.run("up", { refresh: true })).changes), ["same"]);
    });

    it("enrols in the named tenant, and deletes from it", async () => {
        const { stack, emulator } = enrolments.scenario;
        const block = { domain: emulator.url, apiToken: await emulator.issueToken({}) };
        await stack.setConfig({
            "auth0:domain": "http://127.0.0.1:9",
            "auth0-authentication-methods:tenants": { value: JSON.stringify({ other: block }), secret: true },
        });
        enrolments.declare({ ...phone, tenant: "other" });
        await enrolments.run("up");
        assert.equal(enrolments.methods.length, 1);
        await enrolments.run("refresh");
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.methods, []);
    });
});
