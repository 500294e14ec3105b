import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    declaredIn,
    inputsOf,
    isAsRecorded,
    isSameFactor,
    isToGet,
    makeOutputs,
    readOutputs,
    replacingIn,
} from "../../../src/engine/enrolled/outputs";

const unknown = pulumi.runtime.unknownValue;
const reference = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1" };
const inputs = { userId: "auth0|ada", type: "phone", name: "Work phone", phoneNumber: "+15005550006" } as const;
const live = {
    authenticationMethodId: "phone|dev_1",
    type: "phone",
    name: "Renamed",
    phoneNumber: "XXXXXXXX0006",
    aaguid: "told by Auth0",
    createdAt: "2026-01-05T08:00:00.000Z",
};
const outputs = makeOutputs(reference, declaredIn(inputs), live);

describe("the outputs of an enrolled method", () => {
    it("are what was declared, with the settings as Auth0 has them, and which arguments were declared", () => {
        assert.deepEqual(outputs, {
            ...live,
            userId: "auth0|ada",
            phoneNumber: "+15005550006",
            declaredArguments: ["userId", "type", "name", "phoneNumber"],
        });
    });

    it("are what was declared alone while nothing could be read", () => {
        assert.deepEqual(
            makeOutputs({ ...reference, tenant: "eu" }, declaredIn({ ...inputs, tenant: "eu" }), undefined),
            {
                ...inputs,
                authenticationMethodId: "phone|dev_1",
                tenant: "eu",
                declaredArguments: ["userId", "type", "name", "phoneNumber", "tenant"],
            },
        );
    });

    it("are what Auth0 tells of a method that is only read, in the tenant that was named", () => {
        const read = makeOutputs({ ...reference, tenant: "eu" }, undefined, live);
        assert.deepEqual(read, { ...live, userId: "auth0|ada", tenant: "eu" });
        assert.deepEqual(inputsOf(read), { userId: "auth0|ada", type: "phone", tenant: "eu" });
        assert.equal(isToGet(read), false);
        assert.equal(isToGet({ tenant: "eu", __provider: "text" }), true);
    });

    it("are read again as they were made, and stand for the inputs with the settings as Auth0 has them", () => {
        assert.deepEqual(readOutputs(outputs), {
            ...reference,
            name: "Renamed",
            declared: { ...inputs, name: "Renamed" },
        });
        assert.deepEqual(inputsOf(outputs), { ...inputs, name: "Renamed" });
    });

    it("are not read where they do not tell the method or the tenant, and declare nothing where they do not tell what", () => {
        for (const odd of [undefined, {}, { ...outputs, userId: 1 }, { ...outputs, authenticationMethodId: ".." }]) {
            assert.equal(readOutputs(odd), undefined);
        }
        assert.equal(readOutputs({ ...outputs, tenant: { name: "eu" } }), undefined);
        assert.equal(readOutputs({ ...outputs, declaredArguments: "all" })?.declared, undefined);
        const later = { ...outputs, declaredArguments: ["type", "colour", 7], colour: "green" };
        assert.deepEqual(readOutputs(later)?.declared, { type: "phone" });
    });
});

describe("what a change of an enrolled method means", () => {
    it("is another method for everything but name and preference, whatever Auth0 tells besides", () => {
        const { declared } = readOutputs(outputs) ?? {};
        assert.deepEqual(replacingIn(inputs, declared), []);
        assert.deepEqual(replacingIn({ ...inputs, name: "Other", preferredAuthenticationMethod: "sms" }, declared), []);
        assert.deepEqual(replacingIn({ ...inputs, name: undefined, email: null }, declared), []);
        assert.deepEqual(replacingIn({ ...inputs, phoneNumber: "+15005550007", tenant: "eu" }, declared), [
            "phoneNumber",
            "tenant",
        ]);
        assert.deepEqual(replacingIn({ ...inputs, phoneNumber: undefined }, declared), ["phoneNumber"]);
        assert.deepEqual(replacingIn({ ...inputs, type: unknown, name: unknown }, declared), ["type"]);
    });

    it("is no other method for the order of a list; is one where a part of it is not known", () => {
        const declared = { transports: ["usb", "nfc"] };
        assert.deepEqual(replacingIn({ transports: ["nfc", "usb"] }, declared), []);
        assert.deepEqual(replacingIn({ transports: ["nfc"] }, declared), ["transports"]);
        assert.deepEqual(replacingIn({ transports: ["nfc", unknown] }, declared), ["transports"]);
    });

    it("deletes the old one first where number, address, secret or key stays with the user and the type, and then alone", () => {
        const passkey = { userId: "auth0|ada", type: "passkey", keyId: "a", publicKey: "b" };
        assert.equal(isSameFactor({ ...passkey, publicKey: "c", tenant: "eu" }, passkey), true);
        for (const change of [
            { keyId: "c" },
            { userId: "auth0|bob" },
            { type: "webauthn-roaming" },
            { keyId: unknown },
        ]) {
            assert.equal(isSameFactor({ ...passkey, ...change }, passkey), false);
        }
        assert.equal(isSameFactor({ ...inputs, tenant: "eu" }, inputs), true);
        assert.equal(isSameFactor({ ...inputs, type: unknown }, inputs), false);
        assert.equal(isSameFactor({}, undefined), false);
    });

    it("is nothing to record where the declared settings are those that were last seen", () => {
        const recorded = { ...reference, name: "Seen", declared: { name: "Declared once" } };
        assert.equal(isAsRecorded({ name: "Seen" }, recorded), true);
        assert.equal(isAsRecorded({ name: "Other" }, recorded), false);
        assert.equal(isAsRecorded({}, recorded), false);
        assert.equal(isAsRecorded({ name: "Seen", preferredAuthenticationMethod: "sms" }, recorded), false);
        assert.equal(isAsRecorded({}, { ...reference, name: "Seen", declared: {} }), true);
    });
});
