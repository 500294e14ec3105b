import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type Config, type Recorder, type Settings, startRecorder } from "./support";

// In whatever a user may put in the wrong place, so that no message may hold it.
const canary = "hunter2-canary";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const encryptedKey = privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "of the test" })
    .toString();
const ellipticKey = generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

type Mistake = readonly [what: string, settings: (url: string) => Settings | Config, message: RegExp];

const withSecret = { "auth0:clientId": "a client", "auth0:clientSecret": canary };
const withKey = (text: string, more: Settings = {}) => ({
    "auth0:domain": "tenant.example.com",
    "auth0:clientId": "a client",
    "auth0:clientAssertionPrivateKey": text,
    ...more,
});
const notHost = (shown: string) =>
    new RegExp(
        `^auth0:domain is "${shown}", which is not a host name\\. Write the tenant's domain alone, such as \\S+: no scheme, port or path`,
    );
const noKey =
    /^auth0:clientAssertionPrivateKey is not an unencrypted RSA private key in PEM form\. Set it to the whole key: it begins with/;
const noNumber = (name: string, shown: string) =>
    new RegExp(
        `^auth0-authentication-methods:${name} is "${shown}": set it to a number of \\w+ greater than 0 and at most`,
    );

const ofTheTenant: readonly Mistake[] = [
    [
        "nothing",
        () => ({}),
        /^auth0:domain \(or AUTH0_DOMAIN\) is not set\. Set it to the tenant's domain, such as example\.eu\.auth0\.com, together with auth0:clientId \(or AUTH0_CLIENT_ID\) and auth0:clientSecret/,
    ],
    [
        "a domain alone",
        (url) => ({ "auth0:domain": url }),
        /^No credentials\. Set auth0:clientId .*auth0:clientSecret .*or auth0:clientAssertionPrivateKey .*or set auth0:apiToken \(or AUTH0_API_TOKEN\)/,
    ],
    [
        "a client id without a secret",
        (url) => ({ "auth0:domain": url, "auth0:clientId": "a client" }),
        /^auth0:clientId \(or AUTH0_CLIENT_ID\) is set without a credential\. Set auth0:clientSecret/,
    ],
    [
        "a secret without a client id",
        (url) => ({ "auth0:domain": url, "auth0:clientSecret": canary }),
        /^auth0:clientSecret is set, but auth0:clientId \(or AUTH0_CLIENT_ID\) is not\. Set the client id/,
    ],
    [
        "a switch that is none",
        (url) => ({ ...withSecret, "auth0:domain": url, "auth0:debug": "maybe" }),
        /^auth0:debug is "maybe": set it to "true" or "false"\./,
    ],
    ["a key that is no PEM", () => withKey(canary), noKey],
    ["a key of an elliptic curve", () => withKey(ellipticKey), noKey],
    ["a key that a passphrase protects", () => withKey(encryptedKey), noKey],
    [
        "an algorithm that is not supported",
        () => withKey(key, { "auth0:clientAssertionSigningAlg": "HS256" }),
        /^auth0:clientAssertionSigningAlg is "HS256": set it to one of RS256, RS384, RS512, PS256/,
    ],
    [
        'a token with "Bearer " before it',
        (url) => ({ "auth0:domain": url, "auth0:apiToken": `Bearer ${canary}` }),
        /^auth0:apiToken holds spaces, line breaks .* Set it to the token alone, without "Bearer"\./,
    ],
    [
        "a token with a line break in it",
        (url) => ({ "auth0:domain": url, "auth0:apiToken": `${canary}\nX-Forged: 1` }),
        /^auth0:apiToken holds spaces, line breaks/,
    ],
];

// Each would reach the recorder if the name were only handed to a URL.
const domains: readonly Mistake[] = (
    [
        ["a scheme", (port) => `https://127.0.0.1:${port}`, "https://127\\.0\\.0\\.1:\\d+"],
        ["http: and a host", () => "http://tenant.example.com", "http://tenant\\.example\\.com"],
        ["http: and another spelling of this machine", (port) => `http://127.1:${port}`, "http://127\\.1:\\d+"],
        ["a path", (port) => `http://127.0.0.1:${port}/v2`, "http://127\\.0\\.0\\.1:\\d+/v2"],
        ["a port", () => "tenant.example.com:8443", "tenant\\.example\\.com:8443"],
        ["an address", () => "127.0.0.1", "127\\.0\\.0\\.1"],
        [
            "a user and a password",
            (port) => `http://user:${canary}@127.0.0.1:${port}`,
            "http://\\[credentials\\]@127\\.0\\.0\\.1:\\d+",
        ],
        [
            "a user and a password without a scheme",
            () => `user:${canary}@tenant.example.com`,
            ".*tenant\\.example\\.com",
        ],
        ["a password with an @", (port) => `http://user:p@${canary}@127.0.0.1:${port}`, ".*127\\.0\\.0\\.1:\\d+"],
    ] as const satisfies readonly (readonly [string, (port: string) => string, string])[]
).map(([what, domain, shown]) => [
    `${what} in the domain`,
    (url) => ({ ...withSecret, "auth0:domain": domain(new URL(url).port) }),
    notHost(shown),
]);

const ofTheProvider: readonly Mistake[] = (
    [
        ["livePreview", "sometimes", /^auth0-authentication-methods:livePreview is "sometimes": set it to "true" or/],
        ["requestsPerSecond", "0", noNumber("requestsPerSecond", "0")],
        ["requestsPerSecond", "-1", noNumber("requestsPerSecond", "-1")],
        ["requestsPerSecond", "abc", noNumber("requestsPerSecond", "abc")],
        ["requestTimeout", "30s", noNumber("requestTimeout", "30s")],
        ["operationTimeout", "0", noNumber("operationTimeout", "0")],
    ] as const
).map(([name, value, message]) => [
    `${name} ${value}`,
    (url) => ({ ...withSecret, "auth0:domain": url, [`auth0-authentication-methods:${name}`]: value }),
    message,
]);

describe("a mistake in the configuration, on the engine: preview says what and how to mend it, and sends nothing", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
        const because = "the engine's events show the configuration, which is not marked as secret here";
        recorder.canaries
            .plant("misplaced secret", canary, key, encryptedKey, ellipticKey)
            .allow("misplaced secret", { in: ["events"], because });
    });
    after(async () => recorder.close());

    async function fail(config: Config, message: RegExp, env: Record<string, string> = {}): Promise<void> {
        recorder.configure(config, env);
        const { ok, output } = await recorder.stack.preview();
        assert.equal(ok, false, output);
        const problems = [...output.matchAll(/resource 'm' has a problem: (.*)/g)].map((match) => match[1] ?? "");
        assert.equal(new Set(problems).size, 1, output);
        assert.match(problems[0] ?? "", message);
        assert.doesNotMatch(output, /\n\s+at /);
        assert.equal(recorder.arrivals().all, 0);
    }

    for (const [what, settings, message] of [...ofTheTenant, ...domains, ...ofTheProvider]) {
        it(what, async () => fail(settings(recorder.url), message));
    }

    for (const [what, settings, message] of [ofTheTenant[1], domains[2], ofTheProvider[4]] as Mistake[]) {
        it(`${what}, also where the preview is not live`, async () =>
            fail({ ...settings(recorder.url), "auth0-authentication-methods:livePreview": "false" }, message));
    }

    it("one in the environment, by the name it has there", async () => {
        const config = { ...withSecret, "auth0:domain": recorder.url };
        await fail(config, /^AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT is "soon": set it to a number of seconds/, {
            AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT: "soon",
        });
        await fail({}, /^AUTH0_DOMAIN is "http:\/\/tenant\.example\.com", which is not a host name/, {
            AUTH0_DOMAIN: "http://tenant.example.com",
        });
    });

    const block = { domain: "tenant.example.com", clientId: "a client", clientSecret: canary };
    const tenants: readonly [what: string, tenants: unknown, message: RegExp][] = [
        [
            "tenants that are no JSON",
            `{"eu": {"clientSecret": "${canary}"`,
            /^auth0-authentication-methods:tenants is not an object of named tenants\. Set it with `pulumi config set --path 'auth0-authentication-methods:tenants\.NAME\.domain'/,
        ],
        [
            "tenants that are a list",
            [block],
            /^auth0-authentication-methods:tenants is not an object of named tenants\./,
        ],
        [
            "a tenant that is a text",
            { eu: canary },
            /^tenant "eu" in auth0-authentication-methods:tenants is not an object\. Correct that: a tenant takes domain, audience/,
        ],
        [
            "a tenant without a block",
            { us: block },
            /^tenant "eu" has no block in auth0-authentication-methods:tenants, which has "us"\. Add one: `pulumi config set/,
        ],
        [
            "a key that no tenant has",
            { eu: { ...block, clientSecretFile: canary } },
            /^tenant "eu" in auth0-authentication-methods:tenants holds "clientSecretFile"\. Correct that: a tenant takes domain, audience/,
        ],
        [
            "a value that is no text",
            { eu: { ...block, clientSecret: [canary] } },
            /^auth0-authentication-methods:tenants\.eu\.clientSecret is not a text\. Correct that: a tenant takes domain/,
        ],
        [
            "a variable that is not set",
            { eu: { domain: block.domain, clientId: "a client", clientSecretEnv: "NOT_SET" } },
            /^auth0-authentication-methods:tenants\.eu\.clientSecretEnv names the environment variable "NOT_SET", which is not set\. Set it where Pulumi runs\./,
        ],
        [
            "a tenant without credentials",
            { eu: { domain: block.domain } },
            /^No credentials\. Set auth0-authentication-methods:tenants\.eu\.clientId .*clientSecretEnv, the name of an environment variable/,
        ],
        [
            "a tenant's domain with a scheme",
            { eu: { ...block, domain: "https://tenant.example.com" } },
            /^auth0-authentication-methods:tenants\.eu\.domain is "https:\/\/tenant\.example\.com", which is not a host name/,
        ],
    ];
    for (const [what, value, message] of tenants) {
        it(what, async () => {
            recorder.declare({ tenant: "eu" });
            await fail(
                { ...withSecret, "auth0:domain": recorder.url, "auth0-authentication-methods:tenants": value },
                message,
                { AUTH0_API_TOKEN: canary },
            );
        });
    }
});
