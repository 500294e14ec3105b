import assert from "node:assert/strict";
import fc from "fast-check";
import { personalDataIn } from "../src/text/personal";
import { quote } from "../src/text/quote";
import { typeOfId } from "../src/view/methodTypes";
import { isMeant } from "../src/view/patterns";

describe("typeOfId", () => {
    for (const [id, type] of [
        ["phone|dev_kXVq4drj3Mw6uCF5", "phone"],
        ["sms|dev_kXVq4drj3Mw6uCF5", "phone"],
        ["voice|dev_kXVq4drj3Mw6uCF5", "phone"],
        ["webauthn-roaming|dev_nTfxQhX9mWk2PzLc", "webauthn-roaming"],
        ["webauthn_roaming|dev_nTfxQhX9mWk2PzLc", "webauthn-roaming"],
        ["password|cGFzc3dvcmQ=", "password"],
        ["dev_kXVq4drj3Mw6uCF5", undefined],
        ["|phone", undefined],
        ["something-new|dev_1", undefined],
        ["constructor|dev_1", undefined],
    ] as const) {
        it(`tells of ${id}: ${type ?? "nothing"}`, () => assert.equal(typeOfId(id), type));
    }
});

describe("isMeant", () => {
    for (const [pattern, text, expected] of [
        ["auth0|1", "auth0|1", true],
        ["auth0|1", "auth0|12", false],
        ["auth0|*", "auth0|12", true],
        ["*", "", true],
        ["*-prod", "shop-prod", true],
        ["*-prod", "-prodx", false],
        ["a*b*c", "a-b-c", true],
        ["a*b*c", "a-c-b", false],
        ["ab*ba", "aba", false],
        ["a*bc*cd", "abcd", false],
        ["a.c", "abc", false],
        ["", "", true],
        ["", "a", false],
    ] as const) {
        it(`${expected ? "takes" : "does not take"} ${JSON.stringify(text)} for ${JSON.stringify(pattern)}`, () =>
            assert.equal(isMeant([pattern], text), expected));
    }

    it("says what a regular expression says", () => {
        const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
        fc.assert(
            fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 }), (pattern, text) => {
                assert.equal(isMeant([pattern], text), new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text));
            }),
        );
    });

    it("is quick on what makes others slow", () =>
        assert.ok(!isMeant([`${"a*".repeat(1_000)}b`], "a".repeat(100_000))));
});

describe("quote", () => {
    it("shows ids as they are", () => {
        for (const id of [
            "auth0|507f1f77bcf86cd799439020",
            "google-oauth2|103547991597142817347",
            "facebook|1034567890",
        ]) {
            assert.equal(quote(id), `"${id}"`);
        }
    });

    it("hides what is personal in them, and what a terminal would act upon", () => {
        assert.equal(quote("email|ada@example.com"), '"email|[e-mail address]"');
        assert.equal(quote("samlp|company|ada@example.com"), '"samlp|company|[e-mail address]"');
        assert.equal(quote("sms|+442079460958"), '"sms|[phone number]"');
        assert.equal(quote("a\u001b[2Jb\u202ec\nd"), '"a\\u001b[2Jb\\u202ec\\nd"');
        assert.ok(quote("x".repeat(10_000)).length < 210);
    });

    it("never lets through what it finds to be personal", () => {
        fc.assert(
            fc.property(fc.emailAddress(), (address) => {
                fc.pre(!address.includes("|")); // which ends the connection's name in an id
                assert.ok(personalDataIn(address).includes("an e-mail address"));
                assert.ok(!quote(`auth0|${address}`).includes(address));
            }),
        );
    });
});
