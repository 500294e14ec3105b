import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { environment, explicit, pem, rsaKey, type Texts, tenant } from "../support/settings";

const encryptedPem = rsaKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "of the test" })
    .toString();
const ellipticPem = generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

describe("the configuration of a tenant", () => {
    it("comes from auth0:*", () => {
        const { origin, audience, credentials, debug } = tenant({ ...explicit, "auth0:debug": "true" });
        assert.equal(origin.url, "https://explicit.example.com");
        assert.equal(audience, "https://explicit.example.com/api/v2/");
        assert.deepEqual(credentials, {
            kind: "clientSecret",
            clientId: "explicit-id",
            clientSecret: "explicit-secret",
        });
        assert.equal(debug, true);
    });

    it("comes from AUTH0_* where it is not in the stack", () => {
        const { origin, audience, credentials, debug } = tenant(
            {},
            {
                ...environment,
                AUTH0_AUDIENCE: "https://canonical.example.com/api/v2/",
                AUTH0_DEBUG: "1",
            },
        );
        assert.equal(origin.url, "https://environment.example.com");
        assert.equal(audience, "https://canonical.example.com/api/v2/");
        assert.equal(credentials.kind === "clientSecret" && credentials.clientSecret, "environment-secret");
        assert.equal(debug, true);
    });

    it("prefers the stack to the environment, setting by setting", () => {
        const { origin, credentials } = tenant({ "auth0:domain": "explicit.example.com" }, environment);
        assert.equal(origin.name, "explicit.example.com");
        assert.equal(credentials.kind === "clientSecret" && credentials.clientId, "environment-id");
    });

    it("has the audience that is set, that of the stack first", () => {
        const variables = { AUTH0_AUDIENCE: "https://of.the.environment/" };
        assert.equal(tenant(explicit, variables).audience, "https://of.the.environment/");
        assert.equal(
            tenant({ ...explicit, "auth0:audience": "https://of.the.stack/" }, variables).audience,
            "https://of.the.stack/",
        );
    });

    it("may have its key and how that signs in the environment", () => {
        const { credentials } = tenant(
            {},
            {
                AUTH0_DOMAIN: "environment.example.com",
                AUTH0_CLIENT_ID: "environment-id",
                AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: pem.replaceAll("\n", "\\n"),
                AUTH0_CLIENT_ASSERTION_SIGNING_ALG: "PS512",
            },
        );
        assert.ok(credentials.kind === "clientAssertion");
        assert.deepEqual([credentials.clientId, credentials.algorithm], ["environment-id", "PS512"]);
        assert.equal(credentials.privateKey.equals(rsaKey), true);
    });

    it("takes an empty text for absent", () => {
        assert.equal(tenant({ ...explicit, "auth0:domain": " " }, environment).origin.name, "environment.example.com");
    });

    const order: readonly [what: string, config: Texts, variables: Texts, kind: string][] = [
        ["an API token before client credentials", { ...explicit, "auth0:apiToken": "t" }, {}, "apiToken"],
        ["a key before a secret", { ...explicit, "auth0:clientAssertionPrivateKey": pem }, {}, "clientAssertion"],
        [
            "an API token before a key",
            { "auth0:apiToken": "t", "auth0:clientAssertionPrivateKey": pem },
            {},
            "apiToken",
        ],
        ["an API token before a secret in the environment", {}, { ...environment, AUTH0_API_TOKEN: "t" }, "apiToken"],
        ["an explicit secret before a token in the environment", explicit, { AUTH0_API_TOKEN: "t" }, "clientSecret"],
    ];
    for (const [what, config, variables, kind] of order) {
        it(`prefers ${what}`, () => {
            assert.equal(tenant({ "auth0:domain": "a.example.com", ...config }, variables).credentials.kind, kind);
        });
    }

    it("reads a key whose line breaks are written as \\n, in both PEM forms, with RS256 unless told otherwise", () => {
        for (const type of ["pkcs8", "pkcs1"] as const) {
            const text = rsaKey.export({ type, format: "pem" }).toString().replaceAll("\n", "\\n");
            const { credentials } = tenant({ ...explicit, "auth0:clientAssertionPrivateKey": text });
            assert.equal(credentials.kind === "clientAssertion" && credentials.algorithm, "RS256");
        }
        const { credentials } = tenant({
            ...explicit,
            "auth0:clientAssertionPrivateKey": pem,
            "auth0:clientAssertionSigningAlg": "PS256",
        });
        assert.equal(credentials.kind === "clientAssertion" && credentials.algorithm, "PS256");
    });

    const wrong: readonly [what: string, config: Texts, message: RegExp][] = [
        [
            "no domain",
            { "auth0:clientId": "a" },
            /auth0:domain \(or AUTH0_DOMAIN\) is not set.*example\.eu\.auth0\.com/,
        ],
        ["no credentials", { "auth0:domain": "a.example.com" }, /No credentials\. Set auth0:clientId.*auth0:apiToken/],
        [
            "a client id alone",
            { "auth0:domain": "a.example.com", "auth0:clientId": "x" },
            /auth0:clientId.*without a credential/,
        ],
        [
            "a secret without a client id",
            { "auth0:domain": "a.example.com", "auth0:clientSecret": "s" },
            /auth0:clientSecret is set, but auth0:clientId \(or AUTH0_CLIENT_ID\) is not/,
        ],
        ["a scheme in the domain", { ...explicit, "auth0:domain": "https://a.example.com" }, /not a host name/],
        ["a token with a space", { "auth0:domain": "a.example.com", "auth0:apiToken": "Bearer x" }, /without "Bearer"/],
        [
            "a token with a line break",
            { "auth0:domain": "a.example.com", "auth0:apiToken": "hunter2\nX-Forged: 1" },
            /auth0:apiToken holds spaces, line breaks/,
        ],
        ["a key that is none", { ...explicit, "auth0:clientAssertionPrivateKey": "hunter2" }, /not an unencrypted RSA/],
        [
            "an encrypted key",
            { ...explicit, "auth0:clientAssertionPrivateKey": encryptedPem },
            /not an unencrypted RSA/,
        ],
        [
            "a key of an elliptic curve",
            { ...explicit, "auth0:clientAssertionPrivateKey": ellipticPem },
            /not an unencrypted RSA/,
        ],
        [
            "half of a key",
            { ...explicit, "auth0:clientAssertionPrivateKey": pem.slice(0, 800) },
            /not an unencrypted RSA/,
        ],
        [
            "an algorithm without a key",
            { ...explicit, "auth0:clientAssertionSigningAlg": "PS256" },
            /auth0:clientAssertionSigningAlg is set without the key .*clientAssertionPrivateKey .* as well, or remove it/,
        ],
        [
            "an unknown algorithm",
            { ...explicit, "auth0:clientAssertionPrivateKey": pem, "auth0:clientAssertionSigningAlg": "HS256" },
            /auth0:clientAssertionSigningAlg is "HS256": set it to one of RS256/,
        ],
        [
            "a debug switch that is none",
            { ...explicit, "auth0:debug": "maybe" },
            /auth0:debug is "maybe": set it to "true" or "false"\./,
        ],
    ];
    for (const [what, config, message] of wrong) {
        it(`is refused with ${what}`, () => {
            assert.throws(
                () => tenant(config),
                (error: Error) => {
                    assert.match(error.message, message);
                    assert.doesNotMatch(error.message, /hunter2|explicit-secret|KEY-----\s*MI/);
                    return true;
                },
            );
        });
    }
});
