import assert from "node:assert/strict";
import { deleteRoute, Enrolments, listRoute, passkey, patchRoute, personal, phone, postRoute, totp } from "./support";

const refused = { status: 403, body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" } };

describe("an enrolment that goes wrong, on the engine", () => {
    let enrolments: Enrolments;
    let onPost: () => void;
    beforeEach(async () => {
        onPost = () => {};
        enrolments = await Enrolments.start({
            config: { "auth0:debug": "true" },
            onRequest: ({ method, path }) => {
                if (method === "POST" && path.startsWith("/api/")) {
                    onPost();
                }
            },
        });
    });
    afterEach(async () => enrolments.stop());

    for (const args of [totp, phone]) {
        it(`makes one method where the answer was lost: it is known again (${args.type})`, async () => {
            enrolments.scenario.emulator.fault({ route: postRoute, reset: true, applied: true });
            enrolments.declare({ ...args, name: "Ours" });
            const { output } = await enrolments.run("up");
            assert.match(output, /the answer to its enrolment was lost; it is known again/);
            assert.deepEqual(enrolments.writes(), ["POST"]);
            assert.equal(enrolments.methods.length, 1);
            assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
            await enrolments.run("destroy");
            assert.deepEqual(enrolments.methods, []);
        });
    }

    it("makes one method where the answer is an error although it was carried out, or does not name the method", async () => {
        for (const answer of [{ status: 500 }, { status: 201, body: { type: "totp" } }]) {
            enrolments.scenario.emulator.fault({ route: postRoute, applied: true, ...answer });
            enrolments.declare(totp);
            await enrolments.run("up");
            assert.deepEqual(enrolments.writes(), ["POST"]);
            assert.equal(enrolments.methods.length, 1);
            await enrolments.run("destroy");
            assert.deepEqual(enrolments.writes(), ["DELETE"]);
        }
    });

    it("makes one method where the request was lost: it is sent again", async () => {
        enrolments.scenario.emulator.fault({ route: postRoute, reset: true });
        enrolments.declare(totp);
        await enrolments.run("up");
        assert.deepEqual(enrolments.writes(), ["POST", "POST"]);
        assert.equal(enrolments.methods.length, 1);
    });

    it("says what to look for where the answer was lost and the methods cannot be read", async () => {
        const { emulator } = enrolments.scenario;
        enrolments.declare(totp);
        emulator.fault({ route: postRoute, reset: true, applied: true });
        onPost = () => emulator.fault({ route: listRoute, times: 99, ...refused });
        const output = await enrolments.fail("up");
        assert.match(
            output,
            /It may have been enrolled all the same.*Before it, the user had no method of type "totp"\. Look for/,
        );
        assert.deepEqual(enrolments.writes(), ["POST"]);
        assert.equal(await enrolments.resource(), undefined);
    });

    it("takes over nothing that the user has: it names it and says what to do", async () => {
        const theirs = {
            id: "passkey|dev_theirs",
            type: "passkey",
            name: "Laptop",
            confirmed: true,
            key_id: passkey.keyId,
            public_key: passkey.publicKey,
            created_at: "2026-01-05T08:00:00.000Z",
        };
        enrolments.methods.push(theirs);
        enrolments.declare(passkey);
        const output = await enrolments.fail("up");
        assert.match(
            output,
            /already has the method of type "passkey".*"passkey\|dev_theirs" \("passkey", named "Laptop", created 2026-01-05T08:00Z\)/,
        );
        assert.match(output, /Declare it with AuthenticationMethodSettings, which never deletes a method/);
        assert.equal(await enrolments.resource(), undefined);
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.methods, [theirs]);
    });

    it("is finished by the next up where the PATCH failed: with an update, and no second POST", async () => {
        onPost = () => {
            delete enrolments.methods[0]?.name;
        };
        enrolments.scenario.emulator.fault({ route: patchRoute, ...refused });
        enrolments.declare({ ...phone, name: "Work phone" });
        const output = await enrolments.fail("up");
        assert.match(output, /"phone\|dev_\w+" of user .* was enrolled, but then: .*403.*goes on from there/);
        const resource = await enrolments.resource();
        assert.equal(resource?.outputs["phoneNumber"], personal.phone);
        assert.deepEqual(resource.secretOutputs, ["phoneNumber"]);
        enrolments.writes();
        assert.equal((await enrolments.run("up")).changes.update, 1);
        assert.deepEqual(enrolments.writes(), ["PATCH"]);
        assert.equal(enrolments.methods[0]?.name, "Work phone");
        assert.deepEqual(Object.keys((await enrolments.run("up")).changes), ["same"]);
    });

    for (const next of ["up", "destroy", "refresh"] as const) {
        it(`is not lost where it could not be read any more: ${next} comes next`, async () => {
            const { emulator } = enrolments.scenario;
            onPost = () => emulator.fault({ route: listRoute, ...refused });
            enrolments.declare({ ...totp, name: "Codes" });
            assert.match(await enrolments.fail("up"), /was enrolled, but then: Could not read/);
            const resource = await enrolments.resource();
            assert.equal(resource?.outputs["totpSecret"], personal.totp);
            assert.deepEqual(resource.secretOutputs, ["totpSecret"]);
            enrolments.writes();
            await enrolments.run(next);
            assert.deepEqual(enrolments.writes(), next === "destroy" ? ["DELETE"] : []);
            assert.equal(enrolments.methods.length, next === "destroy" ? 0 : 1);
            if (next !== "destroy") {
                await enrolments.run("up");
                assert.deepEqual(enrolments.writes(), []);
                assert.equal(typeof (await enrolments.resource())?.outputs["createdAt"], "string");
                assert.equal((await enrolments.resource())?.initErrors, undefined);
            }
        });
    }

    it("deletes once where the answer to the deletion was lost", async () => {
        enrolments.declare(totp);
        await enrolments.run("up");
        enrolments.writes();
        enrolments.scenario.emulator.fault({ route: deleteRoute, reset: true, applied: true });
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.writes(), ["DELETE", "DELETE"]);
        assert.equal(await enrolments.resource(), undefined);
    });

    it("keeps a method whose deletion failed in the state", async () => {
        enrolments.declare(totp);
        await enrolments.run("up");
        enrolments.scenario.emulator.fault({ route: deleteRoute, ...refused });
        assert.match(
            await enrolments.fail("destroy"),
            /delete authentication method .*403.*delete:authentication_methods/,
        );
        await enrolments.run("destroy");
        assert.deepEqual(enrolments.methods, []);
    });

    it("names the scope that is missing", async () => {
        const { stack, emulator } = enrolments.scenario;
        stack.env = {
            ...stack.env,
            AUTH0_API_TOKEN: await emulator.issueToken({
                scopes: ["read:authentication_methods", "update:authentication_methods"],
            }),
        };
        enrolments.declare(totp);
        assert.match(await enrolments.fail("up"), /Grant the scope create:authentication_methods to the application/);
        assert.deepEqual(enrolments.methods, []);
    });
});
