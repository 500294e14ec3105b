import assert from "node:assert/strict";
import { declaredIn, inputsOf, isToGet, makeOutputs, readOutputs } from "../../../src/engine/enrolled/outputs";

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
