import assert from "node:assert/strict";
import { readBehaviour } from "../../src/configuration/configuration";
import { pem, type Texts, tenant, tenants } from "../support/settings";

const domain = { "auth0:domain": "a.example.com" };

function messageOf(read: () => unknown): string {
    try {
        read();
    } catch (error) {
        assert.equal((error as Error).name, "ConfigurationError");
        return (error as Error).message;
    }
    return assert.fail("nothing is wrong");
}

describe("a message about the configuration says what is wrong, and all of what to type", () => {
    const wrong: readonly [what: string, config: Texts, message: string][] = [
        [
            "no domain",
            {},
            "auth0:domain (or AUTH0_DOMAIN) is not set. Set it to the tenant's domain, such as example.eu.auth0.com, " +
                "together with auth0:clientId (or AUTH0_CLIENT_ID) and auth0:clientSecret (or AUTH0_CLIENT_SECRET).",
        ],
        [
            "what is no domain",
            { "auth0:domain": "https://a.example.com" },
            'auth0:domain is "https://a.example.com", which is not a host name. ' +
                "Write the tenant's domain alone, such as example.eu.auth0.com: no scheme, port or path " +
                "(it is always reached by https). Only an emulator on this machine is reached otherwise, " +
                "as http://127.0.0.1:PORT, http://localhost:PORT or http://[::1]:PORT.",
        ],
        [
            "no credentials",
            domain,
            "No credentials. Set auth0:clientId (or AUTH0_CLIENT_ID) and auth0:clientSecret (or AUTH0_CLIENT_SECRET), " +
                "or auth0:clientAssertionPrivateKey (or AUTH0_CLIENT_ASSERTION_PRIVATE_KEY); " +
                "or set auth0:apiToken (or AUTH0_API_TOKEN) to an access token of the Management API.",
        ],
        [
            "a client id alone",
            { ...domain, "auth0:clientId": "x" },
            "auth0:clientId (or AUTH0_CLIENT_ID) is set without a credential. " +
                "Set auth0:clientSecret (or AUTH0_CLIENT_SECRET), " +
                "or auth0:clientAssertionPrivateKey (or AUTH0_CLIENT_ASSERTION_PRIVATE_KEY) as well.",
        ],
        [
            "an unknown algorithm",
            {
                ...domain,
                "auth0:clientId": "x",
                "auth0:clientAssertionPrivateKey": pem,
                "auth0:clientAssertionSigningAlg": "none",
            },
            'auth0:clientAssertionSigningAlg is "none": set it to one of RS256, RS384, RS512, PS256, PS384, PS512.',
        ],
    ];
    for (const [what, config, message] of wrong) {
        it(`of ${what}`, () => {
            assert.equal(
                messageOf(() => tenant(config)),
                message,
            );
        });
    }

    const takes =
        "Correct that: a tenant takes domain, audience, clientId, clientSecret, clientAssertionPrivateKey, clientAssertionSigningAlg, " +
        "apiToken, debug, clientSecretEnv, clientAssertionPrivateKeyEnv, apiTokenEnv";
    const own = "auth0-authentication-methods:tenants";
    const wrongBlocks: readonly [what: string, config: Texts, message: string][] = [
        [
            "no blocks at all",
            {},
            `tenant "eu" has no block in ${own}, which is not set. ` +
                `Add one: \`pulumi config set --path '${own}.NAME.domain' example.eu.auth0.com\`.`,
        ],
        [
            "no block of that name",
            tenants({ us: {}, "of Japan": {} }),
            `tenant "eu" has no block in ${own}, which has "us", "of Japan". ` +
                `Add one: \`pulumi config set --path '${own}.NAME.domain' example.eu.auth0.com\`.`,
        ],
        [
            "blocks that cannot be read",
            { [own]: "eu.example.com" },
            `${own} is not an object of named tenants. Set it with ` +
                `\`pulumi config set --path '${own}.NAME.domain' example.eu.auth0.com\` and so on.`,
        ],
        [
            "keys that a block does not take",
            tenants({ eu: { domain: "eu.example.com", secret: "s", token: "t" } }),
            `tenant "eu" in ${own} holds "secret", "token". ${takes}, each a text.`,
        ],
        [
            "a block that is none",
            tenants({ eu: "eu.example.com" }),
            `tenant "eu" in ${own} is not an object. ${takes}, each a text.`,
        ],
        [
            "a value that is no text",
            tenants({ eu: { domain: ["eu.example.com"] } }),
            `${own}.eu.domain is not a text. ${takes}, each a text.`,
        ],
        [
            "everything that is wrong with a block",
            tenants({ eu: { domain: null, clientId: {}, secret: "s" } }),
            `${own}.eu.domain is not a text, ${own}.eu.clientId is not a text, tenant "eu" in ${own} holds "secret". ` +
                `${takes}, each a text.`,
        ],
        [
            "a variable that is not set",
            tenants({ eu: { domain: "eu.example.com", clientSecretEnv: "EU_SECRET" } }),
            `${own}.eu.clientSecretEnv names the environment variable "EU_SECRET", which is not set. ` +
                "Set it where Pulumi runs.",
        ],
        [
            "a client id alone in a block",
            tenants({ eu: { domain: "eu.example.com", clientId: "x" } }),
            `${own}.eu.clientId is set without a credential. ` +
                `Set ${own}.eu.clientSecret (or clientSecretEnv, the name of an environment variable), or ` +
                `${own}.eu.clientAssertionPrivateKey (or clientAssertionPrivateKeyEnv, the name of an environment variable) ` +
                "as well.",
        ],
    ];
    for (const [what, config, message] of wrongBlocks) {
        it(`of ${what}`, () => {
            assert.equal(
                messageOf(() => tenant(config, {}, "eu")),
                message,
            );
        });
    }

    it("of a secret in a variable that a block names: the variable, and where it is named", () => {
        const config: Texts = tenants({ eu: { domain: "eu.example.com", clientSecretEnv: "EU_SECRET" } });
        assert.equal(
            messageOf(() => tenant(config, { EU_SECRET: "s" }, "eu")),
            `EU_SECRET (named by ${own}.eu.clientSecretEnv) is set, but ${own}.eu.clientId is not. ` +
                "Set the client id it belongs to.",
        );
    });

    it("of a key that is none: what keys look like", () => {
        const config: Texts = { ...domain, "auth0:clientId": "x", "auth0:clientAssertionPrivateKey": "k" };
        assert.match(
            messageOf(() => tenant(config)),
            /^auth0:clientAssertionPrivateKey is not an unencrypted RSA private key .*-BEGIN PRIVATE KEY-.*-BEGIN RSA PRIVATE/,
        );
    });

    it("of a tenant whose name would need quotes in a path", () => {
        for (const [name, shown] of [
            ["eu_1-a", "eu_1-a"],
            ["of Japan", '"of Japan"'],
            ["eu!", '"eu!"'],
            ["!eu", '"!eu"'],
        ] as const) {
            const config: Texts = tenants({ [name]: { clientId: "x" } });
            assert.match(
                messageOf(() => tenant(config, {}, name)),
                new RegExp(`^${own}\\.${shown}\\.domain is not set\\.`),
            );
        }
    });

    it("of what is no number: in which unit, and the most", () => {
        for (const [key, rule] of [
            ["requestsPerSecond", "requests greater than 0 and at most 100000"],
            ["requestTimeout", "seconds greater than 0 and at most 86400"],
            ["operationTimeout", "seconds greater than 0 and at most 86400"],
        ] as const) {
            assert.equal(
                messageOf(() => readBehaviour({ get: (asked) => (asked.endsWith(key) ? "-1" : undefined) }, {})),
                `auth0-authentication-methods:${key} is "-1": set it to a number of ${rule}.`,
            );
        }
    });
});
