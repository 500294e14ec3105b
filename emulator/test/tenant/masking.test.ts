import assert from "node:assert/strict";
import fc from "fast-check";
import { maskEmail, maskPhoneNumber } from "../../src/tenant/masking";

describe("masking", () => {
    const recorded: readonly [mask: (text: string) => string, text: string, masked: string][] = [
        [maskPhoneNumber, "+44207183875044", "XXXXXXXXXXX5044"],
        [maskEmail, "chuck334@example.com", "chuc****@exam*******"],
        [maskEmail, "foo@example.com", "****@exam*******"],
    ];
    for (const [mask, text, masked] of recorded) {
        it(`makes ${masked} of ${text}, as recorded`, () => {
            assert.equal(mask(text), masked);
        });
    }

    it("leaves four digits of a phone number at the most, and all of its length", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^\+?\d{1,15}$/), (number) => {
                const masked = maskPhoneNumber(number);
                assert.equal(masked.length, number.length);
                assert.match(masked, /^X+\d{0,4}$/);
                assert.ok(number.endsWith(masked.replace(/^X+/, "")));
            }),
        );
    });

    it("counts characters as schemas do, and cuts none in two", () => {
        assert.equal(maskPhoneNumber("12345😀6789"), "XXXXXX6789");
        assert.equal(maskPhoneNumber("1234😀678"), "XXXX😀678");
        assert.equal(maskEmail("abc😀def@x😀.example"), "abc😀***@x😀.e******");
    });

    it("leaves four characters of each half of an address at the most", () => {
        fc.assert(
            fc.property(fc.emailAddress(), (address) => {
                const masked = maskEmail(address);
                const split = masked.lastIndexOf("@");
                assert.match(masked.slice(0, split), /^.{0,4}\*+$/);
                assert.match(masked.slice(split + 1), /^.{0,4}\*+$/);
                assert.ok(address.startsWith(masked.slice(0, split).replace(/\*+$/, "")));
            }),
        );
    });

    it("hides what is too short or no address altogether", () => {
        assert.equal(maskPhoneNumber("112"), "XXX");
        assert.equal(maskPhoneNumber("1234"), "XXXX");
        assert.equal(maskEmail("a@b.c"), "****@****");
        assert.equal(maskEmail("rubbish"), "rubb***");
    });
});
