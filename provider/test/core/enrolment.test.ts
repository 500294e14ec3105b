import assert from "node:assert/strict";
import fc from "fast-check";
import { maskEmail, maskPhoneNumber } from "../../../emulator/src/tenant/masking";
import { type EnrolledMethod, type Enrolment, enrolmentTypes, mayBe, outcomeOf } from "../../src/core/enrolment";

const id = "totp|dev_1";
const method = (more: Partial<EnrolledMethod>): EnrolledMethod => ({
    authenticationMethodId: id,
    type: "totp",
    ...more,
});
const phone = { type: "phone", phoneNumber: "+44207183875044" } as const;
const email = { type: "email", email: "chuck334@example.com" } as const;
const passkey = { type: "passkey", keyId: "a-b_c", publicKey: "cHVi" } as const;

const phoneNumbers = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
const emails = fc.stringMatching(/^[a-z0-9._]{1,12}@[a-z0-9]{1,8}\.[a-z]{2,4}$/);

describe("whether a method may be the enrolled one", () => {
    const told: readonly [what: string, enrolment: Enrolment, method: Partial<EnrolledMethod>, is: boolean][] = [
        ["is of another type", { type: "totp" }, { type: "push" }, false],
        ["tells nothing but its type", { type: "totp", name: "Ours" }, {}, true],
        ["has the name", { type: "totp", name: "Ours" }, { name: "Ours" }, true],
        ["has another name", { type: "totp", name: "Ours" }, { name: "Theirs" }, false],
        ["has a name where none is declared", { type: "totp" }, { name: "Theirs" }, true],
        ["is not confirmed, as what the user is about to enrol", { type: "totp" }, { confirmed: false }, false],
        ["is confirmed", { type: "totp" }, { confirmed: true }, true],
        ["has the number", phone, { type: "phone", phoneNumber: "+44207183875044" }, true],
        ["has the number with spaces", phone, { type: "phone", phoneNumber: "+44 207 183-875044" }, true],
        ["has the number masked, as recorded", phone, { type: "phone", phoneNumber: "XXXXXXXXXXX5044" }, true],
        ["has another number masked", phone, { type: "phone", phoneNumber: "XXXXXXXXXXX5045" }, false],
        ["has another number", phone, { type: "phone", phoneNumber: "+44207183875045" }, false],
        ["has a number that begins with it", phone, { type: "phone", phoneNumber: "+442071838750440" }, false],
        ["has a number that is masked whole", phone, { type: "phone", phoneNumber: "****" }, true],
        ["has the address", email, { type: "email", email: "Chuck334@Example.com" }, true],
        ["has the address masked, as recorded", email, { type: "email", email: "chuc****@exam*******" }, true],
        [
            "has an address with a short first half masked, as recorded",
            { type: "email", email: "foo@example.com" },
            { type: "email", email: "****@exam*******" },
            true,
        ],
        ["has another address masked", email, { type: "email", email: "adam****@exam*******" }, false],
        ["has an address at another host masked", email, { type: "email", email: "chuc****@mail*******" }, false],
        ["has the key", passkey, { type: "passkey", keyId: "a-b_c", publicKey: "cHVi" }, true],
        ["has the key in the other alphabet", passkey, { type: "passkey", keyId: "a+b/c==" }, true],
        ["has another key", passkey, { type: "passkey", keyId: "a-b_d", publicKey: "cHVi" }, false],
        ["has another public key", passkey, { type: "passkey", keyId: "a-b_c", publicKey: "cHVj" }, false],
    ];
    for (const [what, enrolment, more, is] of told) {
        it(`is ${is} where it ${what}`, () => {
            assert.equal(mayBe(enrolment, method(more)), is);
        });
    }

    it("is true of every number and address as the tenant masks it", () => {
        fc.assert(
            fc.property(phoneNumbers, emails, (phoneNumber, address) => {
                const masked = maskPhoneNumber(phoneNumber);
                assert.ok(
                    mayBe({ type: "phone", phoneNumber }, method({ type: "phone", phoneNumber: masked })),
                    masked,
                );
                const maskedAddress = maskEmail(address);
                assert.ok(
                    mayBe({ type: "email", email: address }, method({ type: "email", email: maskedAddress })),
                    maskedAddress,
                );
            }),
        );
    });

    it("is false of every number that ends in other digits, and of any other number in the clear", () => {
        fc.assert(
            fc.property(phoneNumbers, phoneNumbers, (one, other) => {
                fc.pre(one !== other);
                assert.ok(!mayBe({ type: "phone", phoneNumber: one }, method({ type: "phone", phoneNumber: other })));
                fc.pre(one.slice(-4) !== other.slice(-4));
                const phoneNumber = maskPhoneNumber(other);
                assert.ok(!mayBe({ type: "phone", phoneNumber: one }, method({ type: "phone", phoneNumber })));
            }),
        );
    });

    it("is found in the time that it takes to read what is told, however it is masked", () => {
        const phoneNumber = "X1".repeat(100_000);
        assert.equal(mayBe(phone, method({ type: "phone", phoneNumber })), false);
    });
});

describe("what came of an enrolment", () => {
    const enrolment = { type: "totp", name: "Ours" } as const;
    const before = new Set(["totp|old"]);
    const old = method({ authenticationMethodId: "totp|old", name: "Ours" });
    const ours = method({ name: "Ours" });

    it("is the one method of its type that was not there before and is as declared", () => {
        assert.deepEqual(outcomeOf(enrolment, before, [old, ours]), { ours, fresh: [ours] });
    });

    it("is nothing where all was there before, or what is new is of another type", () => {
        assert.deepEqual(outcomeOf(enrolment, before, [old]), { fresh: [] });
        const push = method({ authenticationMethodId: "push|1", type: "push" });
        assert.deepEqual(outcomeOf(enrolment, before, [old, push]), { fresh: [] });
    });

    it("is told from what the user enrolled meanwhile", () => {
        const theirs = method({ authenticationMethodId: "totp|2", name: "Theirs" });
        assert.deepEqual(outcomeOf(enrolment, before, [theirs, ours]), { ours, fresh: [theirs, ours] });
        assert.deepEqual(outcomeOf(enrolment, before, [theirs]), { fresh: [theirs] });
    });

    it("cannot be told where two may be it", () => {
        const other = method({ authenticationMethodId: "totp|2" });
        assert.deepEqual(outcomeOf(enrolment, before, [other, ours]), { fresh: [other, ours] });
    });

    it("is never a method that was there before, and never one that contradicts what is declared", () => {
        const methods = fc.uniqueArray(
            fc.record({
                authenticationMethodId: fc.constantFrom("1", "2", "3", "4", "5"),
                type: fc.constantFrom(...enrolmentTypes, "push"),
                name: fc.constantFrom("Ours", "Theirs", ""),
                confirmed: fc.boolean(),
            }),
            { selector: (one) => one.authenticationMethodId },
        );
        const known = fc.array(fc.constantFrom("1", "2", "3")).map((ids) => new Set<string>(ids));
        fc.assert(
            fc.property(fc.constantFrom(...enrolmentTypes), known, methods, (type, had, after) => {
                const declared = { type, name: "Ours" };
                const { ours: found, fresh } = outcomeOf(declared, had, after);
                assert.ok(fresh.every((one) => one.type === type && !had.has(one.authenticationMethodId)));
                const possible = fresh.filter((one) => mayBe(declared, one));
                assert.deepEqual(found, possible.length === 1 ? possible[0] : undefined);
            }),
        );
    });
});
