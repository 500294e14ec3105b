import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { InvalidArgumentsError } from "../../../src/core/errors";
import { selectorKey } from "../../../src/core/selector";
import {
    checkGroupShape,
    hasUnknowns,
    knownEntries,
    readGroupInputs,
    readGroupInputsToCompare,
} from "../../../src/engine/group/groupInputs";

const unknown = pulumi.runtime.unknownValue;
const entry = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1", name: "Work phone" };
const numbered = (index: number) => ({ ...entry, userId: `auth0|${index}` });

function reasons(inputs: Record<string, unknown>): string[] {
    return checkGroupShape({ __provider: "text", ...inputs }).map(({ property, reason }) => `${property}: ${reason}`);
}

describe("the shape of a group's inputs", () => {
    it("is right for every argument at its right value, and for an empty list", () => {
        const full = { ...entry, userId: "auth0|grace", preferredAuthenticationMethod: "sms" };
        assert.deepEqual(reasons({ settings: [entry, full], onDelete: "restore", tenant: "eu" }), []);
        assert.deepEqual(reasons({ settings: [] }), []);
    });

    it("takes the engine's unknown for the list, for an entry and for each argument of one", () => {
        assert.deepEqual(reasons({ settings: unknown, onDelete: unknown, tenant: unknown }), []);
        assert.deepEqual(reasons({ settings: [unknown, entry, unknown] }), []);
        for (const name of ["userId", "authenticationMethodId", "name", "preferredAuthenticationMethod"]) {
            assert.deepEqual(reasons({ settings: [{ ...entry, [name]: unknown }] }), [], name);
        }
        // What is not known yet may be another method.
        assert.deepEqual(reasons({ settings: [entry, { ...entry, userId: unknown }, unknown] }), []);
    });

    it("takes null for absent, in entries too", () => {
        assert.deepEqual(
            reasons({ settings: [{ ...entry, preferredAuthenticationMethod: null }], onDelete: null, tenant: null }),
            [],
        );
        assert.match(reasons({ settings: null }).join(), /^: settings is required/);
        assert.match(
            reasons({ settings: [{ ...entry, name: null }] }).join(),
            /^: settings\[0\] declares neither name/,
        );
    });

    const wrong: readonly [what: string, settings: unknown, reason: RegExp][] = [
        ["no list", undefined, /^: settings is required: declare the methods, each as \{ userId/],
        ["an object for a list", { ada: entry }, /^: settings is not a list: declare the methods, each as \{ userId/],
        ["null in the list", [entry, null], /^: settings\[1\] is not an object/],
        ["a list in the list", [[entry]], /^: settings\[0\] is not an object/],
        ["an empty user id", [{ ...entry, userId: "" }], /^: settings\[0\]\.userId is empty\. Give the id of the/],
        ["a user id of ..", [{ ...entry, userId: ".." }], /^: settings\[0\]\.userId is not an id/],
        ["a method id with the separator", [{ ...entry, authenticationMethodId: "a::b" }], /MethodId holds "::"/],
        ["an empty name", [{ ...entry, name: "" }], /^: settings\[0\]\.name is empty, and Auth0 cannot unset/],
        [
            "an unknown argument of an entry",
            [entry, { ...numbered(1), phoneNumber: "+1555" }],
            /^: settings\[1\]: "phoneNumber" is not an argument\. The arguments are userId, authenticationMethodId, /,
        ],
        [
            "an argument of the whole group in an entry",
            [entry, { ...numbered(1), onDelete: "restore" }],
            /^: settings\[1\]: onDelete is declared once for the whole group, beside settings\. Take it out of the entry\.$/,
        ],
        [
            "one method twice",
            [entry, numbered(1), { ...entry, name: "Another" }],
            /^: settings\[0\] and settings\[2\] are the same method, "phone\|dev_1" of user "auth0\|ada"\. Declare it once/,
        ],
    ];
    for (const [what, settings, reason] of wrong) {
        it(`is wrong with ${what}, in one failure that names no property`, () => {
            const found = reasons({ settings });
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", reason);
        });
    }

    it("is told in twenty failures and the number of the others, however much is wrong", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
                const found = reasons({ settings: Array.from({ length: count }, (_, index) => `${index}`) });
                assert.equal(found.length, Math.min(count, 21));
                if (count > 20) {
                    assert.equal(
                        found.at(-1),
                        `: and ${count - 20} more problems of this resource: mend those above first.`,
                    );
                }
            }),
        );
    });

    it("finds each repeated method, and nothing else, among any methods", () => {
        const id = fc.constantFrom("a", "b", "a|b", "b|a", '","');
        fc.assert(
            fc.property(
                fc.array(fc.record({ userId: id, authenticationMethodId: id }), { maxLength: 12 }),
                (methods) => {
                    const found = reasons({ settings: methods.map((method) => ({ ...method, name: "x" })) });
                    const distinct = new Set(
                        methods.map(({ userId, authenticationMethodId }) => `${userId} ${authenticationMethodId}`),
                    );
                    assert.equal(found.length, methods.length - distinct.size);
                },
            ),
        );
    });
});

describe("a group's inputs", () => {
    it("are read as declared, without what is absent or not an argument", () => {
        const raw = { __provider: "text", settings: [{ ...entry, preferredAuthenticationMethod: null }], tenant: null };
        assert.deepEqual(readGroupInputs(raw), { settings: [entry] });
        assert.deepEqual(readGroupInputs({ ...raw, onDelete: "restore", tenant: "eu" }), {
            settings: [entry],
            onDelete: "restore",
            tenant: "eu",
        });
    });

    it("are refused where a policy made them wrong after the check", () => {
        assert.throws(() => readGroupInputs({ settings: [entry, entry] }), InvalidArgumentsError);
    });

    it("are compared also where a state holds a tenant's own value, which no program can declare", () => {
        const odd = { ...entry, preferredAuthenticationMethod: "carrier-pigeon" };
        assert.deepEqual(readGroupInputsToCompare({ settings: [odd] }), { settings: [odd] });
    });

    it("that are known keep their places in the list, and what is known of them", () => {
        const settings = [unknown, { ...numbered(1), name: unknown }, { ...numbered(2), userId: unknown }, numbered(3)];
        const { userId, authenticationMethodId } = numbered(1);
        assert.deepEqual(knownEntries({ settings }), [
            { index: 1, entry: { userId, authenticationMethodId } },
            { index: 3, entry: numbered(3) },
        ]);
        assert.deepEqual(knownEntries({ settings: unknown }), []);
    });

    it("are unknown wherever something of them is", () => {
        for (const inputs of [
            { settings: unknown },
            { settings: [entry, unknown] },
            { settings: [{ ...entry, name: unknown }] },
            { settings: [entry], onDelete: unknown },
        ]) {
            assert.equal(hasUnknowns(inputs), true);
        }
        assert.equal(hasUnknowns({ settings: [entry], onDelete: "restore" }), false);
    });

    it("have keys that tell methods apart, whatever stands in the ids", () => {
        fc.assert(
            fc.property(
                fc.string(),
                fc.string(),
                fc.string(),
                fc.string(),
                (userId, authenticationMethodId, user, method) => {
                    const isSame = userId === user && authenticationMethodId === method;
                    const keys = [
                        selectorKey({ userId, authenticationMethodId }),
                        selectorKey({ userId: user, authenticationMethodId: method }),
                    ];
                    assert.equal(keys[0] === keys[1], isSame);
                },
            ),
        );
    });
});
