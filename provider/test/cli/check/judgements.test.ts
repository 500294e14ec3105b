import assert from "node:assert/strict";
import { judgeClock, judgeRate, judgeScopes } from "../../../src/cli/check/judgements";

const needed = ["read:authentication_methods", "update:authentication_methods"];

describe("what check makes of a tenant's answers", () => {
    const statuses = (granted: readonly string[] | undefined) => judgeScopes(granted).map(({ status }) => status);

    it("asks for the two scopes of settings alone", () => {
        assert.deepEqual(statuses(needed), ["ok", "ok", "ok"]);
        assert.deepEqual(statuses([needed[0] ?? ""]), ["fail", "ok", "ok"]);
        assert.deepEqual(statuses([]), ["fail", "ok", "ok"]);
        assert.match(
            judgeScopes([needed[0] ?? ""])[0]?.message ?? "",
            /missing update:authentication_methods\. Grant it/,
        );
        assert.match(judgeScopes(needed)[2]?.message ?? "", /^users by e-mail address: not granted read:users/);
    });

    it("says where the scopes are when the token does not tell them", () => {
        assert.deepEqual(statuses(undefined), ["warn"]);
    });

    it("tells the rate limit as the tenant does", () => {
        const rate = { limit: 50, remaining: 49, reset: undefined, resetIn: undefined, retryAfter: undefined };
        assert.equal(judgeRate(rate, undefined).message, "50 requests at once, 49 left");
        assert.match(judgeRate(rate, 2).message, /49 left; no more than 2 a second are sent/);
        assert.equal(judgeRate({ ...rate, remaining: 0 }, undefined).status, "warn");
        assert.equal(judgeRate({ ...rate, limit: undefined }, undefined).message, "the tenant says nothing of it");
    });

    it("warns of a clock that is more than ten seconds off, either way", () => {
        assert.equal(judgeClock(10_000, "clientSecret").status, "ok");
        assert.equal(judgeClock(-10_000, "clientSecret").status, "ok");
        assert.match(judgeClock(61_000, "clientAssertion").message, /61 s behind the tenant's: .* private key/);
        assert.match(judgeClock(-61_000, "clientSecret").message, /61 s before the tenant's: certificates/);
    });
});
