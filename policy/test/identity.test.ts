import assert from "node:assert/strict";
import { oneResourcePerMethod, userConnectionIsAllowed } from "../src";
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
    stackViolationsOf,
} from "./util";

describe("user-connection-is-allowed", () => {
    const rule = userConnectionIsAllowed;

    it("passes any connection where none are configured", async () => {
        for (const userId of [ada, "samlp|company|ada@example.com", "google-oauth2|1035479", notKnown]) {
            await assertNoResourceViolations(rule, settings({ userId }));
        }
    });

    for (const userId of ["507f1f77bcf86cd799439020", "ada@example.com", "|507f", "auth0|", "auth0 |507f"]) {
        it(`refuses ${JSON.stringify(userId)}, which names no connection`, () =>
            assertHasResourceViolation(rule, settings({ userId }), /userId does not begin with a connection/));
    }

    it("refuses connections that are not among those that are configured", async () => {
        const config = { allow: ["auth0|", "samlp|company|"] };
        await assertNoResourceViolations(rule, settings(), { config });
        await assertNoResourceViolations(rule, settings({ userId: "samlp|company|ada" }), { config });
        const staff = group([settings().props, { ...settings().props, userId: "samlp|company2|eve" }]);
        await assertHasResourceViolation(rule, staff, /^settings\[1\], .+ that allow does not list/, { config });
        await assertHasResourceViolation(rule, enrolment({ userId: "sms|5f" }), /that allow does not list/, { config });
    });
});

describe("one-resource-per-method", () => {
    const rule = oneResourcePerMethod;
    const entry = settings().props;

    it("passes methods that are each declared once", () =>
        assertNoStackViolations(rule, [
            settings(),
            settings({ userId: grace }, { name: "n" }),
            settings({ authenticationMethodId: "totp|dev_1" }, { name: "another" }),
        ]));

    it("finds a method of two resources, and names the other", async () => {
        const [reported, ...more] = await stackViolationsOf(rule, [settings(), settings({}, { name: "n" })]);
        assert.match(reported?.message ?? "", /the method is declared by "m" as well/);
        assert.equal(reported?.urn?.split("::").at(-1), "n");
        assert.deepEqual(more, []);
    });

    it("names the same one whatever the order in which the engine has them", async () => {
        const both = [settings({}, { name: "n" }), settings()];
        assert.deepEqual(await stackViolationsOf(rule, both), await stackViolationsOf(rule, both.toReversed()));
    });

    it("finds a method of a resource and a group, and of two groups", async () => {
        await assertHasStackViolation(rule, [settings(), group([entry])], /^settings\[0\], .+ declared by "m" as well/);
        const others = group([{ ...entry, userId: grace }, entry], {}, { name: "workers" });
        await assertHasStackViolation(
            rule,
            [group([entry]), others],
            /^settings\[1\], .+by settings\[0\] of "staff" as well/,
        );
    });

    it("finds a method that is chosen by its type twice", () => {
        const byType = { authenticationMethodId: undefined, authenticationMethodType: "phone" };
        return assertHasStackViolation(
            rule,
            [settings(byType), group([{ ...entry, ...byType }])],
            /declared by "m" as well/,
        );
    });

    it("finds a method that is chosen by its type and by its id, where the outputs tell", async () => {
        const byType = { authenticationMethodId: undefined, authenticationMethodType: "webauthn-roaming" };
        await assertNoStackViolations(rule, [settings(), settings(byType, { name: "n" })]);
        const found = { ...byType, authenticationMethodId: entry["authenticationMethodId"] };
        await assertHasStackViolation(rule, [settings(), settings(found, { name: "n" })], /declared by "m" as well/);
    });

    it("finds an enrolment whose settings are declared as well", () =>
        assertHasStackViolation(
            rule,
            [enrolment({ authenticationMethodId: "phone|dev_1" }), settings({ authenticationMethodId: "phone|dev_1" })],
            /as well/,
        ));

    it("does not take one id in two tenants for one method", () =>
        assertNoStackViolations(rule, [settings(), settings({ tenant: "eu" }, { name: "eu" })]));

    it("passes what is not known yet", () =>
        assertNoStackViolations(rule, [
            settings({ authenticationMethodId: notKnown }),
            settings({ authenticationMethodId: notKnown }, { name: "n" }),
            settings({ userId: notKnown }, { name: "and-again" }),
            settings({}, { name: "known" }),
            settings({ tenant: notKnown }, { name: "and-once-more" }),
        ]));
});
