import assert from "node:assert/strict";
import fc from "fast-check";
import type { AuthenticationMethod } from "../../src/auth0/wire/methods";
import { selectMethods } from "../../src/lookup/methods";

const method = (authenticationMethodId: string, more: Partial<AuthenticationMethod> = {}): AuthenticationMethod => ({
    authenticationMethodId,
    type: "phone",
    createdAt: "2026-01-05T08:00:00.000Z",
    ...more,
});
const idsOf = (methods: readonly { authenticationMethodId: string }[]) =>
    methods.map(({ authenticationMethodId }) => authenticationMethodId);

describe("the methods that a look-up tells of", () => {
    it("are all of them, or those of a type", () => {
        const methods = [method("a"), method("b", { type: "totp" })];
        assert.deepEqual(idsOf(selectMethods(methods, {})), ["a", "b"]);
        assert.deepEqual(idsOf(selectMethods(methods, { type: "totp" })), ["b"]);
        assert.deepEqual(idsOf(selectMethods(methods, { type: "passkey" })), []);
    });

    it("are those whose enrolment is finished, or those where it is not: as settings select them", () => {
        const methods = [method("a", { confirmed: true }), method("b", { confirmed: false }), method("c")];
        assert.deepEqual(idsOf(selectMethods(methods, { confirmed: true })), ["a", "c"]);
        assert.deepEqual(idsOf(selectMethods(methods, { confirmed: false })), ["b"]);
        assert.deepEqual(idsOf(selectMethods(methods, {})), ["a", "b", "c"]);
    });

    it("come oldest first, and in the same order whatever that of the tenant", () => {
        const methods = [
            method("c", { createdAt: "2026-01-05T08:00:00.000Z" }),
            method("a", { createdAt: "2026-01-05T08:00:00.000Z" }),
            method("b", { createdAt: "2025-01-05T08:00:00.000Z" }),
        ];
        fc.assert(
            fc.property(fc.shuffledSubarray(methods, { minLength: 3 }), (shuffled) => {
                assert.deepEqual(idsOf(selectMethods(shuffled, {})), ["b", "a", "c"]);
            }),
        );
    });

    it("have neither phone numbers nor e-mail addresses, and all else that a read returns", () => {
        const full: AuthenticationMethod = {
            ...method("a", { confirmed: true, enrolledAt: "2026-01-05T08:01:00.000Z", name: "Phone", linkId: "b" }),
            preferredAuthenticationMethod: "sms",
            keyId: "k",
            publicKey: "p",
            aaguid: "g",
            relyingPartyIdentifier: "example.com",
            authenticationMethods: [{ id: "sms|a", type: "sms" }],
        };
        const found = selectMethods([{ ...full, phoneNumber: "+442079460958", email: "ada@example.com" }], {});
        assert.deepEqual(found, [full]);
    });
});
