import assert from "node:assert/strict";
import { environment, explicit, pem, rsaKey, type Texts, tenant, tenants } from "../support/settings";

describe("the configuration of a named tenant", () => {
    const block = { domain: "eu.example.com", clientId: "eu-id", clientSecret: "eu-secret" };

    it("comes from its block", () => {
        const { origin, credentials } = tenant({ ...explicit, ...tenants({ eu: block }) }, environment, "eu");
        assert.equal(origin.name, "eu.example.com");
        assert.equal(credentials.kind === "clientSecret" && credentials.clientSecret, "eu-secret");
    });

    it("may name the environment variable of a secret", () => {
        const blocks = tenants({ eu: { domain: "eu.example.com", clientId: "x", clientSecretEnv: "EU_SECRET" } });
        const { credentials } = tenant(blocks, { EU_SECRET: "from-env" }, "eu");
        assert.equal(credentials.kind === "clientSecret" && credentials.clientSecret, "from-env");
        assert.throws(() => tenant(blocks, {}, "eu"), /names the environment variable "EU_SECRET", which is not set/);
    });

    it("may name the variable of its key, or of its token, as well", () => {
        const variables = { EU_KEY: pem, EU_TOKEN: "token-of-eu" };
        const byKey = tenant(
            tenants({ eu: { domain: "eu.example.com", clientId: "eu-id", clientAssertionPrivateKeyEnv: "EU_KEY" } }),
            variables,
            "eu",
        );
        assert.ok(byKey.credentials.kind === "clientAssertion");
        assert.equal(byKey.credentials.privateKey.equals(rsaKey), true);
        assert.ok(byKey.secrets.includes(pem.trim()));

        const byToken = tenant(tenants({ eu: { domain: "eu.example.com", apiTokenEnv: "EU_TOKEN" } }), variables, "eu");
        assert.deepEqual(byToken.credentials, { kind: "apiToken", apiToken: "token-of-eu" });
        assert.deepEqual(byToken.secrets, ["token-of-eu"]);
    });

    it("prefers a secret in its block to one in the environment", () => {
        const { credentials } = tenant(
            tenants({ eu: { ...block, clientSecretEnv: "EU_SECRET" } }),
            { EU_SECRET: "from-env" },
            "eu",
        );
        assert.equal(credentials.kind === "clientSecret" && credentials.clientSecret, "eu-secret");
    });

    it("is never completed with another tenant's credentials", () => {
        const blocks = tenants({ eu: { domain: "eu.example.com" } });
        assert.throws(
            () => tenant({ ...explicit, ...blocks }, { ...environment, AUTH0_API_TOKEN: "t" }, "eu"),
            /No credentials\. Set auth0-authentication-methods:tenants\.eu\.clientId/,
        );
    });

    it("takes numbers and booleans, which `pulumi config set --path` makes of texts", () => {
        const { credentials, debug } = tenant(tenants({ eu: { ...block, clientId: 12345, debug: true } }), {}, "eu");
        assert.equal(credentials.kind === "clientSecret" && credentials.clientId, "12345");
        assert.equal(debug, true);
    });

    it("is completed with a secret in the environment only where none is written down, whichever kind it is", () => {
        const { credentials } = tenant(
            tenants({ eu: { ...block, clientAssertionPrivateKeyEnv: "EU_KEY" } }),
            { EU_KEY: pem },
            "eu",
        );
        assert.equal(credentials.kind, "clientSecret");
    });

    it("logs its requests where auth0:debug is on, unless its block says otherwise", () => {
        const debug = (config: Texts, own?: boolean) =>
            tenant({ ...config, ...tenants({ eu: { ...block, debug: own } }) }, {}, "eu").debug;
        assert.equal(debug({}), false);
        assert.equal(debug({ "auth0:debug": "true" }), true);
        assert.equal(debug({ "auth0:debug": "false" }), false);
        assert.equal(debug({ "auth0:debug": "true" }, false), false);
        assert.equal(debug({ "auth0:debug": "false" }, true), true);
    });

    it("may come from the environment as a whole", () => {
        const variables = { AUTH0_AUTHENTICATION_METHODS_TENANTS: JSON.stringify({ eu: block }) };
        assert.equal(tenant({}, variables, "eu").origin.name, "eu.example.com");
    });

    const wrong: readonly [what: string, config: Texts, message: RegExp][] = [
        ["no blocks at all", {}, /tenant "eu" has no block in auth0-authentication-methods:tenants, which is not set/],
        ["no block of that name", tenants({ us: block }), /tenant "eu" has no block in .*which has "us"/],
        [
            "a key that is none",
            tenants({ eu: { ...block, secret: "hunter2" } }),
            /holds "secret"\. Correct that: a tenant takes domain/,
        ],
        [
            "a value that is no text",
            tenants({ eu: { ...block, clientId: ["hunter2"] } }),
            /tenants\.eu\.clientId is not a text/,
        ],
        [
            "a text that is no JSON",
            { "auth0-authentication-methods:tenants": "{hunter2" },
            /not an object of named tenants/,
        ],
        ["a list", tenants([block]), /^auth0-authentication-methods:tenants is not an object of named tenants\./],
        [
            "a scheme in its domain",
            tenants({ eu: { ...block, domain: "https://eu.example.com" } }),
            /^auth0-authentication-methods:tenants\.eu\.domain is "https:\/\/eu\.example\.com", which is not a host name/,
        ],
    ];
    for (const [what, config, message] of wrong) {
        it(`is refused with ${what}`, () => {
            assert.throws(
                () => tenant(config, {}, "eu"),
                (error: Error) => {
                    assert.match(error.message, message);
                    assert.doesNotMatch(error.message, /hunter2|eu-secret/);
                    return true;
                },
            );
        });
    }
});
