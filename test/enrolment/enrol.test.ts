import assert from "node:assert/strict";
import type { AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { ada } from "../support/scenario";
import { Enrolments, email, key, passkey, personal, phone, securityKey, totp } from "./support";

describe("enrolling a method, on the engine", () => {
    let enrolments: Enrolments;
    beforeEach(async () => {
        enrolments = await Enrolments.start();
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
        it(`sends one POST for a method of type ${args.type}, nothing more on the next up, and deletes it on destroy`, async () => {
            const named = { ...args, name: "Ours" };
            enrolments.declare(named);
            const preview = await enrolments.run("preview");
            assert.equal(preview.changes.create, 2);
            assert.deepEqual(enrolments.requests(), ["GET"]);

            await enrolments.run("up");
            assert.deepEqual(enrolments.writes(), ["POST"]);
            assert.deepEqual(enrolments.bodies("POST"), [{ ...body, name: "Ours" }]);
            const [method] = enrolments.methods;
            assert.equal((await enrolments.resource())?.id, `${ada}::${method?.id}`);

            for (const operation of ["up", "preview", "refresh", "up"] as const) {
                const { changes } = await enrolments.run(operation);
                assert.deepEqual(Object.keys(changes), ["same"], operation);
                assert.deepEqual(enrolments.requests(), ["GET"]);
            }
            await enrolments.run("destroy");
            assert.deepEqual(enrolments.requests(), ["DELETE"]);
            assert.deepEqual(enrolments.methods, []);
        });
    }

    it("sends what is declared of the settings with the POST, and a PATCH of what Auth0 did not take of it", async () => {
        enrolments.declare({ ...phone, name: "Work phone", preferredAuthenticationMethod: "voice" });
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["POST"]);
        assert.equal(enrolments.methods[0]?.preferred_authentication_method, "voice");
    });
});
