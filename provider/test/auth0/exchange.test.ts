import assert from "node:assert/strict";
import { inspect } from "node:util";
import { TimeoutError } from "../../src/core/errors";
import { clientSecret, createClient } from "../support/client";
import { closeTenants, failure, inTurn, ok, status, tenant, user } from "../support/exchanges";
import { type Handler, json } from "../support/server";

describe("an exchange", () => {
    afterEach(closeTenants);

    it("asks for one token, however many requests need the first one", async () => {
        const server = await tenant(ok);
        const { client, operation } = createClient(server.url);
        await Promise.all(Array.from({ length: 50 }, (_, index) => client.listMethods(`auth0|${index}`, operation)));
        assert.equal(server.tokenRequests.length, 1);
        assert.equal(server.apiRequests.length, 50);
        assert.ok(server.apiRequests.every(({ headers }) => headers.authorization === "Bearer token-0"));
    });

    it("renews a token once when it is refused, for all requests that had it", async () => {
        const refusing: Handler = (request, response, index) =>
            request.headers.authorization === "Bearer token-0"
                ? status(401)(request, response, index)
                : ok(request, response, index);
        const server = await tenant(refusing);
        const { client, operation } = createClient(server.url);
        await Promise.all(["auth0|1", "auth0|2", "auth0|3"].map((id) => client.listMethods(id, operation)));
        assert.equal(server.tokenRequests.length, 2);
    });

    it("fails after one renewal when every token is refused", async () => {
        const { error, server } = await failure(status(401, {}, "Invalid token."));
        assert.equal(error.name, "AuthenticationError");
        assert.match(error.message, /401: Invalid token\. .*auth0:clientSecret.*last `pulumi up` saved/);
        assert.equal(server.tokenRequests.length, 2);
        assert.equal(server.apiRequests.length, 2);
    });

    it("renews a token before it ends", async () => {
        const shortLived: Handler = (_request, response, index) =>
            json(response, 200, { access_token: `token-${index}`, expires_in: 100 });
        const server = await tenant(ok, shortLived);
        const { client, clock, operation } = createClient(server.url);
        for (const wait of [0, 89_000, 1_500]) {
            clock.time += wait;
            await client.listMethods(user, operation);
        }
        assert.deepEqual(
            server.apiRequests.map(({ headers }) => headers.authorization),
            ["Bearer token-0", "Bearer token-0", "Bearer token-1"],
        );
    });

    it("asks for one token more, not two, when it is given the refused one again", async () => {
        const same: Handler = (_request, response) => json(response, 200, { access_token: "same", expires_in: 86_400 });
        const server = await tenant(status(401), same);
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.listMethods(user, operation), { name: "AuthenticationError" });
        assert.equal(server.tokenRequests.length, 2);
    });

    it("does not ask for a scope when a 403 is about something else", async () => {
        const plan = await failure(status(403, {}, "This feature is not available on your plan."));
        assert.match(plan.error.message, /not available on your plan\. The tenant does not permit it/);
        const firewall = await failure((_request, response) => void response.writeHead(403).end("<html>blocked"));
        assert.match(firewall.error.message, /403\. This is not how the Management API answers.*firewall/);
        const proxy = await failure(status(407));
        assert.match(proxy.error.message, /407.*HTTPS_PROXY/);
    });

    it("names the scope that a 403 asks for, and does not repeat it", async () => {
        const { error, server } = await failure(
            status(403, {}, "Insufficient scope, expected any of: read:authentication_methods"),
        );
        assert.equal(error.name, "PermissionError");
        assert.match(error.message, /Grant the scope read:authentication_methods to the application/);
        assert.equal(server.apiRequests.length, 1);
    });

    it("repeats 5xx answers and broken connections, then says what happened", async () => {
        const server = await tenant(inTurn(status(503), (_request, response) => response.destroy(), status(500), ok));
        const { client, operation } = createClient(server.url);
        assert.deepEqual(await client.listMethods(user, operation), []);
        const { error, server: broken } = await failure(status(502));
        assert.match(error.message, /ServerError|502/);
        assert.equal(broken.apiRequests.length, 5);
    });

    it("spends no more than its budget when everything fails", async () => {
        const server = await tenant(status(500));
        const { client, operation } = createClient(server.url);
        for (let index = 0; index < 40; index += 1) {
            await assert.rejects(client.listMethods(`auth0|${index}`, operation));
        }
        assert.equal(server.apiRequests.length, 40 + 20);
    });

    it("ends when a tenant never answers", async () => {
        const { error } = await failure(() => {}, { requestTimeout: 50 });
        assert.ok(error instanceof TimeoutError);
        assert.match(error.message, /no answer within 0\.05 s.*requestTimeout/);
    });

    it("ends when a tenant dribbles", async () => {
        const dribble: Handler = (_request, response) => {
            response.writeHead(200, { "content-type": "application/json" });
            const timer = setInterval(() => response.write(" "), 10);
            response.on("close", () => clearInterval(timer));
        };
        const { error } = await failure(dribble, { requestTimeout: 100 });
        assert.ok(error instanceof TimeoutError);
    });

    const rubbish: readonly [what: string, handler: Handler, message: RegExp][] = [
        [
            "HTML",
            (_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>hello"),
            /InvalidAnswerError: .*200, text\/html.*not JSON of the Management API/,
        ],
        ["nothing", (_request, response) => void response.writeHead(200).end(), /InvalidAnswerError: .*not JSON/],
        ["null", (_request, response) => json(response, 200, null), /InvalidAnswerError: .*not JSON/],
        [
            "a truncated body",
            (_request, response) => {
                response.writeHead(200, { "content-length": "1000" });
                response.write('[{"id":', () => response.destroy());
            },
            /NetworkError: .*the connection failed/,
        ],
        [
            "5 MB",
            (_request, response) => void response.writeHead(200).end(`[${" ".repeat(5_000_000)}]`),
            /InvalidAnswerError: .*more than 2 MB/,
        ],
        [
            "a redirect",
            (_request, response) => void response.writeHead(302, { location: "https://evil.example/" }).end(),
            /InvalidAnswerError: .*redirect \(302\), which is not followed/,
        ],
    ];
    for (const [what, handler, message] of rubbish) {
        it(`ends with a clear error when a tenant answers ${what}`, async () => {
            const { error } = await failure(handler);
            assert.match(String(error), message);
        });
    }

    it("takes no redirect, so that the token goes nowhere else", async () => {
        const elsewhere = await tenant(ok, ok);
        for (const code of [301, 302, 307, 308]) {
            const redirect: Handler = (request, response) =>
                void response.writeHead(code, { location: `${elsewhere.url}${request.url}` }).end();
            const { error } = await failure(redirect);
            assert.equal(error.name, "InvalidAnswerError");
            const server = await tenant(ok, redirect);
            const { client, operation } = createClient(server.url);
            await assert.rejects(client.listMethods(user, operation), { name: "InvalidAnswerError" });
        }
        assert.deepEqual(elsewhere.arrived, []);
    });

    it("sends nothing for an id that is no segment of a path", async () => {
        const server = await tenant(ok);
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.listMethods("..", operation), { name: "InvalidIdError" });
        await assert.rejects(
            client.patchMethod({ userId: user, authenticationMethodId: "." }, { name: "x" }, operation),
            {
                name: "InvalidIdError",
            },
        );
        assert.deepEqual(server.arrived, []);
    });

    it("goes to this machine directly, whatever proxy the environment names", async () => {
        const proxy = await tenant(ok);
        const server = await tenant(ok);
        const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
        const before = names.map((name) => [name, process.env[name]] as const);
        for (const name of names) {
            process.env[name] = proxy.url;
        }
        try {
            const { client, operation } = createClient(server.url);
            await client.listMethods(user, operation);
        } finally {
            for (const [name, value] of before) {
                if (value === undefined) {
                    delete process.env[name];
                } else {
                    process.env[name] = value;
                }
            }
        }
        assert.deepEqual(proxy.arrived, []);
    });

    it("carries no token and no secret in any of its errors or lines", async () => {
        const handlers: Handler[] = [
            status(400, {}, `bad Bearer token-0 ${clientSecret}`),
            status(401),
            status(403),
            status(500),
            (_request, response) => response.destroy(),
            (_request, response) => void response.writeHead(302, { location: `https://x/?t=${clientSecret}` }).end(),
            (_request, response) => void response.writeHead(200).end(clientSecret),
        ];
        for (const handler of handlers) {
            const server = await tenant(handler);
            const { client, operation, log } = createClient(server.url);
            const error = await client.listMethods(user, operation).catch((thrown: unknown) => thrown);
            const shown = `${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}${log.lines.join("\n")}`;
            assert.doesNotMatch(shown, /token-\d|canary/);
        }
    });
});
