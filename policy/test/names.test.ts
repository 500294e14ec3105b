import assert from "node:assert/strict";
import fc from "fast-check";
import { nameHoldsNoPersonalData, nameIsPrintable } from "../src";
import { isPrintable, withoutUnprintable } from "../src/text/printable";
import {
    ada,
    assertHasResourceViolation,
    assertNoResourceViolations,
    enrolment,
    group,
    notKnown,
    remediated,
    secret,
    settings,
    violationsOf,
} from "./util";

describe("name-holds-no-personal-data", () => {
    const rule = nameHoldsNoPersonalData;

    for (const name of [
        "Work phone",
        "Break-glass key",
        "iPhone 13 Pro Max",
        "YubiKey 5C NFC, 2026-03-01",
        "key no. 12 of 40",
        "10.20.30.40",
        "Zoë's 📱",
        "meet @ desk",
        "v3.248.0",
        "Room 4031, 2nd floor",
        "dev_kXVq4drj3Mw6uCF5",
        "YubiKey 12345678",
    ]) {
        it(`passes ${JSON.stringify(name)}`, () => assertNoResourceViolations(rule, settings({ name })));
    }

    for (const [name, kind] of [
        ["ada@example.com", "an e-mail address"],
        ["phone of ada.lovelace@mail.example.co.uk", "an e-mail address"],
        ["ada [at] example.com", "an e-mail address"],
        ["ada%40example.com", "an e-mail address"],
        ["ада@пример.рф", "an e-mail address"],
        ["ada\u200b@exam\u200bple.com", "an e-mail address"],
        ["+44 20 7946 0958", "a phone number"],
        ["work 020-7946-0958", "a phone number"],
        ["(555) 010-9999", "a phone number"],
        ["sms|07946095812", "a phone number"],
        ["＋４４２０７９４６０９５８", "a phone number"],
        ["07946 095", "a phone number"],
        ["ext. 202 555 0123", "a phone number"],
        ["078-05-1120", "a social security number"],
        ["4111 1111 1111 1111", "a payment card number"],
        ["card 5500-0000-0000-0004", "a payment card number"],
    ] as const) {
        it(`finds ${kind} in ${JSON.stringify(name)}, and does not repeat it`, async () => {
            const reported = await violationsOf(rule, settings({ name }));
            assert.equal(reported.length, 1, JSON.stringify(reported));
            assert.match(reported[0]?.message ?? "", new RegExp(`the name holds .*${kind}`));
            assert.ok(!reported[0]?.message.includes(name));
        });
    }

    it("does not take any sixteen digits for a payment card", async () => {
        for (const name of ["4111 1111 1111 1112", "0000 0000 0000 0000"]) {
            const [reported] = await violationsOf(rule, settings({ name }));
            assert.doesNotMatch(reported?.message ?? "", /the name holds .*payment card/);
        }
    });

    it("finds words that are refused, in any case and form", async () => {
        const config = { words: ["Lovelace"] };
        await assertHasResourceViolation(rule, settings({ name: "LOVELACE's key" }), /a word that is refused/, {
            config,
        });
        await assertNoResourceViolations(rule, settings({ name: "Work key" }), { config });
        const [reported] = await violationsOf(rule, settings({ name: "lovelace" }), { config });
        assert.doesNotMatch(reported?.message ?? "", /lovelace/i);
    });

    it("finds them in groups and enrolments, and passes what is not known", async () => {
        const entries = [
            { userId: ada, name: notKnown },
            { userId: ada, name: "ada@example.com" },
        ];
        await assertHasResourceViolation(rule, group(entries), /^settings\[1\], /);
        await assertHasResourceViolation(rule, enrolment({ name: "ada@example.com" }), /an e-mail address/);
    });

    it("does not repeat an e-mail address that is the id of its user either", async () => {
        const [reported] = await violationsOf(
            rule,
            settings({ userId: "samlp|company|ada@example.com", name: "+442079460958" }),
        );
        assert.match(reported?.message ?? "", /^user "samlp\|company\|\[e-mail address\]": /);
    });

    it("is quick on megabytes", async () => {
        for (const name of [
            "a".repeat(3_000_000),
            "1 ".repeat(1_000_000),
            "a@".repeat(1_000_000),
            "a.".repeat(1_000_000),
        ]) {
            const [reported] = await violationsOf(rule, settings({ name, userId: name }));
            assert.ok((reported?.message.length ?? 0) < 1_000);
        }
    });
});

describe("name-is-printable", () => {
    const rule = nameIsPrintable;

    for (const name of [
        "Work phone",
        "Zoë's ❤️ key",
        "👩‍💻 laptop",
        "1️⃣ key",
        "تلفن می\u200cخواهم",
        "क्\u200dष",
        "電話",
        "טלפון",
        "a < b & c",
        "R&D, second",
        "a&b;",
    ]) {
        it(`passes ${JSON.stringify(name)}`, () => assertNoResourceViolations(rule, settings({ name })));
    }

    for (const [what, name] of [
        ["a line break", "a\nb"],
        ["an escape sequence", "\u001b[2Jkey"],
        ["a character that turns the direction round", "key \u202etxt.exe"],
        ["an invisible space", "ke\u200by"],
        ["a joiner between letters", "ke\u200dy"],
        ["half of a character", "key \ud800"],
    ] as const) {
        it(`finds ${what}`, () =>
            assertHasResourceViolation(
                rule,
                settings({ name }),
                /the name holds control, direction or invisible characters/,
            ));
    }

    for (const name of ["<b>key</b>", "<img src=x onerror=alert(1)>", "</script>", "<!-- x", "&lt;b&gt;", "&#x3c;"]) {
        it(`finds HTML in ${JSON.stringify(name)}, and does not repeat it`, async () => {
            const [reported] = await violationsOf(rule, settings({ name }));
            assert.match(reported?.message ?? "", /the name holds HTML/);
            assert.ok(!reported?.message.includes(name));
        });
    }

    it("counts characters as people do, and has a limit that can be configured", async () => {
        await assertNoResourceViolations(rule, settings({ name: "📱".repeat(50) }));
        await assertHasResourceViolation(
            rule,
            settings({ name: "x".repeat(51) }),
            /51 characters of the 50 that it may have/,
        );
        await assertHasResourceViolation(rule, settings({ name: "x".repeat(21) }), /21 characters of the 20/, {
            config: { maxLength: 20 },
        });
    });

    it("is mended by leaving out what cannot be printed; a secret stays one", async () => {
        const props = { __provider: "text", name: secret("Work\r\n\u202ekey\u200b ") };
        assert.deepEqual((await remediated(rule, settings(props)))?.["name"], secret("Work key"));
        const entries = [
            { userId: ada, name: "ok" },
            { userId: ada, name: "ke\u0000y" },
            { userId: ada, name: notKnown },
        ];
        assert.deepEqual((await remediated(rule, group(entries)))?.["settings"], [
            { userId: ada, name: "ok" },
            { userId: ada, name: "key" },
            { userId: ada, name: notKnown },
        ]);
    });

    it("leaves to its author what cannot be mended", async () => {
        for (const name of ["\u200b\u200b", "<b>key</b>", "x".repeat(100), "Work key"]) {
            assert.equal(await remediated(rule, settings({ name })), undefined);
        }
    });

    it("mends every name so that it passes, and changes none that does", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (name) => {
                const clean = withoutUnprintable(name);
                assert.ok(isPrintable(clean));
                assert.equal(withoutUnprintable(clean), clean);
            }),
        );
    });
});
