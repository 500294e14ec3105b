import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { clientSecret, createClient } from "../support/client";
import { type Handler, json, startServer, type TestServer } from "../support/server";

const ok: Handler = (_request, response) => json(response, 200, []);

describe("a token", () => {
    let server: TestServer;
    afterEach(async () => server.close());

    it("is asked for by client secret, as a form", async () => {
        server = await startServer(ok);
        const { client, operation } = createClient(server.url);
        await client.listMethods("auth0|ada", operation);
        const request = server.tokenRequests[0];
        assert.equal(request?.headers["content-type"], "application/x-www-form-urlencoded");
        assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body)), {
            grant_type: "client_credentials",
            client_id: "client",
            client_secret: clientSecret,
            audience: `${server.url}/api/v2/`,
        });
    });

    it("is asked for by private_key_jwt, with an assertion that is new at each attempt", async () => {
        const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        const refuseOnce: Handler = (_request, response, index) =>
            index === 0 ? json(response, 503, {}) : json(response, 200, { access_token: "t", expires_in: 60 });
        server = await startServer(ok, refuseOnce);
        const { client, clock, operation } = createClient(server.url, {
            config: {
                "auth0:clientAssertionPrivateKey": privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
                "auth0:clientAssertionSigningAlg": "PS256",
            },
        });
        await client.listMethods("auth0|ada", operation);
        const ids = new Set<unknown>();
        for (const { body } of server.tokenRequests) {
            const form = new URLSearchParams(body);
            assert.equal(form.get("client_assertion_type"), "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            assert.equal(form.has("client_secret"), false);
            const assertion = form.get("client_assertion") ?? "";
            assert.equal(decodeProtectedHeader(assertion).alg, "PS256");
            const { payload } = await jwtVerify(assertion, publicKey, {
                issuer: "client",
                subject: "client",
                audience: `${server.url}/`,
                currentDate: new Date(clock.now()),
            });
            assert.ok((payload.exp ?? 0) - (payload.iat ?? 0) <= 60);
            ids.add(payload.jti);
        }
        assert.equal(ids.size, 2);
    });

    it("of the configuration is used as it is, and cannot be renewed", async () => {
        server = await startServer((_request, response) =>
            json(response, 401, { statusCode: 401, message: "Expired token" }),
        );
        const { client, operation } = createClient(server.url, { config: { "auth0:apiToken": "fixed" } });
        await assert.rejects(client.listMethods("auth0|ada", operation), { name: "AuthenticationError" });
        assert.equal(server.tokenRequests.length, 0);
        assert.deepEqual(
            server.apiRequests.map(({ headers }) => headers.authorization),
            ["Bearer fixed"],
        );
    });

    const refused: readonly [what: string, handler: Handler, message: RegExp][] = [
        [
            "the client is not known",
            (_request, response) =>
                json(response, 401, { error: "invalid_client", error_description: "Unknown client" }),
            /AuthenticationError: Could not get an access token .*401 \(invalid_client\): Unknown client\. .*auth0:clientSecret/,
        ],
        [
            "the client may not use the Management API",
            (_request, response) => json(response, 403, { error: "access_denied", error_description: "Unauthorized" }),
            /PermissionError: .*403 \(access_denied\): Unauthorized\. Authorize the application for the Auth0 Management API/,
        ],
        [
            "the answer has no token",
            (_request, response) => json(response, 200, { expires_in: 1 }),
            /InvalidAnswerError: .*not as documented: access_token/,
        ],
        [
            "the token could not stand in a header",
            (_request, response) => json(response, 200, { access_token: "a\nb", expires_in: 1 }),
            /InvalidAnswerError: .*access_token/,
        ],
        ["the answer is HTML", (_request, response) => void response.end("<html>"), /InvalidAnswerError: .*not JSON/],
    ];
    for (const [what, handler, message] of refused) {
        it(`is not had, with a message, when ${what}`, async () => {
            server = await startServer(ok, handler);
            const { client, operation } = createClient(server.url);
            await assert.rejects(client.listMethods("auth0|ada", operation), (error: Error) => {
                assert.match(String(error), message);
                return true;
            });
            assert.equal(server.apiRequests.length, 0);
        });
    }
});
