import assert from "node:assert/strict";
import { personalValuesAreSecret } from "../src";
import {
    assertHasResourceViolation,
    assertNoResourceViolations,
    enrolment,
    notKnown,
    remediated,
    secret,
    settings,
} from "./util";

describe("personal-values-are-secret", () => {
    const rule = personalValuesAreSecret;

    it("runs at the level at which it can see secrets", () => assert.equal(rule.enforcementLevel, "remediate"));

    it("makes a secret of what is none, and leaves the rest as it is", async () => {
        const given = enrolment({
            __provider: "text",
            email: secret("ada@example.com"),
            totpSecret: "JBSWY3DPEHPK3PXP",
        });
        assert.deepEqual(await remediated(rule, given), {
            ...given.props,
            phoneNumber: secret("+442079460958"),
            email: secret("ada@example.com"),
            totpSecret: secret("JBSWY3DPEHPK3PXP"),
        });
    });

    it("changes nothing where all are secrets, or not known yet", async () => {
        assert.equal(await remediated(rule, enrolment({ phoneNumber: secret("+442079460958") })), undefined);
        assert.equal(await remediated(rule, enrolment({ phoneNumber: notKnown, email: undefined })), undefined);
    });

    it("has nothing to say of what it has looked at", async () => {
        const given = enrolment({}, { name: "looked-at" });
        await remediated(rule, given);
        await assertNoResourceViolations(rule, given);
    });

    it("does not pass at another level what it cannot see", () =>
        assertHasResourceViolation(
            rule,
            enrolment({ email: "ada@example.com" }, { name: "not-looked-at" }),
            /^at this level it cannot be seen which of phoneNumber, email are secrets\. Pass such values by pulumi\.secret/,
        ));

    it("refuses instead, where it is configured to, and changes nothing then", async () => {
        const config = { refuse: true };
        const given = enrolment({ email: secret("ada@example.com") }, { name: "refused" });
        assert.equal(await remediated(rule, given, { config }), undefined);
        await assertHasResourceViolation(rule, given, /^no secrets: phoneNumber\. Pass/, { config });
        const allSecret = enrolment({ phoneNumber: secret("+442079460958") }, { name: "all-secret" });
        assert.equal(await remediated(rule, allSecret, { config }), undefined);
        await assertNoResourceViolations(rule, allSecret, { config });
    });

    it("asks nothing of settings, which take no such values", () =>
        assertNoResourceViolations(rule, settings({ phoneNumber: "XXXX0958" })));
});
