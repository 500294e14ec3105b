import assert from "node:assert/strict";
import fc from "fast-check";
import { isPrintable, maskedEmail, printable, quote, quoteForeign, quoteLive, scrub } from "../../src/core/text";

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

    const kinds: readonly (readonly [what: string, ...ranges: (readonly [first: number, last: number])[]])[] = [
        ["C0 control characters, ESC and line breaks among them, and DEL", [0x00, 0x1f], [0x7f, 0x7f]],
        ["C1 control characters, which are terminal sequences as well", [0x80, 0x9f]],
        ["bidirectional controls", [0x202a, 0x202e], [0x2066, 0x2069], [0x200e, 0x200f], [0x061c, 0x061c]],
        ["separators of lines and paragraphs", [0x2028, 0x2029]],
        [
            "what takes no room",
            [0x00ad, 0x00ad],
            [0x034f, 0x034f],
            [0x115f, 0x1160],
            [0x200b, 0x200d],
            [0x2060, 0x2064],
            [0x3164, 0x3164],
            [0xfe00, 0xfe0f],
            [0xfeff, 0xfeff],
        ],
        ["halves of surrogate pairs", [0xd800, 0xdfff]],
        ["private use, tags and what is no character", [0xe000, 0xf8ff], [0xe0000, 0xe007f], [0xfffe, 0xffff]],
    ];
    for (const [what, ...ranges] of kinds) {
        it(`shows as visible escapes: ${what}`, () => {
            const codes = ranges.flatMap(([first, last]) =>
                Array.from({ length: last - first + 1 }, (_, index) => first + index),
            );
            for (const code of codes) {
                const character = String.fromCodePoint(code);
                const shown = quote(`a${character}b`);
                assert.match(shown, /^"a\\(u[0-9a-f]{4}|u\{[0-9a-f]{5}\}|[bfnrt])b"$/, code.toString(16));
                assert.equal(isPrintable(character), false);
                // Every escape of a text's own is told apart from one that stands for something.
                assert.notEqual(quote(shown.slice(1, -1)), shown);
            }
        });
    }

    it("leaves letters of all scripts, accents and symbols as they are", () => {
        for (const text of ["Zoë's 📱", "Телефон", "電話", "טלפון", "e\u0301", "a b", "…–“”"]) {
            assert.equal(quote(text), `"${text}"`);
            assert.ok(isPrintable(text));
        }
    });

    it("never lets a control or bidirectional character through, and neither do scrub and quoteLive", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                for (const shown of [quote(text), quoteLive(text), scrub(text), quoteForeign(text)]) {
                    assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
                }
            }),
        );
    });
});

describe("maskedEmail", () => {
    it("shows the first letter and the domain, however long the rest is", () => {
        assert.equal(maskedEmail("ada.lovelace@example.com"), '"a***@example.com"');
        assert.equal(maskedEmail("a@example.com"), '"a***@example.com"');
        assert.equal(maskedEmail('"ada@home"@example.com'), '"\\"***@example.com"');
        assert.equal(maskedEmail("\u{1f600}da@example.com"), '"\u{1f600}***@example.com"');
    });

    it("shows nothing of what is no e-mail address", () => {
        for (const text of ["", "secret", "@example.com", "@"]) {
            assert.equal(maskedEmail(text), '"***"');
        }
    });

    it("can be printed, and is not long", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (local, domain) => {
                assert.ok(isPrintable(maskedEmail(`${local}@${domain}`)));
            }),
        );
        assert.ok(maskedEmail(`a@${"x".repeat(10_000)}`).length < 250);
    });
});
