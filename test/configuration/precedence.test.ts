import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type Arrivals, type Recorder, startRecorder } from "./support";

const key = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

describe("which setting counts, on the engine", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
    });
    after(async () => recorder.close());

    const ofStack = () => ({
        "auth0:domain": recorder.url,
        "auth0:clientId": "of the stack",
        "auth0:clientSecret": "secret of the stack",
    });

    describe("of the default tenant, and of four that have every kind of credentials,", () => {
        let seen: Arrivals & { readonly output: string };
        before(async () => {
            const tenant = { domain: recorder.url, debug: "false" };
            const ofBlock = { clientAssertionPrivateKey: key, clientSecret: "secret of the block" };
            const named = { clientAssertionPrivateKeyEnv: "KEY", clientSecretEnv: "SECRET" };
            const blocks = {
                "all-in-stack": { ...tenant, ...ofBlock, clientId: "all-in-stack", apiToken: "token-of-the-block" },
                "key-in-stack": { ...tenant, ...ofBlock, clientId: "key-in-stack" },
                "all-in-environment": { ...tenant, ...named, clientId: "all-in-environment", apiTokenEnv: "TOKEN" },
                "key-in-environment": { ...tenant, ...named, clientId: "key-in-environment" },
            };
            recorder.declare({}, ...Object.keys(blocks).map((name) => ({ tenant: name, userId: `auth0|${name}` })));
            recorder.configure(
                {
                    ...ofStack(),
                    "auth0:audience": "https://of.the.stack/",
                    "auth0:debug": "false",
                    "auth0-authentication-methods:livePreview": "true",
                    "auth0-authentication-methods:tenants": blocks,
                },
                {
                    AUTH0_DOMAIN: "of.the.environment.example.com",
                    AUTH0_CLIENT_ID: "of the environment",
                    AUTH0_CLIENT_SECRET: "secret of the environment",
                    AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: key,
                    AUTH0_API_TOKEN: "token-of-the-environment",
                    AUTH0_AUDIENCE: "https://of.the.environment/",
                    AUTH0_DEBUG: "true",
                    AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "false",
                    KEY: key,
                    SECRET: "secret of a variable",
                    TOKEN: "token-of-a-variable",
                },
            );
            const result = await recorder.stack.preview();
            recorder.declare({});
            assert.ok(result.ok, result.output);
            seen = { ...result, ...recorder.arrivals() };
        });

        const formsOf = (client: string) => seen.forms.filter((form) => form["client_id"] === client);

        it("is that of the stack before that of the environment", () => {
            assert.deepEqual(formsOf("of the stack"), [
                {
                    grant_type: "client_credentials",
                    client_id: "of the stack",
                    client_secret: "secret of the stack",
                    audience: "https://of.the.stack/",
                },
            ]);
            assert.ok(!seen.authorizations.includes("Bearer token-of-the-environment"));
            assert.doesNotMatch(seen.output, /\/oauth\/token/);
        });

        for (const [where, token] of [
            ["stack", "token-of-the-block"],
            ["environment", "token-of-a-variable"],
        ] as const) {
            it(`in the ${where} is an API token before client credentials, and a key before a secret`, () => {
                assert.deepEqual(formsOf(`all-in-${where}`), []);
                assert.equal(seen.authorizations.filter((header) => header === `Bearer ${token}`).length, 1);

                const [form = {}, ...others] = formsOf(`key-in-${where}`);
                assert.match(form["client_assertion"] ?? "", /^eyJ/);
                assert.equal(form["client_secret"], undefined);
                assert.deepEqual(others, []);
            });
        }

        it("is sent to the tenant that it is for: each is spoken to with a token of its own", () => {
            const issued = seen.authorizations.filter((header) => /^Bearer token-\d$/.test(header ?? ""));
            assert.equal(new Set(issued).size, 3);
            assert.equal(seen.authorizations.length, 5);
        });
    });

    it("is, for refresh and destroy, that which the last up saved, and the environment as it is now", async () => {
        const { "auth0:clientSecret": _, ...saved } = ofStack();
        recorder.declare({ onDelete: "restore" });
        recorder.configure(saved, { AUTH0_CLIENT_SECRET: "before the rotation", AUTH0_CLIENT_ID: "another" });
        const up = await recorder.stack.up();
        assert.ok(up.ok, up.output);
        const clients = () => recorder.arrivals().forms.map((form) => [form["client_id"], form["client_secret"]]);
        assert.deepEqual(clients(), [["of the stack", "before the rotation"]], "where the stack has none");
        recorder.configure(
            { ...saved, "auth0:clientId": "changed since", "auth0:clientSecret": "changed since" },
            { AUTH0_CLIENT_SECRET: "after the rotation" },
        );
        for (const operation of ["refresh", "destroy"] as const) {
            const { ok, output } = await recorder.stack[operation]();
            assert.ok(ok, output);
            assert.deepEqual(clients(), [["of the stack", "after the rotation"]], operation);
        }
    });
});
