import assert from "node:assert/strict";
import { methodsAreRetainedInProduction, privilegedUserIsProtected } from "../src";
import {
    ada,
    assertHasResourceViolation,
    assertNoResourceViolations,
    enrolment,
    grace,
    group,
    remediated,
    secret,
    settings,
} from "./util";

describe("methods-are-retained-in-production", () => {
    const rule = methodsAreRetainedInProduction;
    const restore = { onDelete: "restore" };

    for (const stack of ["prod", "production", "prod-eu", "shop-prod", "shop-production"]) {
        it(`finds what is to be put back in ${stack}`, () =>
            assertHasResourceViolation(rule, settings(restore, { stack }), /onDelete is "restore"/));
    }

    for (const stack of ["dev", "product", "reprod"]) {
        it(`passes it in ${stack}`, () => assertNoResourceViolations(rule, settings(restore, { stack })));
    }

    it("passes what is retained", async () => {
        await assertNoResourceViolations(rule, settings({}, { stack: "prod" }));
        await assertNoResourceViolations(rule, group([], { onDelete: "retain" }, { stack: "prod" }));
    });

    it("finds a group", () =>
        assertHasResourceViolation(
            rule,
            group([settings().props], restore, { stack: "prod" }),
            /^onDelete is "restore"/,
        ));

    it("takes the tag before the name", async () => {
        const tags = (production: string) => ({ tags: { "auth0:production": production } });
        await assertHasResourceViolation(rule, settings(restore), /restore/, tags("true"));
        await assertNoResourceViolations(rule, settings(restore, { stack: "prod" }), tags("false"));
    });

    it("has names that can be configured", async () => {
        const config = { stacks: ["live"] };
        await assertHasResourceViolation(rule, settings(restore, { stack: "live" }), /restore/, { config });
        await assertNoResourceViolations(rule, settings(restore, { stack: "prod" }), { config });
    });

    it("passes what a ticket accepts", () =>
        assertNoResourceViolations(rule, settings(restore, { stack: "prod" }), {
            config: { acceptDestruction: { m: "CHG-4" } },
        }));

    it("asks that an enrolment is protected, since destroying it removes the method", async () => {
        const inProduction = { stack: "prod", kind: "enrolment" } as const;
        await assertHasResourceViolation(rule, enrolment({}, inProduction), /that is not protected is deleted/);
        await assertNoResourceViolations(rule, enrolment({}, { ...inProduction, opts: { protect: true } }));
        await assertNoResourceViolations(rule, enrolment());
    });

    it("is mended by retaining", async () => {
        const props = { ...restore, name: secret("Work key"), __provider: "text" };
        const mended = await remediated(rule, settings(props, { stack: "prod" }));
        assert.deepEqual(mended, { ...settings(props).props, onDelete: "retain" });
        assert.equal(await remediated(rule, settings(restore)), undefined);
        assert.equal(await remediated(rule, settings({}, { stack: "prod" })), undefined);
    });
});

describe("privileged-user-is-protected", () => {
    const rule = privilegedUserIsProtected;
    const config = { privilegedUsers: [ada] };

    it("finds a resource that is not protected", () =>
        assertHasResourceViolation(rule, settings(), /the resource of a privileged user is not protected/, { config }));

    it("finds a group that holds a privileged user, and names the place", () => {
        const staff = group([{ ...settings().props, userId: grace }, settings().props]);
        return assertHasResourceViolation(rule, staff, /^settings\[1\], user .+ is not protected/, { config });
    });

    it("finds changes that are ignored", () =>
        assertHasResourceViolation(
            rule,
            settings({}, { opts: { protect: true, ignoreChanges: ["name"] } }),
            /ignores changes of what it declares/,
            { config },
        ));

    it("passes what is protected and ignores nothing, and users who are not privileged", async () => {
        await assertNoResourceViolations(rule, settings({}, { opts: { protect: true } }), { config });
        await assertNoResourceViolations(rule, settings({ userId: grace }), { config });
        await assertNoResourceViolations(rule, settings());
    });
});
