import assert from "node:assert/strict";
import fc from "fast-check";
import { buildId, parseId } from "../../src/core/ids";
import { pickSelector, type Selectable, select, selectorKey } from "../../src/core/selector";

const userId = "auth0|ada";

function method(authenticationMethodId: string, more: Partial<Selectable> = {}): Selectable {
    return { authenticationMethodId, type: "phone", createdAt: "2026-01-05T08:00:00.000Z", ...more };
}

const old = method("phone|old");
const recent = method("phone|recent", { createdAt: "2026-03-01T10:30:00.000+01:00" });
const begun = method("phone|begun", { confirmed: false, createdAt: "2026-04-01T08:00:00.000Z" });
const totp = method("totp|dev_1", { type: "totp", createdAt: "2026-05-01T08:00:00.000Z" });

describe("the method that is meant", () => {
    it("is the one of the id, confirmed or not", () => {
        assert.deepEqual(select([old, begun], { authenticationMethodId: "phone|begun" }), {
            kind: "one",
            method: begun,
        });
        assert.deepEqual(select([old, begun], { authenticationMethodId: "phone|gone" }), { kind: "none" });
    });

    it("is the one of the type that is confirmed, or says nothing of it", () => {
        const confirmed = method("phone|confirmed", { confirmed: true });
        for (const phone of [old, confirmed]) {
            const selected = select([begun, phone, totp], { authenticationMethodType: "phone" });
            assert.deepEqual(selected, { kind: "one", method: phone });
        }
        assert.deepEqual(select([begun, totp], { authenticationMethodType: "phone" }), { kind: "none" });
        assert.deepEqual(select([], { authenticationMethodType: "phone" }), { kind: "none" });
    });

    it("cannot be told of several, unless the newest is meant", () => {
        const methods = [old, begun, recent, totp];
        const several = { kind: "several", candidates: [old, recent] };
        assert.deepEqual(select(methods, { authenticationMethodType: "phone" }), several);
        assert.deepEqual(select(methods, { authenticationMethodType: "phone", pick: "only" }), several);
        assert.deepEqual(select(methods, { authenticationMethodType: "phone", pick: "newest" }), {
            kind: "one",
            method: recent,
        });
    });

    it("cannot be told of several that are equally new, or say when they were created in a way that is no date", () => {
        for (const createdAt of [old.createdAt, "2026-01-05T09:00:00+01:00", "yesterday"]) {
            const candidates = [old, method("phone|other", { createdAt })];
            assert.deepEqual(select(candidates, { authenticationMethodType: "phone", pick: "newest" }), {
                kind: "several",
                candidates,
            });
        }
    });

    it("does not depend on the order in which the tenant lists methods", () => {
        const times = fc.integer({ min: 0, max: 5 }).map((day) => `2026-01-0${day + 1}T08:00:00.000Z`);
        const methods = fc.uniqueArray(
            fc.record({
                authenticationMethodId: fc.constantFrom("a", "b", "c", "d", "e"),
                type: fc.constantFrom("phone", "totp"),
                confirmed: fc.boolean(),
                createdAt: times,
            }),
            { selector: ({ authenticationMethodId }) => authenticationMethodId },
        );
        fc.assert(
            fc.property(methods, fc.constantFrom("only" as const, "newest" as const), (listed, pick) => {
                const there = select(listed, { authenticationMethodType: "phone", pick });
                const back = select([...listed].reverse(), { authenticationMethodType: "phone", pick });
                assert.equal(back.kind, there.kind);
                if (there.kind === "one") {
                    assert.deepEqual(back, there);
                    assert.equal(there.method.confirmed, true);
                }
            }),
        );
    });
});

describe("a selector", () => {
    const byType = { userId, authenticationMethodType: "phone" };

    it("is told from another by what it means, and not by what it picks of several", () => {
        assert.equal(selectorKey(byType), selectorKey({ ...byType, pick: "newest" }));
        assert.notEqual(selectorKey(byType), selectorKey({ userId, authenticationMethodId: "phone" }));
        assert.notEqual(selectorKey(byType), selectorKey({ ...byType, userId: "auth0|grace" }));
    });

    it("is by type where a type is recorded, whatever method was found", () => {
        const found = { ...byType, authenticationMethodId: "phone|dev_1", pick: "newest" as const, name: "Work phone" };
        assert.deepEqual(pickSelector(found), { ...byType, pick: "newest" });
        assert.deepEqual(pickSelector({ userId, authenticationMethodId: "phone|dev_1" }), {
            userId,
            authenticationMethodId: "phone|dev_1",
        });
    });

    it("has an id of its own, which is read back", () => {
        assert.equal(buildId(byType), "auth0|ada::type:phone");
        assert.deepEqual(parseId("auth0|ada::type:phone"), byType);
        assert.equal(parseId("auth0|ada::type:"), undefined);
    });
});
