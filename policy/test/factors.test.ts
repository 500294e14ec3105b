import { emailIsNoFactor, privilegedUserHasPhishingResistantMethod, userHasTwoAuthenticators } from "../src";
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
    settings,
} from "./util";

const withId = (authenticationMethodId: string, props: object = {}) => settings({ authenticationMethodId, ...props });

describe("email-is-no-factor", () => {
    const rule = emailIsNoFactor;

    it("passes other methods", async () => {
        await assertNoResourceViolations(rule, settings());
        await assertNoResourceViolations(rule, enrolment());
        await assertNoResourceViolations(rule, withId("email-verification|dev_1"));
    });

    it("finds e-mail that is adopted, alone and in a group, and that is enrolled", async () => {
        const message = /e-mail is not to be used as an authentication factor/;
        await assertHasResourceViolation(rule, withId("email|dev_f0O81fTcftc0kN2v"), message);
        await assertHasResourceViolation(rule, group([{ userId: ada, authenticationMethodType: "email" }]), message);
        await assertHasResourceViolation(rule, enrolment({ type: "email", phoneNumber: undefined }), message);
    });

    it("finds it by its output, once", async () => {
        await assertHasStackViolation(rule, [withId("dev_1", { type: "email" })], /e-mail/);
        await assertNoStackViolations(rule, [withId("email|dev_1", { type: "email" })]);
    });

    it("passes users whose e-mail is for recovery", () =>
        assertNoResourceViolations(rule, withId("email|dev_1"), { config: { except: [ada] } }));

    it("passes what is not known yet", () => assertNoResourceViolations(rule, enrolment({ type: notKnown })));
});

describe("privileged-user-has-phishing-resistant-method", () => {
    const rule = privilegedUserHasPhishingResistantMethod;
    const config = { privilegedUsers: [ada] };
    const message = /a privileged user has no phishing-resistant method here/;

    it("finds a privileged user with TOTP and push notifications alone", () =>
        assertHasStackViolation(rule, [withId("totp|dev_1"), withId("push|dev_2")], message, { config }));

    for (const id of ["webauthn-roaming|dev_1", "webauthn-platform|dev_1", "passkey|dev_1"]) {
        it(`passes ${id}`, () => assertNoStackViolations(rule, [withId("totp|dev_1"), withId(id)], { config }));
    }

    it("passes one in a group, by its type", () =>
        assertNoStackViolations(
            rule,
            [withId("totp|dev_1"), group([{ userId: ada, authenticationMethodType: "passkey" }])],
            {
                config,
            },
        ));

    it("does not take one that was never confirmed", () =>
        assertHasStackViolation(rule, [withId("passkey|dev_1", { confirmed: false })], message, { config }));

    it("asks nothing of others", async () => {
        await assertNoStackViolations(rule, [withId("totp|dev_1")]);
        await assertNoStackViolations(rule, [withId("totp|dev_1", { userId: grace })], { config });
    });

    it("knows privileged users by patterns", () =>
        assertHasStackViolation(rule, [withId("totp|dev_1", { userId: "auth0|admin-7" })], message, {
            config: { privilegedUsers: ["auth0|admin-*"] },
        }));

    it("waits where a type cannot be told", () =>
        assertNoStackViolations(rule, [withId("totp|dev_1"), withId("dev_2")], { config }));
});

describe("user-has-two-authenticators", () => {
    const rule = userHasTwoAuthenticators;

    it("finds a user with one", () =>
        assertHasStackViolation(rule, [settings()], /declares 1 of the 2 authenticators that a user is to have/));

    it("passes a user with two", async () => {
        await assertNoStackViolations(rule, [settings(), withId("totp|dev_1")]);
        await assertNoStackViolations(rule, [group([settings().props]), enrolment()]);
    });

    it("passes a user with two of one type", () =>
        assertNoStackViolations(rule, [withId("totp|dev_1"), withId("totp|dev_2")]));

    it("does not count e-mail, passwords, recovery codes, what is unconfirmed, or a method twice", async () => {
        for (const id of ["email|dev_1", "password|x", "recovery-code|dev_1"]) {
            await assertHasStackViolation(rule, [settings(), withId(id)], /declares 1 of the 2/);
        }
        await assertHasStackViolation(
            rule,
            [settings(), withId("totp|dev_1", { confirmed: false })],
            /declares 1 of the 2/,
        );
        await assertHasStackViolation(rule, [settings(), settings({}, { name: "again" })], /declares 1 of the 2/);
    });

    it("asks for as many as it is configured", () =>
        assertHasStackViolation(rule, [settings(), withId("totp|dev_1")], /declares 2 of the 3/, {
            config: { minimum: 3 },
        }));

    it("passes who has others elsewhere", () =>
        assertNoStackViolations(rule, [settings()], { config: { except: [ada] } }));
});
