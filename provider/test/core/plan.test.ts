import assert from "node:assert/strict";
import fc from "fast-check";
import { drift, plan } from "../../src/core/plan";
import { namesOf, type Settings } from "../../src/core/settings";

const settings: fc.Arbitrary<Settings> = fc
    .record(
        {
            name: fc.oneof(fc.constantFrom("A", "B"), fc.string()),
            preferredAuthenticationMethod: fc.constantFrom("voice", "sms"),
        },
        { requiredKeys: [] },
    )
    .map((record) => ({ ...record }));

describe("plan", () => {
    it("gives the declared settings when it is laid over the live ones", () => {
        fc.assert(
            fc.property(settings, settings, (declared, live) => {
                const after: Settings = { ...live, ...plan(declared, live) };
                for (const name of namesOf(declared)) {
                    assert.equal(after[name], declared[name]);
                }
            }),
        );
    });

    it("is nothing when what is declared is live already", () => {
        fc.assert(
            fc.property(settings, settings, (declared, other) => {
                assert.equal(plan(declared, { ...other, ...declared }), undefined);
            }),
        );
    });

    it("holds declared settings that differ, and no others", () => {
        fc.assert(
            fc.property(settings, settings, (declared, live) => {
                for (const name of namesOf(plan(declared, live) ?? {})) {
                    assert.notEqual(declared[name], undefined);
                    assert.notEqual(declared[name], live[name]);
                }
            }),
        );
    });

    it("is never empty", () => {
        fc.assert(
            fc.property(settings, settings, (declared, live) => {
                assert.notDeepEqual(plan(declared, live), {});
            }),
        );
    });
});

describe("drift", () => {
    it("names what is neither as recorded nor as declared", () => {
        assert.deepEqual(drift({ name: "A" }, { name: "A" }, { name: "X" }), ["name"]);
    });

    it("is silent about a change of the program", () => {
        assert.deepEqual(drift({ name: "B" }, { name: "A" }, { name: "A" }), []);
    });

    it("is silent where the tenant already has what is declared", () => {
        assert.deepEqual(drift({ name: "B" }, { name: "A" }, { name: "B" }), []);
    });

    it("is silent about what is not declared", () => {
        assert.deepEqual(drift({ name: "A" }, { name: "A" }, { name: "A", preferredAuthenticationMethod: "sms" }), []);
    });
});
