import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { closeTenants, ok, status, tenant, user } from "../support/exchanges";
import { type Handler, json } from "../support/server";
import { answerInstead, held, pass, swallowRequest } from "../support/unreliableProxy";
import { failureOf, impatience, type Setting, start } from "./support";

const many = 30;
const everyone = Array.from({ length: many }, (_, index) => `auth0|${index}`);

/** A token endpoint that hands out t-0, t-1 … with so long a life. */
const tokensFor =
    (lifetime: unknown): Handler =>
    (_request, response, index) =>
        json(response, 200, { access_token: `t-${index}`, expires_in: lifetime, token_type: "Bearer" });

describe("a token endpoint, over real sockets", () => {
    let setting: Setting;
    afterEach(async () => setting?.close());
    afterEach(closeTenants);

    it("that is slow is asked once, however many wait for it", async () => {
        setting = await start({ others: many });
        const { fault, release } = held();
        setting.proxy.nextOf("POST", fault);
        const reads = everyone.map((userId) => setting.read(userId));
        while (setting.tokens() === 0) {
            await new Promise(setImmediate);
        }
        release();
        await Promise.all(reads);
        assert.equal(setting.tokens(), 1);
    });

    it("that never answers is given up in time, by all who wait for it", async () => {
        setting = await start({ others: many, behaviour: { requestTimeout: impatience } });
        setting.proxy.always(swallowRequest);
        const failures = await Promise.all(everyone.map((userId) => failureOf(setting.read(userId))));
        for (const error of failures) {
            assert.match(String(error), /TimeoutError: Could not get an access token .* no answer within 0\.4 s/);
        }
        assert.equal(setting.proxy.requests.length, 5);
    });

    for (const [what, text] of [
        ["429 with Retry-After", "HTTP/1.1 429 x\r\nRetry-After: 5\r\nContent-Length: 2\r\n\r\n{}"],
        ["429 without a word", "HTTP/1.1 429 x\r\nContent-Length: 0\r\n\r\n"],
        ["500", "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n"],
        ["503 in HTML", "HTTP/1.1 503 x\r\nContent-Length: 6\r\n\r\n<html>"],
    ] as const) {
        it(`that answers ${what} is asked again, once for all`, async () => {
            setting = await start({ others: many });
            setting.proxy.nextOf("POST", answerInstead(text), answerInstead(text), pass);
            await Promise.all(everyone.map((userId) => setting.read(userId)));
            assert.equal(setting.proxy.requests.filter((line) => line.startsWith("POST")).length, 3);
        });
    }

    it("that is down while the rest is up: an error that says so, after a few attempts for all", async () => {
        setting = await start({ others: many });
        await setting.proxy.refuse();
        const failures = await Promise.all(everyone.map((userId) => failureOf(setting.read(userId))));
        for (const error of failures) {
            assert.match(
                String(error),
                /NetworkError: Could not get an access token .* the connection failed \(ECONNREFUSED\)/,
            );
        }
    });

    const refusals: readonly [what: string, answer: Handler, message: RegExp][] = [
        ["401", status(401, {}, "Unauthorized"), /AuthenticationError: .*401: Unauthorized\. .*auth0:clientSecret/],
        [
            "403 access_denied",
            (_request, response) =>
                json(response, 403, {
                    error: "access_denied",
                    error_description: "Client has not been granted scopes",
                }),
            /PermissionError: .*403 \(access_denied\): .*Authorize the application .*auth0:audience/,
        ],
        [
            "403 for an audience it does not know",
            (_request, response) =>
                json(response, 403, { error: "access_denied", error_description: "Service not found: https://x/" }),
            /PermissionError: .*Service not found.*auth0:audience/,
        ],
    ];
    for (const [what, answer, message] of refusals) {
        it(`that answers ${what} is asked once, and the error says what to do`, async () => {
            const server = await tenant(ok, answer);
            const { client, operation } = createClient(server.url);
            const failures = await Promise.all(
                everyone.map((userId) => failureOf(client.listMethods(userId, operation))),
            );
            for (const error of failures) {
                assert.match(String(error), message);
            }
            assert.deepEqual([server.tokenRequests.length, server.apiRequests.length], [1, 0]);
        });
    }

    const rubbish: readonly [what: string, body: unknown][] = [
        ["nothing", ""],
        ["HTML", "<html>Sign in</html>"],
        ["{}", {}],
        ["null", null],
        ["a list", []],
        ["a number for a token", { access_token: 5 }],
        ["null for a token", { access_token: null }],
        ["an object for a token", { access_token: { token: "t" } }],
        ["an empty token", { access_token: "" }],
        ["a token with a line break", { access_token: "a\r\nX-Evil: 1" }],
        ["a life in words", { access_token: "t", expires_in: "long" }],
        ["a token of another kind", { access_token: "t", token_type: "DPoP" }],
    ];
    for (const [what, body] of rubbish) {
        it(`that answers ${what} is asked once, and nothing is sent with what it gave`, async () => {
            const server = await tenant(ok, (_request, response) =>
                typeof body === "string" ? void response.writeHead(200).end(body) : json(response, 200, body),
            );
            const { client, operation } = createClient(server.url);
            const error = await failureOf(client.listMethods(user, operation));
            assert.match(String(error), /InvalidAnswerError: Could not get an access token .* Check that auth0:domain/);
            assert.deepEqual([server.tokenRequests.length, server.apiRequests.length], [1, 0]);
        });
    }

    for (const lifetime of [0, -1, -86_400]) {
        it(`that hands out a token with a life of ${lifetime} s is asked once, and the error says so`, async () => {
            const server = await tenant(ok, tokensFor(lifetime));
            const { client, operation } = createClient(server.url);
            const failures = await Promise.all(
                everyone.map((userId) => failureOf(client.listMethods(userId, operation))),
            );
            for (const error of failures) {
                assert.match(
                    String(error),
                    /InvalidAnswerError: Could not get an access token .*expires_in: not above 0, so the token has expired already/,
                );
            }
            assert.deepEqual([server.tokenRequests.length, server.apiRequests.length], [1, 0]);
        });
    }

    it("that hands out tokens with a life of a second is asked again when the second is over, and not before", async () => {
        const server = await tenant(ok, tokensFor(1));
        const { client, clock, operation } = createClient(server.url);
        for (const passes of [0, 500, 300, 200, 800]) {
            clock.time += passes;
            await Promise.all(everyone.map((userId) => client.listMethods(userId, operation)));
        }
        assert.equal(server.tokenRequests.length, 2);
    });

    it("that hands out a token whose own text says that it has expired is asked once more, and no more", async () => {
        const expired = status(401, {}, "Expired token received for JSON Web Token validation");
        const jwt = ["eyJhbGciOiJSUzI1NiJ9", Buffer.from('{"exp":1}').toString("base64url"), "c2ln"].join(".");
        const server = await tenant(expired, (_request, response) =>
            json(response, 200, { access_token: jwt, expires_in: 86_400 }),
        );
        const { client, operation } = createClient(server.url);
        for (const userId of everyone) {
            const error = await failureOf(client.listMethods(userId, operation));
            assert.match(String(error), /AuthenticationError: .*Expired token/);
            assert.doesNotMatch(String(error), /eyJ/);
        }
        assert.equal(server.tokenRequests.length, 2);
    });

    it("is asked once when a token ends that many requests need at once", async () => {
        const server = await tenant(ok, tokensFor(100));
        const { client, clock, operation } = createClient(server.url);
        await client.listMethods(user, operation);
        clock.time += 95_000;
        await Promise.all(everyone.map((userId) => client.listMethods(userId, operation)));
        const sent = server.apiRequests.slice(1).map(({ headers }) => headers.authorization);
        assert.deepEqual([server.tokenRequests.length, new Set(sent)], [2, new Set(["Bearer t-1"])]);
    });

    it("is asked once when a token ends while many requests wait for their turn", async () => {
        const server = await tenant(ok, tokensFor(10));
        const { client, operation } = createClient(server.url, { behaviour: { requestsPerSecond: 2 } });
        await Promise.all(everyone.map((userId) => client.listMethods(userId, operation)));
        // 32 requests at two a second take 16 s; a token is renewed after 9 s.
        assert.ok(server.tokenRequests.length <= 3, `${server.tokenRequests.length}`);
        assert.equal(server.apiRequests.length, many);
    });
});
