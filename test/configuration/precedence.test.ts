import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { asEnvironment, type Config, firstToken, type Recorder, type Settings, startRecorder } from "./support";

const key = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

describe("which setting counts, on the engine", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
    });
    after(async () => recorder.close());

    async function preview(config: Config, env: Record<string, string> = {}) {
        recorder.configure(config, env);
        const result = await recorder.stack.preview();
        assert.ok(result.ok, result.output);
        return { ...result, ...recorder.arrivals() };
    }
    const ofStack = () => ({
        "auth0:domain": recorder.url,
        "auth0:clientId": "of the stack",
        "auth0:clientSecret": "secret of the stack",
    });

    it("is that of the stack before that of the environment", async () => {
        const { forms, authorizations, output } = await preview(
            {
                ...ofStack(),
                "auth0:audience": "https://of.the.stack/",
                "auth0:debug": "false",
                "auth0-authentication-methods:livePreview": "true",
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
            },
        );
        assert.deepEqual(forms, [
            {
                grant_type: "client_credentials",
                client_id: "of the stack",
                client_secret: "secret of the stack",
                audience: "https://of.the.stack/",
            },
        ]);
        assert.deepEqual(authorizations, [firstToken]);
        assert.doesNotMatch(output, /\/oauth\/token/);
    });

    it("is that of the environment where the stack has none", async () => {
        const { "auth0:clientSecret": _, ...config } = ofStack();
        const { forms } = await preview(config, { AUTH0_CLIENT_SECRET: "rotated", AUTH0_CLIENT_ID: "another" });
        assert.deepEqual(
            forms.map((form) => [form["client_id"], form["client_secret"]]),
            [["of the stack", "rotated"]],
        );
    });

    for (const where of ["stack", "environment"]) {
        const place = (settings: Settings) =>
            where === "stack" ? preview(settings) : preview({}, asEnvironment(settings));

        it(`in the ${where} is an API token before client credentials, and a key before a secret`, async () => {
            const all = { ...ofStack(), "auth0:clientAssertionPrivateKey": key, "auth0:apiToken": "a-token" };
            const byToken = await place(all);
            assert.deepEqual(byToken.forms, []);
            assert.deepEqual(byToken.authorizations, ["Bearer a-token"]);

            const { "auth0:apiToken": _, ...withoutToken } = all;
            const [form = {}] = (await place(withoutToken)).forms;
            assert.match(form["client_assertion"] ?? "", /^eyJ/);
            assert.equal(form["client_secret"], undefined);
        });
    }

    it("is, for refresh and destroy, that which the last up saved, and the environment as it is now", async () => {
        const { "auth0:clientSecret": _, ...saved } = ofStack();
        recorder.declare({ onDelete: "restore" });
        recorder.configure(saved, { AUTH0_CLIENT_SECRET: "before the rotation" });
        const up = await recorder.stack.up();
        assert.ok(up.ok, up.output);
        recorder.arrivals();
        recorder.configure(
            { ...saved, "auth0:clientId": "changed since", "auth0:clientSecret": "changed since" },
            { AUTH0_CLIENT_SECRET: "after the rotation" },
        );
        for (const operation of ["refresh", "destroy"] as const) {
            const { ok, output } = await recorder.stack[operation]();
            assert.ok(ok, output);
            const { forms } = recorder.arrivals();
            assert.deepEqual(
                forms.map((form) => [form["client_id"], form["client_secret"]]),
                [["of the stack", "after the rotation"]],
                operation,
            );
        }
        recorder.declare({});
    });
});
