import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AuthenticationMethod, type AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import { saidOf } from "../support/said";
import type { OperationResult } from "../support/stack";
import { Cases, passkey, personal, phone, postRoute, type Taken, totp } from "./support";

const bob = "auth0|507f1f77bcf86cd799439099";

const others: readonly [what: string, first: AuthenticationMethodArgs, then: AuthenticationMethodArgs][] = [
    ["the number", phone, { ...phone, phoneNumber: personal.otherPhone }],
    ["the TOTP secret", totp, { ...totp, totpSecret: personal.otherTotp }],
    ["the key", passkey, { ...passkey, keyId: "YW5vdGhlci1rZXktaWQ" }],
    ["the type", phone, totp],
    ["the user", phone, { ...phone, userId: bob }],
];
const slug = (what: string) => what.replaceAll(" ", "-");

describe("replacing an enrolled method, on the engine", () => {
    const names = [...others.map(([what]) => slug(what)), "agent", "tenant", "renamed", "refused", "order", "unknown"];
    let cases: Cases<string>;
    let preview: OperationResult;
    let up: OperationResult;
    let enrolledFirst: Record<string, Taken>;
    let previewed: Record<string, Taken>;
    let taken: Record<string, Taken>;
    before(async () => {
        cases = await Cases.start(names);
        for (const name of names) {
            cases.of(name).emulator.users.push({ user_id: bob, email: "b@example.com", authentication_methods: [] });
        }
        // One tenant by two names.
        const { url: domain, clientId, clientSecret } = cases.of("tenant").emulator;
        cases.configure("renamed", { domain, clientId, clientSecret });
        const first: Record<string, AuthenticationMethodArgs> = {
            ...Object.fromEntries(others.map(([what, args]) => [slug(what), args])),
            agent: passkey,
            tenant: { ...phone, userId: cases.of("tenant").userId },
            refused: totp,
            order: passkey,
            unknown: phone,
        };
        cases.declare(first);
        await cases.run("up");
        enrolledFirst = cases.take();

        const then: Record<string, AuthenticationMethodArgs> = {
            ...Object.fromEntries(others.map(([what, , args]) => [slug(what), args])),
            agent: { ...passkey, userAgent: "Another browser" },
            tenant: { ...phone, userId: cases.of("tenant").userId, tenant: "renamed" },
            refused: { ...totp, totpSecret: personal.otherTotp },
            order: { ...passkey, transports: ["hybrid", "internal"] },
        };
        cases.declare(then);
        declareUnknownToo();
        preview = await cases.run("preview");
        previewed = cases.take();

        const limit = { statusCode: 403, error: "Forbidden", errorCode: "too_many_entities" };
        const message = "You reached the limit of entities of this type for this user.";
        cases.of("refused").emulator.fault({ route: postRoute, status: 403, body: { ...limit, message } });
        up = await cases.scenario.stack.up({ continueOnError: true });
        assert.equal(up.ok, false, up.output);
        taken = cases.take();

        cases.declare(then, (name) => ({ deleteBeforeReplace: name === "refused" }));
        declareUnknownToo();
    });
    after(async () => cases.stop());

    /** Adds a resource whose new number is not known before another one is there. */
    function declareUnknownToo(): void {
        const { stack } = cases.scenario;
        const { program } = stack;
        const { userId } = cases.of("unknown");
        stack.program = async () => {
            await program();
            const first = new AuthenticationMethod("first", { ...totp, userId, tenant: "unknown" });
            const phoneNumber = first.authenticationMethodId.apply(() => personal.otherPhone);
            const args = { ...phone, userId, tenant: "unknown", phoneNumber: pulumi.secret(phoneNumber) };
            new AuthenticationMethod("unknown", args);
        };
    }

    const writesOf = (name: string) => taken[name]?.requests.filter((method) => method !== "GET");
    /** Which kinds of steps an operation took, or would take, with a resource. */
    const operationsOn = (name: string, { events }: OperationResult) =>
        events.flatMap(({ resourcePreEvent }) =>
            resourcePreEvent?.metadata.urn.endsWith(`::${name}`) ? [String(resourcePreEvent.metadata.op)] : [],
        );
    const isReplaced = (name: string, result: OperationResult) =>
        operationsOn(name, result).some((op) => /replace/.test(op));

    for (const [what] of others) {
        it(`enrols the new method before it deletes the old one when ${what} changes, so that the user is never without`, () => {
            const name = slug(what);
            assert.ok(isReplaced(name, up), up.output);
            assert.deepEqual(writesOf(name), ["POST", "DELETE"]);
            const left = cases.of(name).emulator.users.flatMap(({ authentication_methods }) => authentication_methods);
            assert.equal(left.length, 1);
            assert.notEqual(left[0]?.id, enrolledFirst[name]?.methods[0]?.id);
        });
    }

    it("deletes the old method first where Auth0 would take the new one for it: another user agent of one passkey", () => {
        assert.deepEqual(writesOf("agent"), ["DELETE", "POST"]);
        assert.deepEqual(
            cases.of("agent").methods.map(({ user_agent }) => user_agent),
            ["Another browser"],
        );
    });

    it("deletes it first when the tenant gets a name", () => {
        assert.deepEqual(writesOf("tenant"), ["DELETE", "POST"]);
    });

    it("does not replace for the order of the transports", () => {
        assert.ok(!isReplaced("order", up), up.output);
        assert.deepEqual(writesOf("order"), []);
    });

    it("shows a replacement at preview, and writes nothing, where a value is not known yet", () => {
        assert.ok(isReplaced("unknown", preview), preview.output);
        for (const name of names) {
            assert.deepEqual(
                previewed[name]?.requests.filter((method) => method !== "GET"),
                [],
                name,
            );
        }
        assert.deepEqual(writesOf("unknown")?.sort(), ["DELETE", "POST", "POST"]);
    });

    it("keeps the old method where the new one is refused, and says which option deletes it first", async () => {
        assert.match(saidOf("refused", up), /as many methods of this type as Auth0 allows.*deleteBeforeReplace: true/);
        assert.deepEqual(writesOf("refused"), ["POST"]);
        assert.equal(cases.of("refused").method.totp_secret, personal.totp);
        const { output } = await cases.run("up");
        const again = cases.take();
        assert.deepEqual(
            again["refused"]?.requests.filter((method) => method !== "GET"),
            ["DELETE", "POST"],
        );
        for (const name of names.filter((one) => one !== "refused")) {
            assert.deepEqual(
                again[name]?.requests.filter((method) => method !== "GET"),
                [],
                output,
            );
        }
    });
});

describe("an enrolled method that was deleted behind Pulumi's back, on the engine", () => {
    const names = ["enrolled-anew", "forgotten"] as const;
    let cases: Cases<(typeof names)[number]>;
    const declareNamed = (name: string, ...declared: readonly string[]) =>
        cases.declare(Object.fromEntries(declared.map((one) => [one, { ...totp, name }])));
    before(async () => {
        cases = await Cases.start(names);
        declareNamed("Codes", ...names);
        await cases.run("up");
        for (const name of names) {
            cases.of(name).methods.splice(0);
            cases.of(name).writes();
        }
    });
    after(async () => cases.stop());

    const message =
        /"totp\|dev_\w+" of user .* does not exist in tenant .* any more.*`pulumi up --refresh` enrols it anew/;

    it("is not enrolled again by a plain up, which says what does it", async () => {
        for (const operation of ["preview", "up"] as const) {
            assert.match(await cases.fail(operation), message);
        }
        assert.deepEqual(cases.of("enrolled-anew").writes(), []);
    });

    it("is told by the update that meets it, where previews are not live", async () => {
        cases.setVariables({ AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "false" });
        await cases.run("preview");
        declareNamed("Other codes", ...names);
        assert.match(await cases.fail("up"), message);
        cases.setVariables({ AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "true" });
    });

    it("leaves the state on refresh, and with it what was secret, and is enrolled anew where it is still declared", async () => {
        declareNamed("Codes", "enrolled-anew");
        const { changes } = await cases.run("up", { refresh: true });
        assert.equal(await cases.of("forgotten").resource(), undefined);
        assert.deepEqual(cases.of("forgotten").writes(), []);
        assert.equal(changes.create, 1);
        assert.deepEqual(cases.of("enrolled-anew").writes(), ["POST"]);
        assert.equal(cases.of("enrolled-anew").methods.length, 1);
    });
});
