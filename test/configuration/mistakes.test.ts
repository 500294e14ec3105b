// That a mistake in the configuration is a mistake of each resource, in the words that provider/test/configuration holds for
// every mistake there is, and that nothing is sent: on the engine for one of each kind.

import assert from "node:assert/strict";
import { type Config, type Recorder, startRecorder } from "./support";

// In whatever a user may put in the wrong place, so that no message may hold it.
const canary = "hunter2-canary";
const own = "auth0-authentication-methods";
const notLive = { [`${own}:livePreview`]: "false" };
const withSecret = (url: string) => ({
    "auth0:domain": url,
    "auth0:clientId": "a client",
    "auth0:clientSecret": canary,
});
/** One tenant beside the other, with what is given in its block. */
const withBlock = (url: string, block: object) => ({
    ...withSecret(url),
    [`${own}:tenants`]: { eu: { domain: url, clientId: "a client", ...block } },
});

interface Mistake {
    readonly what: string;
    readonly config: (url: string) => Config;
    readonly env?: Readonly<Record<string, string>>;
    /** The tenant of the resource. */
    readonly tenant?: string;
    readonly message: RegExp;
}

const mistakes: readonly Mistake[] = [
    {
        what: "nothing",
        config: () => ({}),
        message:
            /^auth0:domain \(or AUTH0_DOMAIN\) is not set\. Set it to the tenant's domain, such as example\.eu\.auth0\.com, together with auth0:clientId \(or AUTH0_CLIENT_ID\) and auth0:clientSecret/,
    },
    {
        what: 'a token with "Bearer " before it',
        config: (url) => ({ "auth0:domain": url, "auth0:apiToken": `Bearer ${canary}` }),
        message: /^auth0:apiToken holds spaces, line breaks .* Set it to the token alone, without "Bearer"\./,
    },
    {
        // It would reach the recorder if the name were only handed to a URL.
        what: "another spelling of this machine, and a password, in the domain",
        config: (url) => ({
            ...withSecret(url),
            "auth0:domain": url.replace("127.0.0.1", `user:${canary}@127.1`),
        }),
        message:
            /^auth0:domain is "http:\/\/\[credentials\]@127\.1:\d+", which is not a host name\. Write the tenant's domain alone, such as \S+: no scheme, port or path/,
    },
    {
        what: "a domain alone, also where the preview is not live",
        config: (url) => ({ ...notLive, "auth0:domain": url }),
        message:
            /^No credentials\. Set auth0:clientId .*auth0:clientSecret .*or auth0:clientAssertionPrivateKey .*or set auth0:apiToken \(or AUTH0_API_TOKEN\)/,
    },
    {
        what: "a time that is none, also where the preview is not live",
        config: (url) => ({ ...withSecret(url), ...notLive, [`${own}:requestTimeout`]: "30s" }),
        message:
            /^auth0-authentication-methods:requestTimeout is "30s": set it to a number of seconds greater than 0 and at most/,
    },
    {
        what: "a number in the environment, by the name it has there",
        config: withSecret,
        env: { AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT: "soon" },
        message: /^AUTH0_AUTHENTICATION_METHODS_OPERATION_TIMEOUT is "soon": set it to a number of seconds/,
    },
    {
        what: "a domain in the environment, by the name it has there",
        config: () => ({}),
        env: { AUTH0_DOMAIN: "http://tenant.example.com" },
        message: /^AUTH0_DOMAIN is "http:\/\/tenant\.example\.com", which is not a host name/,
    },
    {
        what: "tenants that are no JSON",
        config: (url) => ({ ...withSecret(url), [`${own}:tenants`]: `{"eu": {"clientSecret": "${canary}"` }),
        tenant: "eu",
        message:
            /^auth0-authentication-methods:tenants is not an object of named tenants\. Set it with `pulumi config set --path 'auth0-authentication-methods:tenants\.NAME\.domain'/,
    },
    {
        what: "a value that is no text, in the block of a tenant",
        config: (url) => withBlock(url, { clientSecret: [canary] }),
        tenant: "eu",
        message:
            /^auth0-authentication-methods:tenants\.eu\.clientSecret is not a text\. Correct that: a tenant takes domain/,
    },
    {
        what: "a tenant without credentials, although there are some for another one and in the environment",
        config: (url) => withBlock(url, {}),
        env: { AUTH0_API_TOKEN: canary },
        tenant: "eu",
        message:
            /^auth0-authentication-methods:tenants\.eu\.clientId is set without a credential\. Set .*clientSecretEnv, the name of an environment variable/,
    },
];

describe("a mistake in the configuration, on the engine: preview says what and how to mend it, and sends nothing", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
        const because = "the engine's events show the configuration, which is not marked as secret here";
        recorder.canaries.plant("misplaced secret", canary).allow("misplaced secret", { in: ["events"], because });
    });
    after(async () => recorder.close());

    for (const { what, config, env, tenant, message } of mistakes) {
        it(what, async () => {
            recorder.declare({ tenant });
            recorder.configure(config(recorder.url), env);
            const { ok, output } = await recorder.stack.preview();
            assert.equal(ok, false, output);
            const problems = [...output.matchAll(/resource 'm' has a problem: (.*)/g)].map((match) => match[1] ?? "");
            assert.equal(new Set(problems).size, 1, output);
            assert.match(problems[0] ?? "", message);
            assert.doesNotMatch(output, /\n\s+at /);
            assert.equal(recorder.arrivals().all, 0);
        });
    }
});
