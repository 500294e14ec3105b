import assert from "node:assert/strict";
import fc from "fast-check";
import { plan } from "../../../src/core/plan";
import type { Settings } from "../../../src/core/settings";
import { isAsRecorded } from "../../../src/engine/group/entries";
import type { GroupEntry } from "../../../src/engine/group/groupInputs";
import {
    adoptedFrom,
    groupInputsOf,
    readGroupOutputs,
    recordAnew,
    recordEntry,
    valuesOf,
} from "../../../src/engine/group/groupOutputs";

const method = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1" };
const original = { name: "Old phone", preferredAuthenticationMethod: "sms" };

/** An entry that is adopted now. */
function record(entry: GroupEntry, live: Settings, originalSettings: Settings) {
    const { authenticationMethodId } = method;
    return recordEntry(entry, { authenticationMethodId, originalSettings }, authenticationMethodId, live);
}

const text = fc.constantFrom("Work phone", "Old phone", "sms", "voice");
const settings: fc.Arbitrary<Settings> = fc.record(
    { name: text, preferredAuthenticationMethod: text },
    { requiredKeys: [], noNullPrototype: true },
);

describe("what a group records of an entry", () => {
    it("is what is declared of it, with the value that it has now, and its original settings", () => {
        const live = {
            name: "Work phone",
            preferredAuthenticationMethod: "voice",
            type: "phone",
            phoneNumber: "+1555",
        };
        assert.deepEqual(record({ ...method, name: "Work phone" }, live, original), {
            ...method,
            name: "Work phone",
            originalSettings: original,
        });
    });

    it("is null where a declared setting has no value, and stays declared", () => {
        const recorded = record({ ...method, name: "Work phone" }, {}, {});
        assert.deepEqual(recorded, { ...method, name: null, originalSettings: {} });
        assert.deepEqual(adoptedFrom(recorded), { ...method, declaredSettings: ["name"], originalSettings: {} });
        assert.deepEqual(valuesOf(recorded), {});
    });

    it("is as declared exactly where nothing is to be sent and the same settings are declared", () => {
        fc.assert(
            fc.property(settings, settings, settings, (before, live, declared) => {
                const recorded = record({ ...method, ...before }, live, {});
                const isSame =
                    plan(declared, valuesOf(recorded)) === undefined &&
                    Object.keys(declared).sort().join() === Object.keys(before).sort().join();
                assert.equal(isAsRecorded({ ...method, ...declared }, recorded), isSame);
            }),
        );
    });

    it("is never as declared where it is not recorded, or unfinished", () => {
        const entry = { ...method, name: "Work phone" };
        const recorded = record(entry, entry, {});
        assert.equal(isAsRecorded(entry, recorded), true);
        assert.equal(isAsRecorded(entry, undefined), false);
        assert.equal(isAsRecorded(entry, { ...recorded, unfinished: true }), false);
    });

    it("survives the state, which is JSON, and being recorded anew as it is", () => {
        fc.assert(
            fc.property(settings, settings, settings, (declared, live, originalSettings) => {
                const recorded = record({ ...method, ...declared }, live, originalSettings);
                const read = readGroupOutputs(JSON.parse(JSON.stringify({ settings: [recorded] })));
                assert.deepEqual(read, { settings: [recorded] });
                assert.deepEqual(recordAnew(adoptedFrom(recorded), recorded.authenticationMethodId, live), recorded);
            }),
        );
    });

    it("loses its mark of being unfinished when it is read anew, and no original setting", () => {
        const unfinished = {
            ...record({ ...method, name: "Work phone" }, {}, original),
            unfinished: true as const,
        };
        assert.deepEqual(recordAnew(adoptedFrom(unfinished), method.authenticationMethodId, { name: "Old phone" }), {
            ...method,
            name: "Old phone",
            originalSettings: original,
        });
    });
});

describe("what a group records of an entry that is selected by its type", () => {
    const entry = {
        userId: "auth0|ada",
        authenticationMethodType: "phone",
        pick: "newest" as const,
        name: "Work phone",
    };
    const first = recordEntry(
        entry,
        { authenticationMethodId: "phone|dev_1", originalSettings: original },
        "phone|dev_1",
        entry,
    );

    it("is how it is selected, and the method that was found", () => {
        assert.deepEqual(first, {
            userId: "auth0|ada",
            authenticationMethodId: "phone|dev_1",
            authenticationMethodType: "phone",
            pick: "newest",
            name: "Work phone",
            originalSettings: original,
        });
        assert.deepEqual(readGroupOutputs(JSON.parse(JSON.stringify({ settings: [first] }))), { settings: [first] });
        assert.deepEqual(groupInputsOf({ settings: [first] }), { settings: [entry] });
    });

    it("is the method of a later enrolment beside the first one, to which the original settings belong", () => {
        const second = recordEntry(entry, first, "phone|dev_2", entry);
        assert.deepEqual(second, { ...first, authenticationMethodId: "phone|dev_2", adoptedMethodId: "phone|dev_1" });
        assert.deepEqual(recordEntry(entry, second, "phone|dev_3", entry), {
            ...second,
            authenticationMethodId: "phone|dev_3",
        });
        // The first one may come back: the later one was removed.
        assert.deepEqual(recordAnew(adoptedFrom(second), "phone|dev_1", entry), first);
    });

    it("is not as declared when another one of several is meant", () => {
        assert.equal(isAsRecorded(entry, first), true);
        assert.equal(isAsRecorded({ ...entry, pick: "only" }, first), false);
    });
});

describe("the outputs of a group in a state", () => {
    it("are read with patience: what another release added is left aside, and what is odd is not there", () => {
        const read = readGroupOutputs({
            __provider: "text",
            since: "0.9",
            onDelete: "forget",
            settings: [{ ...method, name: 7, originalSettings: "none", unfinished: "perhaps", note: "new" }],
        });
        assert.deepEqual(JSON.parse(JSON.stringify(read)), { settings: [{ ...method, originalSettings: {} }] });
    });

    it("are none without a list of methods", () => {
        const noId = { ...method, authenticationMethodId: "" };
        for (const settings of [undefined, "lost", [{ userId: "auth0|ada" }], [{ ...noId, originalSettings: {} }]]) {
            assert.equal(readGroupOutputs({ settings }), undefined);
        }
        for (const outputs of [undefined, null]) {
            assert.equal(readGroupOutputs(outputs), undefined);
        }
    });

    it("are none with a tenant that is no text: they must not be taken for those of auth0:domain", () => {
        assert.notEqual(readGroupOutputs({ settings: [] }), undefined);
        assert.equal(readGroupOutputs({ settings: [], tenant: { name: "eu" } }), undefined);
    });

    it("stand for inputs that differ from the program where a method does", () => {
        const recorded = {
            ...method,
            name: "Private",
            preferredAuthenticationMethod: null,
            originalSettings: original,
        };
        assert.deepEqual(groupInputsOf({ settings: [recorded], onDelete: "restore", tenant: "eu" }), {
            settings: [{ ...method, name: "Private" }],
            onDelete: "restore",
            tenant: "eu",
        });
        assert.deepEqual(groupInputsOf({ settings: [] }), { settings: [] });
    });
});
