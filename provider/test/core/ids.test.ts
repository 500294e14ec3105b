import assert from "node:assert/strict";
import fc from "fast-check";
import { buildId, isSeparable, parseId } from "../../src/core/ids";

describe("resource ids", () => {
    it("reads back what it built, whatever the user id holds", () => {
        const hostile = fc.oneof(
            fc.string({ minLength: 1 }),
            fc.string({ unit: fc.constantFrom(":", "::", "|", "@", "/", "%3A", "a"), minLength: 1 }),
        );
        fc.assert(
            fc.property(hostile, hostile.filter(isSeparable), (userId, authenticationMethodId) => {
                const reference = { userId, authenticationMethodId };
                assert.deepEqual(parseId(buildId(reference)), reference);
            }),
        );
    });

    it("splits at the last separator", () => {
        assert.deepEqual(parseId("oauth2|a::b|c::phone|dev_1"), {
            userId: "oauth2|a::b|c",
            authenticationMethodId: "phone|dev_1",
        });
    });

    for (const text of ["", "::", "auth0|ada", "auth0|ada::", "::phone|dev_1"]) {
        it(`does not take ${JSON.stringify(text)} for an id`, () => {
            assert.equal(parseId(text), undefined);
        });
    }
});
