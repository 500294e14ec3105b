import assert from "node:assert/strict";
import {
    noPhoneAtHighestAssurance,
    noVoicePreference,
    phoneNumberIsAllowed,
    phoneRiskIsAccepted,
    phoneUserHasUnrestrictedMethod,
} from "../src";
import {
    ada,
    assertHasResourceViolation,
    assertHasStackViolation,
    assertNoResourceViolations,
    assertNoStackViolations,
    enrolment,
    grace,
    group,
    notKnown,
    remediated,
    secret,
    settings,
    stackViolationsOf,
    violationsOf,
} from "./util";

const phone = { authenticationMethodId: "phone|dev_kXVq4drj3Mw6uCF5" };
const phoneByType = { authenticationMethodId: undefined, authenticationMethodType: "phone" };

describe("phone-risk-is-accepted", () => {
    const rule = phoneRiskIsAccepted;

    it("has nothing to say of other methods", () => assertNoResourceViolations(rule, settings()));

    for (const [how, props] of [
        ["its id", phone],
        ["the id of its part for text messages", { authenticationMethodId: "sms|dev_kXVq4drj3Mw6uCF5" }],
        ["the id of its part for calls", { authenticationMethodId: "voice|dev_kXVq4drj3Mw6uCF5" }],
        ["its type", phoneByType],
    ] as const) {
        it(`finds a phone by ${how}`, () =>
            assertHasResourceViolation(
                rule,
                settings(props),
                /^user "auth0\|507.+": a phone is a restricted authenticator\. /,
            ));
    }

    it("finds a phone that is enrolled", () =>
        assertHasResourceViolation(rule, enrolment(), /restricted authenticator/));

    it("names the place of a phone in a group", () => {
        const staff = group([settings().props, { ...settings().props, ...phone, userId: grace }]);
        return assertHasResourceViolation(rule, staff, /^settings\[1\], user "auth0\|507f1f77bcf86cd799439021": /);
    });

    it("says how to mend it and by which standard", () =>
        assertHasResourceViolation(
            rule,
            settings(phone),
            /Declare a passkey.+acceptRestricted\. \[NIST SP 800-63B-4, 3\.2\.9; .+OWASP ASVS 5\.0, 6\.6\.1\]$/,
        ));

    for (const pattern of [ada, "auth0|*", "m", "*"]) {
        it(`accepts a phone by a ticket for ${pattern}`, () =>
            assertNoResourceViolations(rule, settings(phone), {
                config: { acceptRestricted: { [pattern]: "RISK-7" } },
            }));
    }

    it("takes no ticket for somebody else", () =>
        assertHasResourceViolation(rule, settings(phone), /restricted/, {
            config: { acceptRestricted: { [grace]: "RISK-7" } },
        }));

    it("waits for a user who is not known yet where somebody has a ticket", async () => {
        const unclear = settings({ ...phone, userId: notKnown });
        const config = { acceptRestricted: { [grace]: "RISK-7" } };
        await assertNoResourceViolations(rule, unclear, { config });
        await assertHasResourceViolation(rule, unclear, /^a phone is a restricted authenticator/);
    });

    it("accepts every phone of a stack whose tag holds a ticket", () =>
        assertNoResourceViolations(rule, settings(phone), { tags: { "auth0:accept-restricted": "RISK-7" } }));

    it("passes an id that tells no type, and looks again when the outputs tell it", async () => {
        const unclear = settings({ authenticationMethodId: "dev_kXVq4drj3Mw6uCF5" });
        await assertNoResourceViolations(rule, unclear);
        await assertNoStackViolations(rule, [unclear]);
        await assertHasStackViolation(rule, [{ ...unclear, props: { ...unclear.props, type: "phone" } }], /restricted/);
    });

    it("says the same thing once: what the inputs tell is not told of the outputs again", () =>
        assertNoStackViolations(rule, [settings({ ...phone, type: "phone" }), enrolment()]));

    it("judges what a preview knows, and passes what it does not", async () => {
        await assertNoResourceViolations(rule, settings({ authenticationMethodId: notKnown }));
        await assertNoResourceViolations(rule, group(notKnown as never));
        const entries = [notKnown, { userId: notKnown, ...phone, name: notKnown }];
        const reported = await violationsOf(rule, group(entries));
        assert.deepEqual(
            reported.map(({ message }) => message.slice(0, 30)),
            ["settings[1]: a phone is a rest"],
        );
    });

    it("counts what it does not tell, where a group is full of phones", async () => {
        const entries = Array.from({ length: 5_000 }, (_, index) => ({ userId: `auth0|${index}`, ...phone }));
        const reported = await violationsOf(rule, group(entries));
        assert.equal(reported.length, 21);
        assert.equal(reported.at(-1)?.message, "4980 more of this resource are like these.");
    });
});

describe("phone-user-has-unrestricted-method", () => {
    const rule = phoneUserHasUnrestrictedMethod;
    const withId = (authenticationMethodId: string, userId = ada) => settings({ userId, authenticationMethodId });
    const alone = withId("phone|dev_1");

    it("passes a phone beside a security key, in another resource or in a group", async () => {
        await assertNoStackViolations(rule, [alone, settings()]);
        await assertNoStackViolations(rule, [
            group([alone.props]),
            group([{ userId: ada, authenticationMethodType: "totp" }]),
        ]);
    });

    it("finds a phone that is alone", () =>
        assertHasStackViolation(rule, [alone], /a phone is all that this stack declares/));

    it("names the resource", async () => {
        const [reported] = await stackViolationsOf(rule, [
            group([settings().props, { ...alone.props, userId: grace }]),
        ]);
        assert.match(reported?.message ?? "", /^settings\[1\], user "auth0\|507f1f77bcf86cd799439021": /);
        assert.equal(reported?.urn?.split("::").at(-1), "staff");
    });

    for (const [what, other] of [
        ["another phone", withId("phone|dev_2")],
        ["e-mail", withId("email|dev_2")],
        ["a recovery code", withId("recovery-code|dev_2")],
        ["a password", withId("password|cGFzcw")],
        ["somebody else's security key", settings({ userId: grace })],
        ["a security key in another tenant", settings({ tenant: "eu" })],
        ["a security key that was never confirmed", settings({ confirmed: false })],
    ] as const) {
        it(`does not take ${what} for one`, () =>
            assertHasStackViolation(rule, [alone, other], /a phone is all that this stack declares/));
    }

    for (const id of [
        "totp|dev_2",
        "push|dev_2",
        "push-notification|dev_2",
        "webauthn-platform|dev_2",
        "passkey|dev_2",
    ]) {
        it(`takes ${id} for one`, () => assertNoStackViolations(rule, [alone, withId(id)]));
    }

    it("waits where a method's type cannot be told, or its user is not known yet", async () => {
        await assertNoStackViolations(rule, [alone, withId("dev_2")]);
        await assertNoStackViolations(rule, [alone, settings({ userId: notKnown })]);
        await assertNoStackViolations(rule, [alone, group(notKnown as never)]);
        await assertNoStackViolations(rule, [alone, group([notKnown])]);
        await assertNoStackViolations(rule, [alone, settings({ tenant: notKnown })]);
    });

    it("passes users who are known to have one elsewhere", () =>
        assertNoStackViolations(rule, [alone], { config: { except: ["auth0|507*"] } }));
});

describe("no-phone-at-highest-assurance", () => {
    const rule = noPhoneAtHighestAssurance;

    it("has nothing to say of other stacks", () => assertNoResourceViolations(rule, settings(phone)));

    for (const tag of ["aal3", "AAL3", "l3"]) {
        it(`finds a phone in a stack with the tag ${tag}`, () =>
            assertHasResourceViolation(rule, settings(phone), /the stack "dev" is of the highest assurance level/, {
                tags: { "auth0:assurance": tag },
            }));
    }

    it("finds a phone in a stack that is configured by name", async () => {
        const config = { stacks: ["bank-*"] };
        await assertHasResourceViolation(rule, settings(phone, { stack: "bank-eu" }), /bank-eu/, { config });
        await assertHasResourceViolation(rule, enrolment({}, { stack: "bank-eu" }), /bank-eu/, { config });
        await assertNoResourceViolations(rule, settings(phone, { stack: "shop-eu" }), { config });
    });

    it("passes a security key there", () =>
        assertNoResourceViolations(rule, settings(), { config: { stacks: ["*"] } }));

    it("finds a phone by its output", () =>
        assertHasStackViolation(rule, [settings({ authenticationMethodId: "dev_1", type: "phone" })], /highest/, {
            config: { stacks: ["dev"] },
        }));
});

describe("no-voice-preference", () => {
    const rule = noVoicePreference;
    const calls = { ...phone, preferredAuthenticationMethod: "voice" };

    it("passes text messages and what is not declared", async () => {
        await assertNoResourceViolations(rule, settings({ ...phone, preferredAuthenticationMethod: "sms" }));
        await assertNoResourceViolations(rule, settings(phone));
        await assertNoResourceViolations(rule, settings({ ...phone, preferredAuthenticationMethod: notKnown }));
    });

    it("finds a call, alone, in a group and enrolled", async () => {
        await assertHasResourceViolation(rule, settings(calls), /a call is preferred to a text message/);
        await assertHasResourceViolation(rule, group([{ userId: ada, ...calls }]), /^settings\[0\], user/);
        await assertHasResourceViolation(
            rule,
            enrolment({ preferredAuthenticationMethod: "voice" }),
            /a call is preferred/,
        );
    });

    it("passes who needs calls", async () => {
        await assertNoResourceViolations(rule, settings(calls), { config: { accessibility: [ada] } });
        await assertNoResourceViolations(rule, settings(calls, { name: "accessible-1" }), {
            config: { accessibility: ["accessible-*"] },
        });
        await assertNoResourceViolations(rule, settings(calls), { tags: { "auth0:voice-for-accessibility": "true" } });
        await assertHasResourceViolation(rule, settings(calls), /a call/, {
            tags: { "auth0:voice-for-accessibility": "false" },
        });
    });

    it("is mended by text messages, and leaves alone who needs calls, secrets and what is not known", async () => {
        const entries = [
            { userId: ada, ...calls, name: secret("Work phone") },
            { userId: grace, ...calls },
            notKnown,
            { userId: notKnown, preferredAuthenticationMethod: notKnown },
        ];
        const props = await remediated(rule, group(entries, { __provider: "text" }), {
            config: { accessibility: [grace] },
        });
        assert.deepEqual(props, {
            settings: [
                { userId: ada, ...phone, preferredAuthenticationMethod: "sms", name: secret("Work phone") },
                { userId: grace, ...calls },
                notKnown,
                { userId: notKnown, preferredAuthenticationMethod: notKnown },
            ],
            __provider: "text",
        });
    });

    it("changes nothing where nothing is to be mended", async () => {
        assert.equal(await remediated(rule, settings(phone)), undefined);
        assert.equal(await remediated(rule, settings(calls), { config: { accessibility: ["*"] } }), undefined);
    });
});

describe("phone-number-is-allowed", () => {
    const rule = phoneNumberIsAllowed;
    const number = (phoneNumber: unknown) => enrolment({ phoneNumber });

    it("passes E.164", async () => {
        for (const phoneNumber of ["+442079460958", "+12025550123", "+6421123456", notKnown, undefined]) {
            await assertNoResourceViolations(rule, number(phoneNumber));
        }
    });

    for (const phoneNumber of [
        "020 7946 0958",
        "+44 20 7946 0958",
        "00442079460958",
        "+0442079460958",
        "+1",
        "+1234567890123456",
        "",
    ]) {
        it(`refuses ${JSON.stringify(phoneNumber)}, and does not repeat it`, async () => {
            const [reported] = await violationsOf(rule, number(phoneNumber));
            assert.match(reported?.message ?? "", /phoneNumber is not in E\.164/);
            assert.ok(phoneNumber.length < 3 || !reported?.message.includes(phoneNumber));
        });
    }

    it("refuses what deny lists, also where allow lists the country", async () => {
        const config = { allow: ["+1", "+44"], deny: ["+1876"] };
        await assertNoResourceViolations(rule, number("+12025550123"), { config });
        await assertHasResourceViolation(rule, number("+18765550123"), /that deny lists/, { config });
        await assertHasResourceViolation(rule, number("+493012345678"), /that allow does not list/, { config });
    });

    it("refuses the international premium rate service by itself", () =>
        assertHasResourceViolation(rule, number("+979123456789"), /that deny lists/));

    it("does not judge the masked number of a method that is adopted", () =>
        assertNoResourceViolations(rule, settings({ ...phone, phoneNumber: "XXXXXXX0958" })));
});
