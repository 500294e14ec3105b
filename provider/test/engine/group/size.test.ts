import assert from "node:assert/strict";
import { checkGroupShape } from "../../../src/engine/group/groupInputs";

function entries(count: number, name = "Work phone") {
    return Array.from({ length: count }, (_, index) => ({
        userId: `auth0|${String(index).padStart(24, "0")}`,
        authenticationMethodId: `phone|dev_${String(index).padStart(16, "0")}`,
        name,
        preferredAuthenticationMethod: "voice",
    }));
}

describe("the size of a group", () => {
    it("may be tens of thousands of methods", () => {
        assert.deepEqual(checkGroupShape({ settings: entries(30_000) }), []);
    });

    it("is no more than the engine can be handed when some of it fails", () => {
        const [failure, ...others] = checkGroupShape({ settings: entries(50_000) });
        assert.match(failure?.reason ?? "", /^settings is too long for one group: 50000 entries, \d\.\d MB as JSON\./);
        assert.match(failure?.reason ?? "", /declare several groups instead\.$/);
        assert.deepEqual(others, []);
    });

    it("counts by length, not by entries", () => {
        assert.equal(checkGroupShape({ settings: entries(10_000, "é".repeat(300)) }).length, 1);
    });
});
