import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { closeTenants, inTurn, ok, status, tenant, user } from "../support/exchanges";
import { answerInstead, reset, resetAfterRequest } from "../support/unreliableProxy";
import { ada, failureOf, type Setting, start } from "./support";

const many = 30;
const everyone = Array.from({ length: many }, (_, index) => `auth0|${index}`);

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
