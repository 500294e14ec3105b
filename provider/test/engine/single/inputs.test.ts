import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { isUnknown } from "../../../src/engine/arguments";
import { checkShape } from "../../../src/engine/single/inputs";

const valid = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1", name: "Work phone", __provider: "text" };
const unknown = pulumi.runtime.unknownValue;

function reasons(inputs: Record<string, unknown>): string[] {
    return checkShape({ ...valid, ...inputs }).map(({ property, reason }) => `${property}: ${reason}`);
}

describe("the shape of inputs", () => {
    it("is right for every argument at its right value", () => {
        assert.deepEqual(
            reasons({
                preferredAuthenticationMethod: "sms",
                onDelete: "restore",
                tenant: "eu",
                authenticationMethodId: "x|y",
            }),
            [],
        );
    });

    it("takes the engine's unknown for every argument", () => {
        assert.equal(isUnknown(unknown), true);
        for (const name of [
            "userId",
            "authenticationMethodId",
            "name",
            "preferredAuthenticationMethod",
            "onDelete",
            "tenant",
        ]) {
            assert.deepEqual(reasons({ [name]: unknown }), [], name);
        }
    });

    it("counts an unknown setting as declared", () => {
        assert.deepEqual(reasons({ name: undefined, preferredAuthenticationMethod: unknown }), []);
    });

    it("takes null for absent", () => {
        assert.deepEqual(reasons({ onDelete: null, tenant: null }), []);
        assert.match(reasons({ userId: null }).join(), /^userId: userId is required: give the id of the Auth0 user/);
    });

    const wrong: readonly [what: string, inputs: Record<string, unknown>, reason: RegExp][] = [
        ["an empty user id", { userId: "" }, /^userId: userId is empty\. Give the id of the Auth0 user/],
        ["a user id of ..", { userId: ".." }, /^userId: userId is not an id/],
        [
            "an empty method id",
            { authenticationMethodId: "" },
            /^authenticationMethodId: authenticationMethodId is empty\. Give the id/,
        ],
        [
            "an id that is a type",
            { authenticationMethodId: "type:phone" },
            /^authenticationMethodId: .*begins with "type:"\. To select a method by its type, declare authenticationMethodType/,
        ],
        [
            "an id and a type",
            { authenticationMethodType: "phone" },
            /authenticationMethodId and authenticationMethodType are both declared/,
        ],
        [
            "neither an id nor a type",
            { authenticationMethodId: undefined },
            /authenticationMethodId is required: give .* Or declare authenticationMethodType instead/,
        ],
        [
            "an empty type",
            { authenticationMethodId: undefined, authenticationMethodType: "" },
            /^authenticationMethodType: authenticationMethodType is empty\. Give the type of the method, such as "phone"/,
        ],
        ["a choice without a type", { pick: "newest" }, /^pick: pick says which of several/],
        [
            "a choice that is none",
            { authenticationMethodId: undefined, authenticationMethodType: "phone", pick: "oldest" },
            /^pick: .*pick must be "only" .* or "newest"/,
        ],
        [
            "a preference of a TOTP",
            {
                authenticationMethodId: undefined,
                authenticationMethodType: "totp",
                preferredAuthenticationMethod: "sms",
            },
            /^preferredAuthenticationMethod: .*authenticationMethodType is "totp"\. Take preferredAuthenticationMethod out/,
        ],
        ["a missing method id", { authenticationMethodId: undefined }, /^authenticationMethodId: .* is required/],
        ["a method id with the separator", { authenticationMethodId: "a::b" }, /^authenticationMethodId: .*"::"/],
        ["an empty name", { name: "" }, /^name: name is empty, and Auth0 cannot unset/],
        [
            "another preference",
            { preferredAuthenticationMethod: "fax" },
            /^preferredAuthenticationMethod: .*"voice" or "sms"/,
        ],
        ["another onDelete", { onDelete: "delete" }, /^onDelete: onDelete must be "retain"/],
        ["neither setting", { name: undefined }, /^: neither name nor preferredAuthenticationMethod/],
        [
            "an unknown argument",
            { phoneNumber: "+1555" },
            /^: "phoneNumber" is not an argument\. The arguments are userId/,
        ],
    ];
    for (const [what, inputs, reason] of wrong) {
        it(`is wrong with ${what}`, () => {
            const found = reasons(inputs);
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", reason);
        });
    }

    it("gives one failure for each problem", () => {
        assert.equal(reasons({ userId: "", onDelete: "x", name: undefined, other: 1 }).length, 4);
    });

    it("has a message for what is no text at all", () => {
        fc.assert(
            fc.property(fc.constantFrom("userId", "name", "onDelete", "tenant"), fc.jsonValue(), (name, value) => {
                fc.pre(typeof value !== "string" && value !== null);
                const [failure] = checkShape({ ...valid, [name]: value });
                assert.match(failure?.reason ?? "", new RegExp(name));
            }),
        );
    });
});
