import assert from "node:assert/strict";
import type { AuthenticationMethodArgs } from "pulumi-auth0-authentication-methods";
import type { StateResource } from "../support/state";
import { Cases, email, key, passkey, personal, phone, securityKey, type Taken, totp } from "./support";

const types: readonly [args: AuthenticationMethodArgs & { type: string }, body: object][] = [
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
const gone = ["nothing", "method", "user"];
const names = [...types.map(([{ type }]) => type), "preferred", "several", "removed", "protected", ...gone];
const theirs = { id: "totp|dev_theirs", type: "totp", confirmed: true, created_at: "2026-01-05T08:00:00.000Z" };

/** The operations, in this order. Each is one, whatever it is to show. */
const steps = [
    "preview",
    "up",
    "up again",
    "refresh",
    "preview offline",
    "up offline",
    "forbidden",
    "removal",
    "destroy",
];

describe("enrolling a method, on the engine", () => {
    let cases: Cases<string>;
    /** What was asked by each of the operations. */
    const taken: Record<string, Record<string, Taken>> = {};
    const ids: Record<string, StateResource | undefined> = {};
    before(async () => {
        cases = await Cases.start(names, { echoTotpSecret: true }, { echoTotpSecret: true });
        for (const name of gone) {
            cases.of(name).methods.push(theirs);
        }
        const declared: Record<string, AuthenticationMethodArgs> = {
            ...Object.fromEntries(types.map(([args]) => [args.type, { ...args, name: "Ours" }])),
            preferred: { ...phone, name: "Work phone", preferredAuthenticationMethod: "voice" },
            ...Object.fromEntries(
                [phone, email, totp, securityKey].map((args, index) => [
                    `several-${index}`,
                    { ...args, name: `Method ${index}`, tenant: "several" },
                ]),
            ),
            ...Object.fromEntries(gone.map((name) => [name, totp])),
        };
        const { stack } = cases.scenario;
        const count = Object.keys(declared).length + 2;

        const all = { ...declared, removed: phone, protected: phone };
        cases.declare(all, (name) => ({ protect: name === "protected" }));
        const preview = await step("preview", () => cases.run("preview"));
        assert.equal(preview.changes.create, count + 1);
        await step("up", () => cases.run("up"));
        for (const [{ type }] of types) {
            ids[type] = await stack.resource(type);
        }

        const live = "AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW";
        const idle = [await step("up again", () => cases.run("up")), await step("refresh", () => cases.run("refresh"))];
        cases.setVariables({ [live]: "false" });
        idle.push(
            await step("preview offline", () => cases.run("preview")),
            await step("up offline", () => cases.run("up", { refresh: true })),
        );
        cases.setVariables({ [live]: "true" });
        for (const { changes, output } of idle) {
            assert.deepEqual(Object.keys(changes), ["same"], output);
        }

        cases.declare({ ...declared, removed: phone });
        assert.match(await step("forbidden", () => cases.fail("up")), /protect/);
        cases.declare({ ...declared, protected: phone });
        await step("removal", () => cases.run("up"));

        cases.of("method").methods.pop();
        cases.of("user").emulator.users.splice(0);
        await step("destroy", () => cases.run("destroy"));
        assert.equal(await stack.resource("m"), undefined);
    });
    after(async () => cases.stop());

    async function step<T>(name: string, operation: () => Promise<T>): Promise<T> {
        const result = await operation();
        taken[name] = cases.take();
        return result;
    }

    const requestsOf = (name: string) => steps.map((one) => taken[one]?.[name]?.requests);
    const methodsAfter = (one: string, name: string) => taken[one]?.[name]?.methods ?? [];

    /** What is asked by operations that have nothing to change, in the order of {@link steps}. */
    const idle = [["GET"], ["GET"], [], ["GET"]];

    for (const [{ type }, body] of types) {
        it(`sends one POST for a method of type ${type}, nothing more afterwards, and deletes it on destroy`, () => {
            const enrolling = ["GET", "POST", "GET"];
            assert.deepEqual(requestsOf(type), [["GET"], ["GET", ...enrolling], ...idle, ["GET"], ["GET"], ["DELETE"]]);
            assert.deepEqual(cases.of(type).bodies("POST"), [{ ...body, name: "Ours" }]);
            const [method] = methodsAfter("up", type);
            assert.equal(ids[type]?.id, `${cases.of(type).userId}::${method?.id}`);
            assert.deepEqual(methodsAfter("destroy", type), []);
        });
    }

    it("changes nothing afterwards, on any operation, with live reading and without", () => {
        assert.deepEqual(
            taken["up"]?.["preferred"]?.requests.filter((method) => method !== "GET"),
            ["POST"],
        );
        assert.deepEqual(requestsOf("preferred").slice(2, 6), idle);
    });

    it("deletes that one method alone, and succeeds where it or its user is gone already", () => {
        for (const name of gone) {
            assert.equal(methodsAfter("removal", name).length, 2, name);
        }
        for (const name of ["nothing", "method"]) {
            assert.deepEqual(methodsAfter("destroy", name), [theirs], name);
        }
        for (const name of gone) {
            assert.deepEqual(taken["destroy"]?.[name]?.requests, ["DELETE"], name);
        }
    });

    it("deletes a method that is taken out of the program, and not one that is protected", () => {
        assert.equal(methodsAfter("forbidden", "protected").length, 1);
        assert.equal(methodsAfter("forbidden", "removed").length, 1);
        assert.deepEqual(taken["removal"]?.["removed"]?.requests, ["DELETE"]);
        assert.deepEqual(methodsAfter("removal", "removed"), []);
        assert.deepEqual(methodsAfter("destroy", "protected"), []);
    });

    it("enrols several methods of one user one after the other, each as its own", () => {
        assert.deepEqual(
            new Set(methodsAfter("up", "several").map(({ type, name }) => `${type} ${name}`)),
            new Set(["phone Method 0", "email Method 1", "totp Method 2", "webauthn-roaming Method 3"]),
        );
        const writes = taken["up"]?.["several"]?.requests.filter((method) => method !== "GET");
        assert.deepEqual(writes, ["POST", "POST", "POST", "POST"]);
    });

    it("enrols in the named tenant, and deletes from it", () => {
        assert.deepEqual(cases.scenario.emulator.requests, [], "at the tenant of auth0:domain");
        assert.equal(methodsAfter("up", "phone").length, 1);
        assert.deepEqual(methodsAfter("destroy", "phone"), []);
    });
});
