import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { closeTenants, inTurn, ok, status, tenant, user } from "../support/exchanges";
import { type Handler, json } from "../support/server";
import { answerInstead, held, pass, reset, resetAfterRequest, swallowRequest } from "../support/unreliableProxy";
import { ada, failureOf, impatience, type Setting, start } from "./support";

const many = 30;
const everyone = Array.from({ length: many }, (_, index) => `auth0|${index}`);

/** A token endpoint that hands out t-0, t-1 … with so long a life. */
const tokensFor =
    (lifetime: unknown): Handler =>
    (_request, response, index) =>
        json(response, 200, { access_token: `t-${index}`, expires_in: lifetime, token_type: "Bearer" });

describe("a token that is refused in the middle of a run, over real sockets, is renewed once for all", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start({ others: many });
        await setting.read();
    });
    afterEach(async () => setting.close());

    it("and each operation is repeated once", async () => {
        setting.emulator.revokeTokens();
        await Promise.all(everyone.map((userId) => setting.declare("Work phone", userId)));
        assert.equal(setting.tokens(), 2);
        assert.equal(setting.patches(), many);
        const refused = setting.emulator.requests.filter((request) => request.status === 401);
        assert.ok(refused.length >= 1 && refused.length <= many, `${refused.length}`);
    });

    it("where it is a PATCH that is refused", async () => {
        await setting.read(ada);
        setting.emulator.revokeTokens();
        await setting.declare("Work phone");
        assert.deepEqual([setting.name(), setting.tokens(), setting.patches()], ["Work phone", 2, 2]);
    });

    it("also where the request for the new one is lost at first", async () => {
        setting.emulator.revokeTokens();
        setting.proxy.nextOf("POST", reset, resetAfterRequest);
        await Promise.all(everyone.map((userId) => setting.read(userId)));
        assert.deepEqual(
            setting.emulator.requests.filter(({ status: code }) => code === 200 && code !== undefined).length,
            // The first read and its token; the new token, which was asked for and lost once, and a read of each.
            2 + 2 + many,
        );
    });
});

describe("a tenant that refuses every token, over real sockets, is asked no more than it takes to know", () => {
    afterEach(closeTenants);

    const badAudience = status(401, {}, "Bad audience: https://other.example/api/v2/");

    it("fails after one renewal, and says what to check", async () => {
        const server = await tenant(badAudience);
        const { client, operation, clock } = createClient(server.url);
        const error = await failureOf(client.listMethods(user, operation));
        assert.match(String(error), /AuthenticationError: .*401: Bad audience.*auth0:clientSecret.*auth0:audience/);
        assert.deepEqual([server.tokenRequests.length, server.apiRequests.length], [2, 2]);
        assert.deepEqual(clock.slept, []);
    });

    it("does not name the audience where it is the token endpoint that refuses", async () => {
        const server = await tenant(ok, status(401, {}, "Unauthorized"));
        const { client, operation } = createClient(server.url);
        const error = await failureOf(client.listMethods(user, operation));
        assert.doesNotMatch(String(error), /auth0:audience/);
    });

    it("asks for no more tokens, however many resources come one after another", async () => {
        const server = await tenant(badAudience);
        const { client, operation } = createClient(server.url);
        for (const userId of everyone) {
            await assert.rejects(client.listMethods(userId, operation), { name: "AuthenticationError" });
        }
        assert.equal(server.tokenRequests.length, 2);
        assert.equal(server.apiRequests.length, many + 1);
    });

    it("asks for no more tokens, however many requests are under way at once", async () => {
        const server = await tenant(badAudience);
        const { client, operation } = createClient(server.url);
        await Promise.allSettled(everyone.map((userId) => client.listMethods(userId, operation)));
        assert.equal(server.tokenRequests.length, 2);
        assert.ok(server.apiRequests.length <= 2 * many, `${server.apiRequests.length}`);
    });

    it("renews again when a token that was accepted is refused later on", async () => {
        let good = 1;
        const server = await tenant((request, response, index) =>
            (request.headers.authorization === `Bearer token-${good}` ? ok : badAudience)(request, response, index),
        );
        const { client, operation } = createClient(server.url);
        for (good of [1, 2, 3]) {
            await client.listMethods(user, operation);
        }
        assert.equal(server.tokenRequests.length, 4);
    });

    it("tries again after a minute, in which a tenant may have been mended", async () => {
        const server = await tenant(inTurn(badAudience, badAudience, badAudience, ok));
        const { client, clock, operation } = createClient(server.url);
        await assert.rejects(client.listMethods(user, operation));
        clock.time += 61_000;
        await client.listMethods(user, operation);
        assert.equal(server.tokenRequests.length, 3);
    });
});

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

describe("a 403 for want of a scope, over real sockets, names it and is not repeated", () => {
    let setting: Setting;
    beforeEach(async () => {
        setting = await start();
    });
    afterEach(async () => setting.close());

    for (const [what, scopes, task, scope] of [
        ["of a read", ["update:authentication_methods"], () => setting.read(), "read:authentication_methods"],
        [
            "of a PATCH",
            ["read:authentication_methods"],
            () => setting.declare("Work phone"),
            "update:authentication_methods",
        ],
    ] as const) {
        it(what, async () => {
            const token = await setting.emulator.issueToken({ scopes: [...scopes] });
            setting.proxy.nextOf(
                "POST",
                answerInstead(
                    `HTTP/1.1 200 OK\r\nContent-Length: ${token.length + 19}\r\n\r\n{"access_token":"${token}"}`,
                ),
            );
            const error = await failureOf(task());
            assert.match(
                String(error),
                new RegExp(
                    `PermissionError: .*403 \\(insufficient_scope\\).*Grant the scope ${scope} to the application`,
                ),
            );
            assert.equal(setting.emulator.requests.filter(({ status: code }) => code === 403).length, 1);
            assert.equal(error.outcomeUnknown, false);
        });
    }
});
