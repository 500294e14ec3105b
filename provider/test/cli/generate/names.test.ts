import assert from "node:assert/strict";
import fc from "fast-check";
import { nameById, nameByType, uniqueName } from "../../../src/cli/generate/names";

const ada = "auth0|507f1f77bcf86cd799439020";

describe("the name of a generated resource", () => {
    it("is made of the ids of Auth0's own making as they are", () => {
        assert.equal(nameById(ada, "phone|dev_kX"), "auth0-507f1f77bcf86cd799439020-phone-dev_kX");
        assert.equal(
            nameById("google-oauth2|10", "webauthn-roaming|dev_nT"),
            "google-oauth2-10-webauthn-roaming-dev_nT",
        );
        assert.equal(nameByType(ada, "webauthn-roaming"), "auth0-507f1f77bcf86cd799439020-webauthn-roaming");
    });

    it("never changes: users' states hold it", () => {
        assert.equal(nameById("adfs|john@example.org", "totp|dev_1"), "adfs-john-example.org-totp-dev_1-3d904c48a3");
        assert.equal(nameById("samlp|corp|staff/0042", "phone|dev_1"), "samlp-corp-staff-0042-phone-dev_1-1ff72760e9");
        assert.equal(nameByType("samlp|corp|staff/0042", "phone"), "samlp-corp-staff-0042-phone-6743a34e05");
    });

    it("differs where ids differ in signs alone that a name cannot have", () => {
        const users = ["waad|a.b", "waad|a-b", "waad|a/b", "waad|a|b", "waad-a|b", "waad|A.b", "waad|äb", "waad|öb"];
        const names = users.map((user) => nameById(user, "phone|dev_1"));
        assert.equal(new Set(names).size, users.length, names.join("\n"));
    });

    const part = fc.string({ unit: fc.constantFrom("a", "B", "0", "-", "_", ".", "|", ":", "é", "\n", "$") });
    const method = fc.oneof(
        fc
            .tuple(fc.constantFrom("phone", "totp", "email-verification", "verification"), part)
            .map(([t, k]) => `${t}|dev_${k}`),
        part,
    );
    const user = fc.oneof(
        fc.tuple(fc.constantFrom("auth0", "google-oauth2"), part).map(([p, k]) => `${p}|${k}`),
        part,
    );

    it("differs for any two methods, and holds nothing but letters, digits, dashes, underscores and dots", () => {
        fc.assert(
            fc.property(fc.tuple(user, method), fc.tuple(user, method), (one, other) => {
                const [first, second] = [nameById(...one), nameById(...other)];
                assert.match(first, /^[\w.-]+$/);
                assert.equal(first === second, one[0] === other[0] && one[1] === other[1], `${first} ${second}`);
            }),
            { numRuns: 2_000 },
        );
    });

    it("is bounded, however long the ids", () => {
        assert.ok(nameById(`auth0|${"x".repeat(5_000)}`, `phone|dev_${"y".repeat(5_000)}`).length < 200);
    });

    it("is taken once, whatever meets whatever", () => {
        const taken = new Set<string>();
        const names = ["a", "b", "c"].map((identity) => uniqueName("same", [identity], taken));
        assert.equal(names[0], "same");
        assert.equal(new Set(names).size, 3);
    });
});
