import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { type Handler, json, startServer, type TestServer } from "../support/server";

describe("enrolling a method", () => {
    let server: TestServer;
    let asked: number;
    beforeEach(() => {
        asked = 0;
    });
    afterEach(async () => server.close());

    const enrolment = { type: "totp", name: "Ours", totpSecret: "JBSWY3DPEHPK3PXP" } as const;
    const enrol = (mayRepeat = false, withClient = createClient(server.url)) =>
        withClient.client.createMethod("auth0|ada", enrolment, withClient.operation, async () => {
            asked += 1;
            return mayRepeat;
        });

    it("sends what is declared, and keeps nothing but the id of the answer", async () => {
        server = await startServer((_request, response) =>
            json(response, 201, { id: "totp|dev_1", type: "totp", name: "Ours", totp_secret: "JBSWY3DPEHPK3PXP" }),
        );
        const withClient = createClient(server.url);
        assert.deepEqual(await enrol(false, withClient), { authenticationMethodId: "totp|dev_1" });
        const [request] = server.apiRequests;
        assert.equal(`${request?.method} ${request?.url}`, "POST /api/v2/users/auth0%7Cada/authentication-methods");
        assert.deepEqual(JSON.parse(request?.body ?? ""), {
            type: "totp",
            name: "Ours",
            totp_secret: "JBSWY3DPEHPK3PXP",
        });
        assert.doesNotMatch(withClient.log.lines.join("\n"), /JBSWY3DPEHPK3PXP/);
        assert.equal(asked, 0);
    });

    for (const body of ['{"type":"totp"}', '{"id":null}', '{"id":""}', ""]) {
        it(`takes an answer that does not name the method for a success: ${body || "nothing"}`, async () => {
            server = await startServer((_request, response) => void response.writeHead(201).end(body));
            assert.equal(((await enrol()) as { authenticationMethodId?: string }).authenticationMethodId, undefined);
        });
    }

    const lost: readonly [what: string, handler: Handler][] = [
        ["the connection breaks", (_request, response) => response.destroy()],
        ["the tenant answers 500", (_request, response) => json(response, 500, { statusCode: 500, message: "no" })],
        ["the tenant answers 408", (_request, response) => json(response, 408, { statusCode: 408, message: "no" })],
    ];
    for (const [what, handler] of lost) {
        it(`is not sent again when ${what}, unless the asker says that nothing came of it`, async () => {
            const created = { id: "totp|dev_1", type: "totp" };
            server = await startServer((request, response, index) =>
                index % 2 === 0 ? handler(request, response, index) : json(response, 201, created),
            );
            await assert.rejects(enrol(false), { outcomeUnknown: true });
            assert.deepEqual([server.apiRequests.length, asked], [1, 1]);
            await server.close();
            server = await startServer((request, response, index) =>
                index % 2 === 0 ? handler(request, response, index) : json(response, 201, created),
            );
            assert.deepEqual(await enrol(true), { authenticationMethodId: "totp|dev_1" });
            assert.deepEqual([server.apiRequests.length, asked], [2, 2]);
        });
    }

    it("is sent again without asking when it certainly did nothing: 429, and a token that is not accepted", async () => {
        server = await startServer((_request, response, index) =>
            index === 0
                ? json(response, 429, { statusCode: 429, message: "no" }, { "retry-after": "1" })
                : index === 1
                  ? json(response, 401, { statusCode: 401, message: "no" })
                  : json(response, 201, { id: "totp|dev_1" }),
        );
        assert.deepEqual(await enrol(), { authenticationMethodId: "totp|dev_1" });
        assert.deepEqual([server.apiRequests.length, asked], [3, 0]);
    });

    it("asks anew before each repetition", async () => {
        server = await startServer((_request, response) => json(response, 503, { statusCode: 503, message: "no" }));
        await assert.rejects(enrol(true), { outcomeUnknown: true, status: 503 });
        assert.deepEqual([server.apiRequests.length, asked], [5, 4]);
    });

    it("repeats no secret of what it sent, whatever the tenant says", async () => {
        const odd = { type: "totp", totpSecret: "abc def ghi" } as const;
        server = await startServer((request, response) =>
            json(response, 400, { statusCode: 400, error: "Bad Request", message: `wrong: ${request.body}, token-0` }),
        );
        const { client, operation } = createClient(server.url);
        await assert.rejects(
            client.createMethod("auth0|ada", odd, operation, async () => true),
            (error: Error) => {
                assert.match(
                    error.message,
                    /Could not enrol a method of type "totp" for user "auth0\|ada".*\[secret\]/,
                );
                assert.doesNotMatch(error.message, /abc|token-0/);
                return true;
            },
        );
    });

    it("says what to do where the user has as many methods as Auth0 allows", async () => {
        const message = "You reached the limit of entities of this type for this user.";
        for (const body of [{ message }, { message: "no", errorCode: "too_many_entities" }]) {
            server = await startServer((_request, response) => json(response, 403, { statusCode: 403, ...body }));
            await assert.rejects(
                enrol(),
                /PermissionError: .*as many methods of this type as Auth0 allows: delete one.*AuthenticationMethodSettings.*deleteBeforeReplace/,
            );
            await server.close();
        }
    });

    it("names the scope that it lacks", async () => {
        server = await startServer((_request, response) =>
            json(response, 403, { statusCode: 403, message: "Insufficient scope", errorCode: "insufficient_scope" }),
        );
        await assert.rejects(enrol(), /Grant the scope create:authentication_methods/);
    });
});

describe("deleting a method", () => {
    let server: TestServer;
    afterEach(async () => server.close());
    const reference = { userId: "auth0|ada", authenticationMethodId: "totp|dev_1" };

    async function remove(): Promise<void> {
        const { client, operation } = createClient(server.url);
        await client.deleteMethod(reference, operation);
    }

    it("deletes that one alone", async () => {
        server = await startServer((_request, response) => void response.writeHead(204).end());
        await remove();
        assert.deepEqual(
            server.apiRequests.map(({ method: verb, url, body }) => [verb, url, body]),
            [["DELETE", "/api/v2/users/auth0%7Cada/authentication-methods/totp%7Cdev_1", ""]],
        );
    });

    it("is done where it is gone already, also by a request whose answer was lost", async () => {
        const gone = { statusCode: 404, error: "Not Found", message: "The authentication method could not be found." };
        server = await startServer((_request, response, index) =>
            index === 0 ? response.destroy() : json(response, 404, gone),
        );
        await remove();
        assert.equal(server.apiRequests.length, 2);
    });

    it("is done where a 404 says nothing, and the user's list does not hold it", async () => {
        const other = { id: "totp|dev_2", type: "totp", created_at: "2026-01-01T00:00:00.000Z" };
        for (const [methods, isDone] of [
            [[other], true],
            [[{ ...other, id: "totp|dev_1" }], false],
        ] as const) {
            server = await startServer(({ method }, response) =>
                method === "DELETE" ? void response.writeHead(404).end() : json(response, 200, methods),
            );
            await (isDone ? remove() : assert.rejects(remove(), /RequestRefusedError.*404.*auth0:domain/));
            assert.equal(server.apiRequests.length, 2);
            await server.close();
        }
    });

    it("is not done on the word of anything but the Management API", async () => {
        server = await startServer((_request, response) => void response.writeHead(404).end("<html>"));
        await assert.rejects(remove(), /RequestRefusedError.*404.*auth0:domain/);
    });

    it("names the scope that it lacks", async () => {
        server = await startServer((_request, response) =>
            json(response, 403, { statusCode: 403, message: "Insufficient scope", errorCode: "insufficient_scope" }),
        );
        await assert.rejects(remove(), /Grant the scope delete:authentication_methods/);
    });
});
