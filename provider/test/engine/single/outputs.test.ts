import assert from "node:assert/strict";
import fc from "fast-check";
import { settingNames } from "../../../src/core/settings";
import { inputsOf, isToGet, makeOutputs, readOutputs } from "../../../src/engine/single/outputs";
import { secretOutputsOf } from "../../../src/engine/single/secretOutputs";

const types = [
    "phone",
    "email",
    "email-verification",
    "totp",
    "push",
    "passkey",
    "webauthn-roaming",
    "guardian",
    "new",
];

function method(type: string, prefix = type) {
    return {
        authenticationMethodId: `${prefix}|dev_1`,
        type,
        createdAt: "2026-01-01T00:00:00.000Z",
        phoneNumber: "XXXXX0958",
        email: "a***@e***",
    };
}

function inputs(type: string) {
    return fc.record(
        {
            userId: fc.constant("auth0|ada"),
            authenticationMethodId: fc.constant(`${type}|dev_1`),
            name: fc.string({ minLength: 1 }),
            preferredAuthenticationMethod: fc.constantFrom("voice" as const, "sms" as const),
            onDelete: fc.constantFrom("retain" as const, "restore" as const),
            tenant: fc.string({ minLength: 1 }),
        },
        { requiredKeys: ["userId", "authenticationMethodId"] },
    );
}

describe("outputs", () => {
    it("give back what was declared, of every type of method", () => {
        const declared = fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), inputs(type)));
        fc.assert(
            fc.property(declared, ([type, { preferredAuthenticationMethod: preference, ...rest }]) => {
                const given =
                    type === "phone" && preference ? { ...rest, preferredAuthenticationMethod: preference } : rest;
                fc.pre(settingNames.some((name) => name in given));
                const outputs = makeOutputs(given, { ...method(type), ...given }, {});
                assert.deepEqual(inputsOf(outputs), given);
                const recorded = readOutputs(JSON.parse(JSON.stringify(outputs)));
                assert.deepEqual(
                    [...(recorded?.declaredSettings ?? [])].sort(),
                    settingNames.filter((name) => name in given).sort(),
                );
                assert.equal(recorded?.onDelete, given.onDelete);
                assert.equal(recorded?.tenant, given.tenant);
            }),
        );
    });

    it("hold no phone number and no e-mail address but as a secret, whatever type and id say", () => {
        for (const type of types) {
            for (const prefix of types) {
                const { authenticationMethodId } = method(type, prefix);
                const given = { userId: "auth0|ada", authenticationMethodId, name: "x" };
                const outputs = Object.keys(makeOutputs(given, method(type, prefix), {}));
                const secret: readonly string[] = secretOutputsOf(authenticationMethodId);
                for (const address of ["phoneNumber", "email"]) {
                    assert.equal(
                        outputs.includes(address),
                        secret.includes(address),
                        `${address} of ${prefix}, ${type}`,
                    );
                }
            }
        }
    });

    const recorded = {
        userId: "auth0|ada",
        authenticationMethodId: "phone|dev_1",
        type: "phone",
        originalSettings: {},
    };

    it("of a later release, or edited by hand, are read as far as they can be", () => {
        const original = { preferredAuthenticationMethod: "sms" };
        const odd = {
            ...recorded,
            name: null,
            onDelete: "forget",
            declaredSettings: ["label", "name"],
            originalSettings: { name: 7, ...original },
            since: "2.0",
        };
        const { declaredSettings, originalSettings, name, onDelete } = readOutputs(odd) ?? {};
        assert.deepEqual(
            [declaredSettings, originalSettings, name, onDelete],
            [["name"], original, undefined, undefined],
        );
    });

    it("are none without ids that can be, or with a tenant that is no text", () => {
        assert.notEqual(readOutputs(recorded), undefined);
        for (const odd of [{ userId: "" }, { authenticationMethodId: ".." }, { userId: 7 }, { tenant: ["eu"] }]) {
            assert.equal(readOutputs({ ...recorded, ...odd }), undefined);
        }
    });

    it("are those of a resource that get only begins to read where they name no method", () => {
        for (const toGet of [undefined, {}, { tenant: "eu", __provider: "text" }]) {
            assert.equal(isToGet(toGet), true);
        }
        assert.equal(isToGet(recorded), false);
        assert.equal(isToGet({ originalSettings: {} }), false);
    });

    it("count every address as secret while the id is not known", () => {
        for (const id of [undefined, {}, "", "retina|1", "dev_1"]) {
            assert.deepEqual(secretOutputsOf(id), ["phoneNumber", "email"]);
        }
    });
});
