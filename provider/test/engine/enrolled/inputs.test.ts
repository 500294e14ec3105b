import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { enrolmentTypes, secretArguments } from "../../../src/core/enrolment";
import { argumentNames, checkShape, enrolmentOf, readInputs } from "../../../src/engine/enrolled/inputs";
import { argumentsOf, kinds } from "../../../src/engine/enrolled/kinds";

const unknown = pulumi.runtime.unknownValue;
const right: Readonly<Record<string, unknown>> = {
    name: "Ours",
    preferredAuthenticationMethod: "sms",
    phoneNumber: "+15005550006",
    email: "ada@example.com",
    totpSecret: "JBSWY3DPEHPK3PXP",
    keyId: "a2V5",
    publicKey: "cHVi_-+/==",
    aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
    relyingPartyIdentifier: "login.example.com",
    credentialDeviceType: "single_device",
    credentialBackedUp: false,
    identityUserId: "507f1f77",
    userAgent: "Mozilla/5.0",
    userHandle: "handle",
    transports: ["internal"],
};

type Type = (typeof enrolmentTypes)[number];

/** Right inputs of a type: what it needs, or all that it takes. */
function inputsOf(type: Type, which: "needs" | "all" = "needs"): Record<string, unknown> {
    const names = which === "needs" ? kinds[type].needs : argumentsOf(kinds[type]);
    const given = Object.fromEntries(names.map((name) => [name, right[name]]));
    return { userId: "auth0|ada", type, ...given, __provider: "text" };
}

function reasons(inputs: Record<string, unknown>): string[] {
    return checkShape(inputs).map(({ property, reason }) => `${property}: ${reason}`);
}

describe("the arguments of a method that is enrolled", () => {
    for (const type of enrolmentTypes) {
        it(`are right for ${type} with what it needs, and with all that it takes, known or not`, () => {
            assert.deepEqual(reasons(inputsOf(type)), []);
            assert.deepEqual(reasons({ ...inputsOf(type, "all"), tenant: "eu" }), []);
            for (const name of Object.keys(inputsOf(type, "all"))) {
                assert.deepEqual(reasons({ ...inputsOf(type, "all"), [name]: unknown }), [], name);
            }
        });

        it(`lack what ${type} needs, each named with what to give`, () => {
            for (const name of kinds[type].needs) {
                for (const absent of [undefined, null]) {
                    const [reason, ...more] = reasons({ ...inputsOf(type), [name]: absent });
                    assert.deepEqual(more, []);
                    assert.ok(reason?.includes(`${name} is required for a method of type "${type}": give `), reason);
                }
            }
        });

        it(`do not apply to ${type} where the table does not say so`, () => {
            const taken = Object.keys(inputsOf(type, "all"));
            for (const name of Object.keys(right).filter((one) => !taken.includes(one))) {
                const [reason, ...more] = reasons({ ...inputsOf(type), [name]: right[name] });
                assert.deepEqual(more, []);
                assert.ok(
                    reason?.includes(`${name} does not apply to a method of type "${type}", which takes`),
                    reason,
                );
            }
        });
    }

    it("are all in the table", () => {
        const ofTypes = enrolmentTypes.flatMap((type) => argumentsOf(kinds[type]));
        assert.deepEqual(new Set(argumentNames), new Set(["userId", "type", "tenant", ...ofTypes]));
        assert.deepEqual(new Set(Object.keys(right)), new Set(ofTypes));
    });

    it("are read as they are declared, and so enrolled", () => {
        const inputs: Record<string, unknown> = { ...inputsOf("passkey", "all"), tenant: "eu" };
        delete inputs["__provider"];
        assert.deepEqual(readInputs({ ...inputs, __provider: "text", email: null }), inputs);
        const { userId: _user, tenant: _tenant, ...enrolment } = inputs;
        assert.deepEqual(enrolmentOf(readInputs(inputs)), enrolment);
        assert.throws(() => readInputs({ ...inputs, type: "phone" }), {
            name: "InvalidArgumentsError",
            message: /phoneNumber is required/,
        });
    });

    it("wait for the type where it is not known: what is given is looked at, what is not given is not missed", () => {
        assert.deepEqual(reasons({ userId: "auth0|ada", type: unknown, email: "ada@example.com" }), []);
        assert.equal(reasons({ userId: "auth0|ada", type: unknown, email: "ada" }).length, 1);
    });

    it("may hold what is not known in a list", () => {
        assert.deepEqual(reasons({ ...inputsOf("passkey"), transports: ["internal", unknown] }), []);
    });

    const wrong: readonly [type: Type, name: string, values: readonly unknown[]][] = [
        ["phone", "phoneNumber", ["", "+1", "030901820", "+0301234", "+1 500 555", "+1234567890123456", "+15x", 5]],
        ["phone", "preferredAuthenticationMethod", ["fax", 1]],
        [
            "email",
            "email",
            ["", "ada", "@example.com", "ada@", "a b@c", "Ada <ada@example.com>", `${"a".repeat(251)}@b.c`],
        ],
        ["totp", "totpSecret", ["", "JBSWY3DPEHPK3PX", "jbswy3dpehpk3pxp", "JBSW Y3DP EHPK 3PXP", "JBSWY3DPEHPK3PX1"]],
        ["totp", "totpSecret", ["A".repeat(257), "========JBSWY3DPEHPK3PXP", 1, {}]],
        ["totp", "name", ["", 1]],
        ["passkey", "keyId", ["", 1]],
        ["passkey", "publicKey", ["", "not base64!", "a=b", ["x"]]],
        ["passkey", "aaguid", ["", "ea9b8d66", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d"]],
        ["passkey", "relyingPartyIdentifier", ["", "https://example.com", "a b", "example.com/x", "-a.com"]],
        ["passkey", "credentialDeviceType", ["", "both"]],
        ["passkey", "credentialBackedUp", ["true", 1]],
        ["passkey", "transports", ["usb", [""], [1], {}]],
        ["passkey", "userHandle", ["", 1]],
    ];
    for (const [type, name, values] of wrong) {
        it(`are wrong with another ${name} than ${type} can have: ${JSON.stringify(values).slice(0, 60)}`, () => {
            for (const value of values) {
                const found = reasons({ ...inputsOf(type), [name]: value });
                assert.ok(found.length >= 1, JSON.stringify(value));
                assert.ok(
                    found.every((reason) => reason.includes(name)),
                    found.join("\n"),
                );
            }
        });
    }

    it("are of no other type: those that users alone can enrol are named among none", () => {
        for (const type of ["push", "webauthn-platform", "webauthn_roaming", "recovery-code", "toString", 1, null]) {
            const [reason] = reasons({ userId: "auth0|ada", type });
            assert.match(
                reason ?? "",
                /type must be "phone", "email", "totp", "webauthn-roaming" or "passkey": Auth0 takes no other/,
            );
        }
    });

    it("are never shown where they are secret: neither named, so that the engine prints them, nor in the message", () => {
        const odd = fc.oneof(
            fc.string({ minLength: 6 }),
            fc.stringMatching(/^[A-Z2-7 ]{6,40}$/),
            fc.stringMatching(/^\+?[\d ]{6,40}$/),
        );
        fc.assert(
            fc.property(
                fc.constantFrom(...enrolmentTypes),
                fc.constantFrom(...secretArguments),
                odd,
                (type, name, value) => {
                    for (const { property, reason } of checkShape({ ...inputsOf(type), [name]: value })) {
                        assert.equal(property, "");
                        assert.ok(!reason.includes(value) || reasonsOfNothing.includes(value), reason);
                    }
                },
            ),
        );
    });

    it("name the argument whose value may be shown", () => {
        assert.deepEqual(
            checkShape({ ...inputsOf("passkey"), aaguid: "x", credentialBackedUp: "yes", transports: 1 }).map(
                ({ property }) => property,
            ),
            ["aaguid", "credentialBackedUp", ""],
        );
    });
});

// What stands in messages whatever the value is.
const reasonsOfNothing = enrolmentTypes
    .flatMap((type) =>
        secretArguments.flatMap((name) => checkShape({ ...inputsOf(type), [name]: "" }).map(({ reason }) => reason)),
    )
    .join("\n");
