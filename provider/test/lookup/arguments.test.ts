import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checked, type LookupName } from "../../src/lookup/arguments";

const email = "ada.lovelace@example.com";
const userId = "auth0|ada";
const authenticationMethodId = "phone|dev_1";

describe("the arguments of a look-up", () => {
    const right: readonly [name: LookupName, args: object][] = [
        ["getUser", { email }],
        ["getUser", { email: '"ada @ home"@example.com', connection: "staff", tenant: "eu" }],
        ["getUser", { email: "ada+test@пример.рф" }],
        ["getUser", { userId }],
        ["getAuthenticationMethods", { userId }],
        ["getAuthenticationMethods", { userId, type: "phone", confirmed: false, tenant: "eu" }],
        ["getAuthenticationMethod", { userId, authenticationMethodId }],
        ["getAuthenticationMethod", { userId, type: "phone" }],
        ["getAuthenticationMethod", { userId, type: "phone", pick: "newest", tenant: "eu" }],
    ];
    for (const [name, args] of right) {
        it(`are taken: ${name}(${JSON.stringify(args)})`, () => {
            assert.deepEqual(checked(name, args), args);
        });
    }

    it("are as if they were not there where they are undefined or null", () => {
        assert.deepEqual(checked("getUser", { email, userId: undefined, connection: null, tenant: undefined }), {
            email,
        });
    });

    const wrong: readonly [name: LookupName, args: unknown, message: string][] = [
        ["getUser", {}, "getUser: give email or userId."],
        ["getUser", { email, userId }, "getUser: give email or userId, not both."],
        [
            "getUser",
            { userId, connection: "staff" },
            "getUser: connection goes with email, not with userId: leave it out.",
        ],
        ["getUser", { email: 7 }, 'getUser: email is not a text: give an e-mail address, such as "ada@example.com".'],
        [
            "getUser",
            { email, mail: "x", tenant: "" },
            'getUser: "mail" is not an argument. The arguments are email, connection, userId, tenant. tenant is empty. Leave it ' +
                "out for the tenant of auth0:domain.",
        ],
        [
            "getUser",
            { emial: email },
            'getUser: "emial" is not an argument. The arguments are email, connection, userId, tenant. Give email or userId.',
        ],
        ["getUser", undefined, "getUser: give its arguments as an object: email, connection, userId, tenant."],
        ["getUser", email, "getUser: give its arguments as an object: email, connection, userId, tenant."],
        [
            "getUser",
            { email: pulumi.output(email) },
            "getUser: an Output or a Promise is not a value yet. Give it to getUserOutput.",
        ],
        [
            "getAuthenticationMethods",
            pulumi.output({ userId }),
            "getAuthenticationMethods: an Output or a Promise is not a value yet. Give it to getAuthenticationMethodsOutput.",
        ],
        [
            "getAuthenticationMethods",
            { userId: Promise.resolve(userId) },
            "getAuthenticationMethods: an Output or a Promise is not a value yet. Give it to getAuthenticationMethodsOutput.",
        ],
        [
            "getAuthenticationMethods",
            {},
            'getAuthenticationMethods: userId is required: give the id of the Auth0 user, such as "auth0|507f1f77bcf86cd799439020".',
        ],
        [
            "getAuthenticationMethods",
            { userId, confirmed: "yes" },
            "getAuthenticationMethods: confirmed must be true or false; leave it out for both.",
        ],
        [
            "getAuthenticationMethods",
            { userId, type: "" },
            'getAuthenticationMethods: type is empty: give a type of authentication methods, such as "phone".',
        ],
        ["getAuthenticationMethod", { userId }, "getAuthenticationMethod: give type or authenticationMethodId."],
        [
            "getAuthenticationMethod",
            { userId, type: "phone", authenticationMethodId },
            "getAuthenticationMethod: give type or authenticationMethodId, not both.",
        ],
        [
            "getAuthenticationMethod",
            { userId, authenticationMethodId, pick: "newest" },
            "getAuthenticationMethod: pick goes with type, not with authenticationMethodId: leave it out.",
        ],
    ];
    for (const [name, args, message] of wrong) {
        it(`are refused: ${message}`, () => {
            assert.throws(() => checked(name, args as object), { name: "InvalidArgumentsError", message });
        });
    }

    it("are refused with a pick that there is not", () => {
        assert.throws(() => checked("getAuthenticationMethod", { userId, type: "phone", pick: "oldest" }), {
            name: "InvalidArgumentsError",
            message: /^getAuthenticationMethod: pick must be "only" .* or "newest"/,
        });
    });

    for (const text of [
        "s3cret",
        "ada.lovelace",
        "ada lovelace@example.com",
        "ada@a.b, eve@a.b",
        "@corp.example",
        "ada.l@",
        "",
    ]) {
        it(`are refused without being repeated where an e-mail address is none: ${JSON.stringify(text)}`, () => {
            assert.throws(
                () => checked("getUser", { email: text }),
                ({ message }: Error) => /^getUser: email is /.test(message) && (text === "" || !message.includes(text)),
            );
        });
    }
});
