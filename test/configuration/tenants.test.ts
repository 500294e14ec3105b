import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import { type Arrivals, type Recorder, startRecorder } from "./support";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

describe("a named tenant, on the engine", () => {
    let recorder: Recorder;
    before(async () => {
        recorder = await startRecorder();
    });
    after(async () => recorder.close());

    it("may be set value by value with `pulumi config set --path`, its secrets encrypted", async () => {
        const { stack } = recorder;
        const own = "auth0-authentication-methods:tenants.eu";
        await stack.setConfig(
            {
                [`${own}.domain`]: recorder.url,
                [`${own}.audience`]: "https://eu.example.com/api/v2/",
                // A text that the engine takes for a number.
                [`${own}.clientId`]: "12345",
                [`${own}.clientSecret`]: { value: "secret of eu", secret: true },
                [`${own}.debug`]: "true",
            },
            { path: true },
        );
        recorder.declare({ tenant: "eu" });
        const up = await stack.up();
        assert.ok(up.ok, up.output);
        const expected = {
            grant_type: "client_credentials",
            client_id: "12345",
            client_secret: "secret of eu",
            audience: "https://eu.example.com/api/v2/",
        };
        assert.deepEqual(recorder.arrivals().forms, [expected]);
        assert.match(up.output, /POST \/oauth\/token: 200 in \d+ ms/);
        assert.ok(!`${up.output}${stack.rawState()}`.includes("secret of eu"));

        const refresh = await stack.refresh();
        assert.ok(refresh.ok, refresh.output);
        assert.deepEqual(recorder.arrivals().forms, [expected], "from what the up saved");
    });

    describe("beside the default one and others,", () => {
        let seen: Arrivals;
        before(async () => {
            const domain = recorder.url;
            recorder.configure(
                {
                    "auth0:domain": domain,
                    "auth0:clientId": "the default one",
                    "auth0:clientSecret": "secret of the default one",
                    "auth0:audience": "https://default.example.com/api/v2/",
                    "auth0-authentication-methods:tenants": {
                        a: { domain, clientId: "a", clientSecretEnv: "SECRET_OF_A" },
                        b: {
                            domain,
                            clientId: "b",
                            clientAssertionPrivateKeyEnv: "KEY_OF_B",
                            clientAssertionSigningAlg: "PS384",
                        },
                        c: { domain, apiTokenEnv: "TOKEN_OF_C" },
                        eu: { domain, clientId: "eu", clientSecret: "secret of eu" },
                    },
                },
                {
                    SECRET_OF_A: "secret of a",
                    KEY_OF_B: key,
                    TOKEN_OF_C: "token-of-c",
                    AUTH0_API_TOKEN: "token-of-the-environment",
                    AUTH0_AUDIENCE: "https://environment.example.com/",
                },
            );
            const named = ["a", "b", "c", "eu"].map((tenant) => ({ tenant, userId: `auth0|${tenant}` }));
            recorder.declare({ userId: "auth0|default" }, ...named);
            const { ok, output } = await recorder.stack.preview();
            assert.ok(ok, output);
            seen = recorder.arrivals();
        });

        const formOf = (client: string) => seen.forms.find((form) => form["client_id"] === client);

        it("may name, for each of its secrets, the environment variable that holds it", async () => {
            assert.equal(formOf("a")?.["client_secret"], "secret of a");
            const { protectedHeader } = await jwtVerify(formOf("b")?.["client_assertion"] ?? "", publicKey);
            assert.equal(protectedHeader.alg, "PS384");
            assert.deepEqual(
                seen.authorizations.filter((header) => header === "Bearer token-of-c"),
                ["Bearer token-of-c"],
            );
        });

        it("is never spoken to with what is set for another one", () => {
            const audience = `${recorder.url}/api/v2/`;
            assert.deepEqual(
                seen.forms.map((form) => [form["client_id"], form["client_secret"], form["audience"]]).sort(),
                [
                    ["a", "secret of a", audience],
                    ["b", undefined, audience],
                    ["eu", "secret of eu", audience],
                    ["the default one", "secret of the default one", "https://default.example.com/api/v2/"],
                ],
            );
            assert.equal(seen.authorizations.length, 5);
            assert.ok(!seen.authorizations.includes("Bearer token-of-the-environment"));
        });
    });
});
