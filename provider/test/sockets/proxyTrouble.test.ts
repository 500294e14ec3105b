import assert from "node:assert/strict";
import { inspect } from "node:util";
import { refuse } from "../support/connectProxy";
import { behindProxy, host, type Way } from "./behindProxy";
import { failureOf, impatience, openTenant, phone } from "./support";

describe("a proxy that is no help, over real sockets", () => {
    const { way, operation, open, read, declare, failure } = behindProxy();
    let { emulator, proxy, clock } = {} as Way;
    beforeEach(() => {
        ({ emulator, proxy, clock } = way());
    });

    describe("that makes no connection is named, with its variable and without its password", () => {
        const password = "canary-password-of-the-proxy";

        async function assertSaid(answers: RegExp, attempts: number, url = proxy.url): Promise<void> {
            const named = url.replace("//", `//ada:${password}@`);
            const tenant = open({ HTTPS_PROXY: named });
            const error = await failureOf(read(tenant));
            assert.match(String(error), answers);
            assert.match(
                String(error),
                new RegExp(
                    `NetworkError: Could not get an access token in tenant ${host}: the proxy ${url} \\(HTTPS_PROXY\\) made no connection to the tenant`,
                ),
            );
            const shown = `${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}${error.stack}`;
            assert.doesNotMatch(shown, /canary|YWRhOm/);
            assert.equal(proxy.targets.length, attempts);
            assert.equal(emulator.requests.length, 0);
        }

        it("where it asks who we are", async () => {
            proxy.always(refuse("407 Proxy Authentication Required"));
            await assertSaid(/407 Proxy Authentication Required\)\. .*put user and password into that variable/, 1);
        });

        it("where it repeats what it was told", async () => {
            const told = Buffer.from(`ada:${password}`).toString("base64");
            proxy.always(refuse(`407 Not ${password} nor ${told}`));
            await assertSaid(/407 Not \[secret\] nor \[secret\]/, 1);
        });

        it("where it does not let the tenant through", async () => {
            proxy.always(refuse("403 Forbidden"));
            await assertSaid(
                /403 Forbidden\)\. Check that variable, and whether the proxy .* lets the tenant through/,
                1,
            );
        });

        it("where it does not reach the tenant, however often it is asked", async () => {
            proxy.always(refuse("502 Bad Gateway"));
            await assertSaid(/502 Bad Gateway/, 5);
        });

        it("where it breaks off", async () => {
            proxy.always((client) => client.end("HTTP/1.1 2"));
            await assertSaid(/ECONNRESET/, 5);
        });

        it("where it speaks something else", async () => {
            proxy.always((client) => client.end("SSH-2.0-OpenSSH_9.6\r\n"));
            await assertSaid(/HPE_INVALID_CONSTANT/, 5);
        });

        it("where nobody listens", async () => {
            await proxy.close();
            await assertSaid(/ECONNREFUSED/, 0);
        });

        it("where it is spoken to by TLS and does not know it", async () => {
            await assertSaid(
                /Most proxies are spoken to without TLS: write http:/,
                0,
                proxy.url.replace("http:", "https:"),
            );
        });

        it("where it never answers", async () => {
            proxy.always(() => {});
            const error = await failure(
                { HTTPS_PROXY: proxy.url },
                { requestTimeout: impatience, operationTimeout: 900 },
            );
            assert.match(
                String(error),
                new RegExp(`TimeoutError: .*no answer within 0\\.4 s through the proxy ${proxy.url} \\(HTTPS_PROXY\\)`),
            );
        });
    });

    describe("is not believed in place of the tenant", () => {
        const body = (fields: object) => {
            const text = JSON.stringify(fields);
            return `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
        };
        const forgeries: readonly [what: string, status: string, rest: string][] = [
            [
                "that the user is gone",
                "404 Not Found",
                body({ statusCode: 404, error: "Not Found", message: "Gone.", errorCode: "inexistent_user" }),
            ],
            ["that the token is refused", "401 Unauthorized", body({ statusCode: 401, message: "Invalid token" })],
            ["that all is well", "200 OK", body([])],
            ["that all is well, without a body", "204 No Content", "\r\n"],
            ["that the user is elsewhere", "302 Found", "Location: https://elsewhere.example/\r\n\r\n"],
        ];
        for (const [what, status, rest] of forgeries) {
            it(`when it says ${what}`, async () => {
                const tenant = open({ HTTPS_PROXY: proxy.url });
                await read(tenant);
                proxy.forgetTunnels();
                proxy.always(refuse(status, rest));
                const error = await failureOf(tenant.methods.read("auth0|other", operation()));
                assert.match(String(error), /NetworkError: .*through the proxy|NetworkError: .*the proxy .* made no/);
                const patch = await failureOf(declare(tenant));
                assert.equal(patch.name, "NetworkError");
                assert.equal(emulator.requests.filter(({ method }) => method === "PATCH").length, 0);
                assert.equal(emulator.requests.filter(({ method }) => method === "POST").length, 1);
            });
        }

        it("and a PATCH that it did not let through was not carried out, which we know", async () => {
            const method = await read(open({ HTTPS_PROXY: proxy.url }));
            const config = { "auth0:domain": host, "auth0:apiToken": "a-token" };
            const tenant = openTenant(config, { clock, environment: { HTTPS_PROXY: proxy.url } });
            proxy.always(refuse("502 Bad Gateway"));
            const error = await failureOf(tenant.methods.patch(method, phone.userId, { name: "x" }, operation()));
            assert.match(String(error), /the proxy .* made no connection to the tenant \(502 Bad Gateway\)/);
            assert.equal(error.outcomeUnknown, false);
        });
    });
});
