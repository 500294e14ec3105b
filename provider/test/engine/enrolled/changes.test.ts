import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isAsRecorded, isSameFactor, replacingIn } from "../../../src/engine/enrolled/changes";

const unknown = pulumi.runtime.unknownValue;
const reference = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1" };
const inputs = { userId: "auth0|ada", type: "phone", name: "Work phone", phoneNumber: "+15005550006" } as const;

describe("what a change of an enrolled method means", () => {
    it("is another method for everything but name and preference, whatever Auth0 tells besides", () => {
        const declared = { ...inputs, name: "Renamed" };
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
