import assert from "node:assert/strict";
import fc from "fast-check";
import { printable, quote, quoteLive, scrub } from "../../src/core/text";

describe("scrub", () => {
    const cases: readonly [what: string, text: string, clean: string][] = [
        ["an e-mail address", "user ada@example.com is blocked", "user [e-mail] is blocked"],
        ["a phone number", "cannot send to +44 20 7946 0958 now", "cannot send to [phone number] now"],
        [
            "a phone number with brackets",
            "to +1 (555) 010-9999 or (020) 7946 0958",
            "to [phone number] or [phone number]",
        ],
        ["a phone number after a bar", "sms|+442079460958", "sms|[phone number]"],
        ["a phone number of a URL", "/x?phone=%2B442079460958", "/x?phone=[phone number]"],
        ["an e-mail address of a URL", "/x?q=ada%40example.com", "/x?q=[e-mail]"],
        ["an e-mail address of another script", "ада@пример.рф", "[e-mail]"],
        ["an e-mail address with a quoted part", 'write to "john doe"@example.com', "write to [e-mail]"],
        ["a bare phone number", "to +442079460958.", "to [phone number]."],
        ["a token", "jwt eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln expired", "jwt [token] expired"],
        ["a TOTP secret", "secret JBSWY3DPEHPK3PXP in use", "secret [secret] in use"],
        ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "[key]"],
    ];
    for (const [what, text, clean] of cases) {
        it(`replaces ${what}`, () => {
            assert.equal(scrub(text), clean);
        });
    }

    it("leaves ids and plain words as they are", () => {
        for (const text of [
            "The user auth0|507f1f77bcf86cd799439020 has no phone|dev_kXVq4drj3Mw6uCF5.",
            "google-oauth2|103547991597142817347 at 192.168.100.200 since 2026-03-01 12:00",
        ]) {
            assert.equal(scrub(text), text);
        }
    });

    it("replaces a known secret, whatever it looks like", () => {
        fc.assert(
            fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
                fc.pre(!"[secret]".includes(secret) && !printable(secret).includes("\\u"));
                fc.pre(!`${before}${after}`.includes(secret));
                const shown = scrub(`${before} ${secret} ${after}`, [secret]);
                assert.ok(!shown.includes(secret) || "[e-mail][phone number][token][key][secret]…".includes(secret));
            }),
        );
    });

    it("is quick and short on megabytes", () => {
        assert.ok(scrub("a".repeat(5_000_000)).length < 600);
    });
});

describe("quoteLive", () => {
    it("hides what a user's own name for a method may hold, and nothing else", () => {
        assert.equal(quoteLive("+44 20 7946 0958 ada@example.com"), '"[phone number] [e-mail]"');
        assert.equal(quoteLive("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), '"ABCDEFGHIJKLMNOPQRSTUVWXYZ"');
        assert.equal(quoteLive(undefined), "not set");
    });
});

describe("quote", () => {
    it("shows what a terminal would act upon as an escape", () => {
        assert.equal(quote("a\u001b[2J\u202eb\nc\u200b"), '"a\\u001b[2J\\u202eb\\nc\\u200b"');
    });

    it("never lets a control or bidirectional character through", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                assert.doesNotMatch(quote(text), /[\p{Cc}\p{Cf}]/u);
            }),
        );
    });
});
