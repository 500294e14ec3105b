import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import { allScopes } from "../../src/tokens";
import { type Answer, ada, methodsPath, type Tenant, tenants } from "../support/tenant";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

function secretForm({ emulator }: Tenant): Record<string, string> {
    return {
        grant_type: "client_credentials",
        client_id: emulator.clientId,
        client_secret: emulator.clientSecret,
        audience: emulator.audience,
    };
}

/** An assertion as the tenant takes it, with changes. */
async function assertion(
    { emulator }: Tenant,
    changes: Readonly<Record<string, unknown>> = {},
    { alg = "RS256", key }: { readonly alg?: string; readonly key?: KeyObject } = {},
): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: emulator.clientId, sub: emulator.clientId, aud: `${emulator.url}/`, iat: now, exp: now + 120 };
    return new SignJWT({ ...usual, jti: randomUUID(), ...changes })
        .setProtectedHeader({ alg })
        .sign(key ?? createPrivateKey(emulator.clientAssertionPrivateKey));
}

function assertionForm({ emulator }: Tenant, client_assertion: string): Record<string, string> {
    return {
        grant_type: "client_credentials",
        client_assertion_type: assertionType,
        client_assertion,
        audience: emulator.audience,
    };
}

/** What came, short of the description. */
function refusal({ status, body }: Answer): unknown {
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    return [status, body["error"]];
}

const invalidClient = [401, "invalid_client"];

describe("the token endpoint", () => {
    const start = tenants();

    it("gives a client with its secret a token for all scopes, that opens the Management API", async () => {
        const tenant = await start();
        const { status, body, headers } = await tenant.exchange(secretForm(tenant));
        assert.equal(status, 200);
        const { access_token: token, ...more } = body;
        assert.deepEqual(more, { scope: allScopes.join(" "), expires_in: 86_400, token_type: "Bearer" });
        assert.match(headers.get("content-type") ?? "", /^application\/json/);
        const answer = await tenant.send("GET", methodsPath(ada), { token: String(token) });
        assert.equal(answer.status, 200);
    });

    it("takes a form as well as JSON", async () => {
        const tenant = await start();
        for (const contentType of [
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=utf-8",
        ]) {
            const body = new URLSearchParams(secretForm(tenant)).toString();
            assert.equal((await tenant.send("POST", "/oauth/token", { body, contentType, token: null })).status, 200);
        }
    });

    it("gives tokens that last as long as the tenant is told", async () => {
        const tenant = await start({ tokenLifetime: 60 });
        const { body } = await tenant.exchange(secretForm(tenant));
        assert.equal(body["expires_in"], 60);
    });

    it("gives tokens that the published key verifies", async () => {
        const tenant = await start();
        const { url, audience, clientId } = tenant.emulator;
        const token = String((await tenant.exchange(secretForm(tenant))).body["access_token"]);
        const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
        const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: `${url}/`, audience });
        assert.equal(protectedHeader.alg, "RS256");
        assert.equal(payload.sub, `${clientId}@clients`);
        assert.equal(payload["azp"], clientId);
        assert.equal(payload["gty"], "client-credentials");
        assert.equal(Number(payload.exp) - Number(payload.iat), 86_400);
        const published = await tenant.get<{ keys: Record<string, unknown>[] }>("/.well-known/jwks.json");
        assert.deepEqual(
            published.body.keys.map((key) => Object.keys(key).sort()),
            [["alg", "e", "kid", "kty", "n", "use"]],
        );
        assert.equal(decodeProtectedHeader(token).kid, published.body.keys[0]?.["kid"]);
    });

    describe("refuses, in the shape of OAuth,", () => {
        const wrong: readonly [
            what: string,
            changes: Record<string, string | undefined>,
            status: number,
            error: string,
        ][] = [
            ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
            ["an empty secret", { client_secret: "" }, 401, "invalid_client"],
            ["no secret", { client_secret: undefined }, 401, "invalid_client"],
            ["an unknown client", { client_id: "other" }, 401, "invalid_client"],
            ["no client", { client_id: undefined }, 401, "invalid_client"],
            ["no audience", { audience: undefined }, 400, "invalid_request"],
            ["another audience", { audience: "https://other.example/api/v2/" }, 403, "access_denied"],
            ["no grant type", { grant_type: undefined }, 400, "invalid_request"],
            ["another grant type", { grant_type: "password" }, 400, "unsupported_grant_type"],
            [
                "an assertion of another kind",
                { client_assertion: "x", client_assertion_type: "y" },
                400,
                "invalid_request",
            ],
        ];
        for (const [what, changes, status, error] of wrong) {
            it(what, async () => {
                const tenant = await start();
                const answer = await tenant.exchange({ ...secretForm(tenant), ...changes });
                assert.deepEqual(refusal(answer), [status, error]);
            });
        }

        it("an audience without its last slash", async () => {
            const tenant = await start();
            const answer = await tenant.exchange({ ...secretForm(tenant), audience: `${tenant.emulator.url}/api/v2` });
            assert.deepEqual(refusal(answer), [403, "access_denied"]);
        });

        it("what is neither JSON nor a form, and values that are no texts", async () => {
            const tenant = await start();
            for (const body of ["{", "[]", "null", '"x"', undefined]) {
                const answer = await tenant.send("POST", "/oauth/token", { body, token: null });
                assert.deepEqual(refusal(answer), [400, "invalid_request"]);
            }
            for (const wrong of [{ client_secret: { $ne: "" } }, { client_id: null }, { organization: ["a", "b"] }]) {
                const answer = await tenant.exchange({ ...secretForm(tenant), ...wrong });
                assert.deepEqual(refusal(answer), [400, "invalid_request"]);
            }
        });
    });

    describe("by private_key_jwt", () => {
        for (const alg of ["RS256", "RS384", "PS256"]) {
            it(`takes an assertion signed by ${alg}`, async () => {
                const tenant = await start();
                const answer = await tenant.exchange(assertionForm(tenant, await assertion(tenant, {}, { alg })));
                assert.equal(answer.status, 200, answer.text);
                const token = String(answer.body["access_token"]);
                assert.equal((await tenant.send("GET", methodsPath(ada), { token })).status, 200);
            });
        }

        it("takes the client's id beside the assertion if it is the right one", async () => {
            const tenant = await start();
            for (const [client_id, status] of [
                [tenant.emulator.clientId, 200],
                ["other", 401],
            ] as const) {
                const form = { ...assertionForm(tenant, await assertion(tenant)), client_id };
                assert.equal((await tenant.exchange(form)).status, status);
            }
        });

        it("takes an assertion that is good for 5 minutes", async () => {
            const tenant = await start();
            const exp = Math.floor(Date.now() / 1_000) + 300;
            const answer = await tenant.exchange(assertionForm(tenant, await assertion(tenant, { exp })));
            assert.equal(answer.status, 200);
        });

        it("takes an assertion once", async () => {
            const tenant = await start();
            const form = assertionForm(tenant, await assertion(tenant));
            assert.equal((await tenant.exchange(form)).status, 200);
            const again = await tenant.exchange(form);
            assert.deepEqual(refusal(again), invalidClient);
            assert.match(String(again.body["error_description"]), /used before/);
        });

        const now = Math.floor(Date.now() / 1_000);
        const wrong: readonly [what: string, claims: (tenant: Tenant) => Readonly<Record<string, unknown>>][] = [
            ["for another audience", () => ({ aud: "https://other.example/" })],
            ["for the audience without its slash", ({ emulator }) => ({ aud: emulator.url })],
            ["for the Management API", ({ emulator }) => ({ aud: emulator.audience })],
            ["that has ended", () => ({ exp: now - 1 })],
            ["that does not end", () => ({ exp: undefined })],
            ["that is good for longer than 5 minutes", () => ({ exp: now + 3_600 })],
            ["that begins later", () => ({ nbf: now + 3_600 })],
            ["that cannot be told from others", () => ({ jti: undefined })],
            ["of another issuer", () => ({ iss: "other" })],
            ["about another subject", () => ({ sub: "other" })],
        ];
        for (const [what, claims] of wrong) {
            it(`refuses an assertion ${what}`, async () => {
                const tenant = await start();
                const changed = await assertion(tenant, claims(tenant));
                assert.deepEqual(refusal(await tenant.exchange(assertionForm(tenant, changed))), invalidClient);
            });
        }

        it("refuses an assertion signed by another key, by another algorithm, or not at all", async () => {
            const tenant = await start();
            const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
            const signed = await assertion(tenant);
            const unsigned = [
                Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url"),
                signed.split(".")[1],
                "",
            ].join(".");
            const assertions = [
                await assertion(tenant, {}, { key: privateKey }),
                await assertion(tenant, {}, { alg: "RS512" }),
                unsigned,
                "no JWT",
            ];
            for (const wrongOne of assertions) {
                assert.deepEqual(refusal(await tenant.exchange(assertionForm(tenant, wrongOne))), invalidClient);
            }
        });

        it("refuses a bad assertion even beside a good secret", async () => {
            const tenant = await start();
            const form = { ...secretForm(tenant), ...assertionForm(tenant, "no JWT") };
            assert.deepEqual(refusal(await tenant.exchange(form)), invalidClient);
        });
    });
});
