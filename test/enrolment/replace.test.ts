import assert from "node:assert/strict";
import type { AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { ada } from "../support/scenario";
import { Enrolments, passkey, personal, phone, postRoute, totp } from "./support";

const bob = "auth0|507f1f77bcf86cd799439099";

describe("replacing an enrolled method, on the engine", () => {
    let enrolments: Enrolments;
    beforeEach(async () => {
        const users = [ada, bob].map((user_id) => ({ user_id, email: "a@example.com", authentication_methods: [] }));
        enrolments = await Enrolments.start({ users });
    });
    afterEach(async () => enrolments.stop());

    async function up(args: AuthenticationMethodArgs, options = {}) {
        enrolments.declare(args, options);
        return enrolments.run("up");
    }

    const others: readonly [what: string, first: AuthenticationMethodArgs, then: AuthenticationMethodArgs][] = [
        ["the number", phone, { ...phone, phoneNumber: personal.otherPhone }],
        ["the TOTP secret", totp, { ...totp, totpSecret: personal.otherTotp }],
        ["the key", passkey, { ...passkey, keyId: "YW5vdGhlci1rZXktaWQ" }],
        ["the type", phone, totp],
        ["the user", phone, { ...phone, userId: bob }],
    ];
    for (const [what, first, then] of others) {
        it(`enrols the new method before it deletes the old one when ${what} changes, so that the user is never without`, async () => {
            await up(first);
            const [old] = enrolments.methods;
            enrolments.writes();
            const { changes, output } = await up(then);
            assert.ok((changes["create-replacement"] ?? 0) + (changes.replace ?? 0) > 0, output);
            assert.deepEqual(enrolments.writes(), ["POST", "DELETE"]);
            const left = enrolments.scenario.emulator.users.flatMap(
                ({ authentication_methods }) => authentication_methods,
            );
            assert.equal(left.length, 1);
            assert.notEqual(left[0]?.id, old?.id);
            assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
        });
    }

    it("deletes the old method first where Auth0 would take the new one for it: another user agent of one passkey", async () => {
        await up(passkey);
        enrolments.writes();
        await up({ ...passkey, userAgent: "Another browser" });
        assert.deepEqual(enrolments.writes(), ["DELETE", "POST"]);
        assert.deepEqual(
            enrolments.methods.map(({ user_agent }) => user_agent),
            ["Another browser"],
        );
    });

    it("deletes it first when the tenant gets a name", async () => {
        const { stack, emulator } = enrolments.scenario;
        const block = { domain: emulator.url, apiToken: await emulator.issueToken({}) };
        await stack.setConfig({
            "auth0-authentication-methods:tenants": { value: JSON.stringify({ main: block }), secret: true },
        });
        await up(phone);
        enrolments.writes();
        await up({ ...phone, tenant: "main" });
        assert.deepEqual(enrolments.writes(), ["DELETE", "POST"]);
    });

    it("keeps the old method where the new one is refused, and says which option deletes it first", async () => {
        await up(totp);
        const limit = { statusCode: 403, error: "Forbidden", errorCode: "too_many_entities" };
        const message = "You reached the limit of entities of this type for this user.";
        enrolments.scenario.emulator.fault({ route: postRoute, status: 403, body: { ...limit, message } });
        enrolments.declare({ ...totp, totpSecret: personal.otherTotp });
        enrolments.writes();
        assert.match(
            await enrolments.fail("up"),
            /as many methods of this type as Auth0 allows.*deleteBeforeReplace: true/,
        );
        assert.deepEqual(enrolments.writes(), ["POST"]);
        assert.equal(enrolments.methods[0]?.totp_secret, personal.totp);
        await up({ ...totp, totpSecret: personal.otherTotp }, { deleteBeforeReplace: true });
        assert.deepEqual(enrolments.writes(), ["DELETE", "POST"]);
    });

    it("does not replace for the order of the transports", async () => {
        await up(passkey);
        enrolments.writes();
        const { changes } = await up({ ...passkey, transports: ["hybrid", "internal"] });
        assert.equal(changes.replace ?? changes["create-replacement"], undefined);
        assert.deepEqual(enrolments.writes(), []);
    });

    it("shows a replacement at preview, and writes nothing, where a value is not known yet", async () => {
        await up(phone);
        enrolments.writes();
        const pulumi = await import("@pulumi/pulumi");
        const { AuthenticationMethod } = await import("pulumi-auth0-authentication-methods");
        enrolments.scenario.stack.program = async () => {
            const first = new AuthenticationMethod("first", totp);
            // Known once the other resource is there.
            const phoneNumber = first.authenticationMethodId.apply(() => personal.otherPhone);
            new AuthenticationMethod("m", { ...phone, phoneNumber: pulumi.secret(phoneNumber) });
        };
        const preview = await enrolments.run("preview");
        assert.ok((preview.changes["create-replacement"] ?? preview.changes.replace ?? 0) > 0, preview.output);
        assert.deepEqual(enrolments.writes(), []);
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes().sort(), ["DELETE", "POST", "POST"]);
    });
});

describe("an enrolled method that was deleted behind Pulumi's back, on the engine", () => {
    let enrolments: Enrolments;
    beforeEach(async () => {
        enrolments = await Enrolments.start();
        enrolments.declare({ ...totp, name: "Codes" });
        await enrolments.run("up");
        enrolments.methods.splice(0);
        enrolments.writes();
    });
    afterEach(async () => enrolments.stop());

    const message =
        /"totp\|dev_\w+" of user .* does not exist in tenant .* any more.*`pulumi up --refresh` enrols it anew/;

    it("is not enrolled again by a plain up, which says what does it", async () => {
        for (const operation of ["preview", "up"] as const) {
            assert.match(await enrolments.fail(operation), message);
        }
        assert.deepEqual(enrolments.writes(), []);
        const { changes } = await enrolments.run("up", { refresh: true });
        assert.equal(changes.create, 1);
        assert.deepEqual(enrolments.writes(), ["POST"]);
        assert.equal(enrolments.methods.length, 1);
    });

    it("leaves the state on refresh, and with it what was secret", async () => {
        await enrolments.run("refresh");
        assert.equal(await enrolments.resource(), undefined);
    });

    it("is told by the update that meets it, where previews are not live", async () => {
        await enrolments.scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
        await enrolments.run("preview");
        enrolments.declare({ ...totp, name: "Other codes" });
        assert.match(await enrolments.fail("up"), message);
        enrolments.declare();
        await enrolments.run("up");
    });
});
