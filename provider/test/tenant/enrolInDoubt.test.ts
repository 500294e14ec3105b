import assert from "node:assert/strict";
import { createCancellation } from "../../src/core/cancellation";
import { EnrollingTenant, lost, ours, refused, totp } from "../support/enrollingTenant";
import { wire } from "../support/wire";

describe("an enrolment of which nobody can tell what came of it", () => {
    let tenant: EnrollingTenant;
    beforeEach(async () => {
        tenant = await EnrollingTenant.start();
    });
    afterEach(async () => tenant.stop());

    it("is in doubt when two may be it, or one that is not as declared came to be: it names them, and those before", async () => {
        for (const other of ["Ours", "Another"]) {
            tenant.methods = [wire("totp|old", { name: "Old" })];
            const fresh = [wire("totp|new", { name: other }), ...(other === "Ours" ? [ours()] : [])];
            tenant.posts = [tenant.adds(fresh, lost)];
            await assert.rejects(tenant.enrol(), (error: Error) => {
                assert.equal(error.name, "EnrolmentInDoubtError");
                assert.match(
                    error.message,
                    /Could not enrol a method of type "totp" .*no answer tells whether it was done/,
                );
                assert.match(error.message, new RegExp(`meanwhile "totp\\|new" \\("totp", named "${other}", created`));
                assert.match(
                    error.message,
                    /Before it, the user had "totp\|old" \("totp", named "Old", created 2026-01-01T00:00Z\)\. Look for a newer/,
                );
                assert.doesNotMatch(error.message, /JBSWY3DPEHPK3PXP/);
                return true;
            });
            assert.equal(tenant.sent.match(/POST/g)?.length, 1);
        }
    });

    it("is in doubt when the methods cannot be read after a lost answer, and sends nothing again", async () => {
        tenant.posts = [lost];
        tenant.reads = [undefined, undefined, refused, refused];
        await assert.rejects(tenant.enrol(), (error: Error) => {
            assert.equal(error.name, "EnrolmentInDoubtError");
            assert.match(
                error.message,
                /could not be read afterwards: Could not read .*403.*Look for a newer one in Auth0/,
            );
            return true;
        });
        assert.equal(tenant.sent, "GET POST GET GET");
    });

    it("is in doubt when the engine cancels it before the answer", async () => {
        const controller = createCancellation();
        tenant.posts = [
            (response) => {
                controller.abort();
                lost(response);
            },
        ];
        await assert.rejects(tenant.enrol(totp, controller.signal), {
            name: "EnrolmentInDoubtError",
            message: /the operation was cancelled/,
        });
    });
});
