import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { json, startServer, type TestServer } from "../support/server";

const method = (id: string) => ({ id, type: "totp", created_at: "2026-01-01T00:00:00.000Z" });

describe("listing a user's methods", () => {
    let server: TestServer;
    afterEach(async () => server.close());

    async function listed(userId = "auth0|ada"): Promise<string[] | undefined> {
        const { client, operation } = createClient(server.url);
        return (await client.listMethods(userId, operation))?.map((found) => found.authenticationMethodId);
    }

    const many = Array.from({ length: 120 }, (_, index) => method(`totp|dev_${index}`));

    function page(url: string, size: number) {
        const query = new URL(url, "http://x").searchParams;
        const start = Number(query.get("page")) * size;
        return { start, limit: size, authenticators: many.slice(start, start + size) };
    }

    it("sends the user's id as one segment, encoded once", async () => {
        server = await startServer((_request, response) => json(response, 200, []));
        await listed("oauth2|siwe|eip155%3A5/x@y");
        assert.equal(
            server.apiRequests[0]?.url,
            "/api/v2/users/oauth2%7Csiwe%7Ceip155%253A5%2Fx%40y/authentication-methods" +
                "?page=0&per_page=50&include_totals=true",
        );
    });

    it("reads every page, as many as the total says", async () => {
        server = await startServer((request, response) =>
            json(response, 200, { ...page(request.url, 50), total: many.length }),
        );
        assert.deepEqual(
            await listed(),
            many.map(({ id }) => id),
        );
        assert.equal(server.apiRequests.length, 3);
    });

    it("reads every page of a tenant that serves fewer than it is asked for", async () => {
        server = await startServer((request, response) =>
            json(response, 200, { ...page(request.url, 25), total: many.length }),
        );
        assert.equal((await listed())?.length, 120);
    });

    it("goes by the page's own limit where there is no total", async () => {
        server = await startServer((request, response) => json(response, 200, page(request.url, 25)));
        assert.equal((await listed())?.length, 120);
    });

    it("needs one request for a page that is the only one, with or without an envelope", async () => {
        for (const body of [
            [method("totp|dev_1")],
            { start: 0, limit: 50, total: 1, authenticators: [method("totp|dev_1")] },
        ]) {
            server = await startServer((_request, response) => json(response, 200, body));
            assert.deepEqual(await listed(), ["totp|dev_1"]);
            assert.equal(server.apiRequests.length, 1);
            await server.close();
        }
    });

    it("reads an empty envelope, from which Auth0 leaves out the total", async () => {
        server = await startServer((_request, response) =>
            json(response, 200, { authenticators: [], start: 0, limit: 50 }),
        );
        assert.deepEqual(await listed(), []);
        assert.equal(server.apiRequests.length, 1);
    });

    it("reads an empty envelope without the list or with a limit of 0, where it says that there is nothing", async () => {
        for (const body of [
            { start: 0, limit: 50, total: 0 },
            { start: 0, limit: 0, total: 0, authenticators: null },
            { start: 0, limit: 0, authenticators: [] },
        ]) {
            server = await startServer((_request, response) => json(response, 200, body));
            assert.deepEqual(await listed(), []);
            await server.close();
        }
    });

    it("does not take for empty what lacks the list and does not say that there is nothing", async () => {
        for (const body of [
            {},
            { start: 0, limit: 50 },
            { start: 0, limit: 50, total: 2 },
            { total: 0, authenticators: 0 },
        ]) {
            server = await startServer((_request, response) => json(response, 200, body));
            await assert.rejects(listed(), { name: "InvalidAnswerError" });
            await server.close();
        }
    });

    it("reads to the end where limit tells how many were sent", async () => {
        server = await startServer(({ url }, response) => {
            const page = Number(new URLSearchParams(url.split("?")[1]).get("page"));
            const authenticators = many.slice(page * 25, page * 25 + 25);
            json(response, 200, { start: page * 25, limit: authenticators.length, authenticators });
        });
        assert.equal((await listed())?.length, many.length);
    });

    it("ends with a tenant that repeats one page for ever", async () => {
        server = await startServer((_request, response) =>
            json(response, 200, { start: 0, limit: 50, total: 1_000, authenticators: many.slice(0, 50) }),
        );
        assert.equal((await listed())?.length, 50);
        assert.equal(server.apiRequests.length, 2);
    });

    it("takes a type and fields that it has never heard of, and null for absent", async () => {
        const strange = { ...method("retina|1"), type: "retina", scan: { depth: 3 }, name: null, last_auth_at: 5 };
        server = await startServer((_request, response) => json(response, 200, [strange]));
        const { client, operation } = createClient(server.url);
        assert.deepEqual(await client.listMethods("auth0|ada", operation), [
            { authenticationMethodId: "retina|1", type: "retina", createdAt: "2026-01-01T00:00:00.000Z" },
        ]);
    });

    it("is not kept from a user's methods by an odd field that it could do without", async () => {
        const odd = { ...method("a|1"), name: { text: "x" }, confirmed: "yes", authentication_methods: "none" };
        server = await startServer((_request, response) => json(response, 200, [odd, method("b|2")]));
        assert.deepEqual(await listed(), ["a|1", "b|2"]);
    });

    it("says which field of which method is missing", async () => {
        server = await startServer((_request, response) => json(response, 200, [method("a|1"), { id: "b|2" }]));
        await assert.rejects(listed(), (error: Error) => {
            assert.equal(error.name, "InvalidAnswerError");
            assert.match(
                error.message,
                /Could not read the authentication methods of user "auth0\|ada".*authenticators\.1\.type/,
            );
            return true;
        });
    });

    it("says that a user does not exist on Auth0's word alone", async () => {
        const inexistent = {
            statusCode: 404,
            error: "Not Found",
            message: "The user does not exist.",
            errorCode: "inexistent_user",
        };
        server = await startServer((_request, response) => json(response, 404, inexistent));
        assert.equal(await listed(), undefined);
    });

    it("knows Auth0's word for it where the answer holds nothing else", async () => {
        for (const message of ["The user does not exist.", "User not found."]) {
            server = await startServer((_request, response) => json(response, 404, { error: "Not Found", message }));
            assert.equal(await listed(), undefined);
            await server.close();
        }
    });

    const notAuth0: readonly [what: string, body: unknown][] = [
        ["a gateway", { message: "no Route matched with those values" }],
        ["another API", { statusCode: 404, error: "Not Found", message: "Not Found" }],
        ["a web site", "<html>404</html>"],
    ];
    for (const [what, body] of notAuth0) {
        it(`does not take the 404 of ${what} for a user that is gone`, async () => {
            server = await startServer((_request, response) => {
                response.writeHead(404).end(typeof body === "string" ? body : JSON.stringify(body));
            });
            await assert.rejects(listed(), /RequestRefusedError.*404.*auth0:domain/);
        });
    }
});

describe("changing a method", () => {
    let server: TestServer;
    afterEach(async () => server.close());
    const reference = { userId: "auth0|ada", authenticationMethodId: "totp|dev_1" };

    it("sends the settings alone, and drops the TOTP secret of the answer", async () => {
        server = await startServer((_request, response) =>
            json(response, 200, { id: "totp|dev_1", type: "totp", name: "Mine", totp_secret: "JBSWY3DPEHPK3PXP" }),
        );
        const { client, operation, log } = createClient(server.url);
        const settings = await client.patchMethod(
            reference,
            { name: "Mine", preferredAuthenticationMethod: "sms" },
            operation,
        );
        assert.deepEqual(settings, { name: "Mine" });
        assert.equal(server.apiRequests[0]?.method, "PATCH");
        assert.equal(server.apiRequests[0]?.url, "/api/v2/users/auth0%7Cada/authentication-methods/totp%7Cdev_1");
        assert.deepEqual(JSON.parse(server.apiRequests[0]?.body ?? ""), {
            name: "Mine",
            preferred_authentication_method: "sms",
        });
        assert.doesNotMatch(log.lines.join("\n"), /JBSWY3DPEHPK3PXP/);
    });

    it("knows that the outcome is unknown when the answer cannot be read", async () => {
        server = await startServer((_request, response) => void response.writeHead(200).end("<html>"));
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.patchMethod(reference, { name: "Mine" }, operation), { outcomeUnknown: true });
    });

    const afterwards: readonly [what: string, status: number][] = [
        ["is refused then", 400],
        ["lacks a scope then", 403],
        ["is rate limited for longer than there is time then", 429],
    ];
    for (const [what, status] of afterwards) {
        it(`knows that a request whose answer was lost may have been carried out, although it ${what}`, async () => {
            server = await startServer((_request, response, index) => {
                if (index === 0) {
                    response.destroy();
                } else {
                    json(response, status, { statusCode: status, message: "no" }, { "retry-after": "3600" });
                }
            });
            const { client, operation } = createClient(server.url);
            await assert.rejects(client.patchMethod(reference, { name: "Mine" }, operation), {
                status,
                outcomeUnknown: true,
            });
        });
    }

    it("knows the same when it cannot get another token after that", async () => {
        server = await startServer(
            (_request, response, index) => (index === 0 ? response.destroy() : json(response, 401, {})),
            (_request, response, index) =>
                index === 0
                    ? json(response, 200, { access_token: "t", expires_in: 86_400 })
                    : json(response, 403, { error: "access_denied", error_description: "Unauthorized" }),
        );
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.patchMethod(reference, { name: "Mine" }, operation), {
            name: "PermissionError",
            outcomeUnknown: true,
        });
    });

    it("takes a success without a body for a success", async () => {
        server = await startServer((_request, response) => void response.writeHead(204).end());
        const { client, operation } = createClient(server.url);
        assert.deepEqual(await client.patchMethod(reference, { name: "Mine" }, operation), {});
    });

    it("gives Auth0's words for a 404, to the one who knows whether it can be", async () => {
        const gone = { statusCode: 404, error: "Not Found", message: "The authentication method could not be found." };
        server = await startServer((_request, response) => json(response, 404, { ...gone, errorCode: null }));
        const { client, operation } = createClient(server.url);
        const failure = await client.patchMethod(reference, { name: "Mine" }, operation);
        assert.match(
            String(failure),
            /RequestRefusedError: .*404: The authentication method could not be found\. .*Run again/,
        );
    });

    it("knows that nothing happened when it was refused", async () => {
        server = await startServer((_request, response) =>
            json(response, 400, {
                statusCode: 400,
                error: "Bad Request",
                message: "Payload validation error: 'String is too long' on property name, write to ada@example.com.",
                errorCode: "invalid_body",
            }),
        );
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.patchMethod(reference, { name: "Mine" }, operation), (error: Error) => {
            assert.deepEqual(
                { ...error },
                {
                    code: "authentication_methods_request_refused",
                    name: "RequestRefusedError",
                    status: 400,
                    errorCode: "invalid_body",
                    outcomeUnknown: false,
                },
            );
            assert.match(
                error.message,
                /change authentication method "totp\|dev_1" of user "auth0\|ada".*400 \(invalid_body\).*too long.*\[e-mail\]/,
            );
            return true;
        });
        assert.equal(server.apiRequests.length, 1);
    });
});
