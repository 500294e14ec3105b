import assert from "node:assert/strict";
import dns from "node:dns";
import { inspect } from "node:util";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { observe, reconcile } from "../../src/tenant/reconcile";
import type { Tenant } from "../../src/tenant/tenant";
import { type Authority, createAuthority, trust } from "../support/certificates";
import { VirtualClock } from "../support/client";
import { type ConnectProxy, refuse, startConnectProxy } from "../support/connectProxy";
import { startTlsFront, type TlsFront } from "../support/tlsFront";
import { failureOf, impatience, openTenant, phone, usersOf } from "./support";

const host = "tenant.example.com";

describe("a proxy that the environment names, over real sockets", () => {
    let authority: Authority;
    let emulator: Emulator;
    let front: TlsFront;
    let proxy: ConnectProxy;
    let clock: VirtualClock;
    let distrust: () => void;
    const more: { close(): Promise<void> }[] = [];
    /** Closes it after the test. */
    function opened<T extends { close(): Promise<void> }>(one: T): T {
        more.push(one);
        return one;
    }
    before(() => {
        authority = createAuthority();
        distrust = trust(authority);
    });
    after(() => distrust());
    beforeEach(async () => {
        emulator = await startEmulator({ plan: "unlimited", users: usersOf() });
        front = await startTlsFront(emulator.url, authority.issue(host));
        proxy = await startConnectProxy(front.port);
        clock = new VirtualClock();
    });
    afterEach(async () => {
        await Promise.all([...more.splice(0), proxy, front, emulator].map((one) => one.close()));
    });

    function open(environment: Record<string, string>, behaviour = {}): Tenant {
        const config = {
            "auth0:domain": host,
            "auth0:audience": emulator.audience,
            "auth0:clientId": emulator.clientId,
            "auth0:clientSecret": emulator.clientSecret,
        };
        return openTenant(config, { clock, environment, behaviour });
    }
    const operation = () => ({ deadline: clock.now() + 600_000 });
    const read = (tenant: Tenant) => observe(tenant, phone, operation());
    const declare = (tenant: Tenant) => reconcile(tenant, phone, operation(), () => ({ name: "Work phone" }));
    const failure = (environment: Record<string, string>, behaviour = {}) =>
        failureOf(read(open(environment, behaviour)));

    describe("leads to the tenant", () => {
        it("without seeing what is said, over one connection that is kept", async () => {
            const tenant = open({ HTTPS_PROXY: proxy.url });
            await declare(tenant);
            assert.equal(emulator.method(phone.userId, phone.authenticationMethodId).name, "Work phone");
            assert.deepEqual(proxy.targets, [`${host}:443`]);
            assert.deepEqual(proxy.authorizations, [undefined]);
            assert.equal(proxy.isToClose, false);
            assert.deepEqual(proxy.inTheClear, []);
            assert.doesNotMatch(proxy.seen(), /Bearer|authentication-methods|client_secret/);
            assert.equal(emulator.requests.length, 3);
        });

        for (const variable of ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]) {
            it(`as ${variable} names it, with or without http://`, async () => {
                await read(open({ [variable]: proxy.url }));
                await read(open({ [variable]: proxy.url.replace("http://", "") }));
                assert.equal(proxy.targets.length, 2);
            });
        }

        it("as the variable in small letters names it, where the two differ", async () => {
            await read(open({ HTTPS_PROXY: "http://127.0.0.1:1", https_proxy: proxy.url }));
            assert.equal(proxy.targets.length, 1);
        });

        it("with user and password, as they are or encoded as in a URL", async () => {
            const userPassword = ["ada:pa ss@word%21", "ada:100%"].map((text) => Buffer.from(text).toString("base64"));
            await read(open({ HTTPS_PROXY: proxy.url.replace("//", "//ada:pa%20ss%40word%2521@") }));
            await read(open({ HTTPS_PROXY: proxy.url.replace("//", "//ada:100%@") }));
            assert.deepEqual(
                proxy.authorizations,
                userPassword.map((text) => `Basic ${text}`),
            );
        });

        it("by TLS of its own", async () => {
            const secure = opened(await startConnectProxy(front.port, authority.issue("localhost")));
            await declare(open({ HTTPS_PROXY: secure.url }));
            assert.deepEqual(secure.targets, [`${host}:443`]);
        });

        it("after some trouble, which is waited out", async () => {
            proxy.next(refuse("503 Service Unavailable"), (client) => client.destroy(), refuse("502 Bad Gateway"));
            await read(open({ HTTPS_PROXY: proxy.url }));
            assert.equal(proxy.targets.length, 4);
        });

        it("again when it has forgotten all tunnels", async () => {
            const tenant = open({ HTTPS_PROXY: proxy.url });
            await read(tenant);
            proxy.forgetTunnels();
            await declare(tenant);
            assert.equal(proxy.targets.length, 2);
            assert.deepEqual(clock.slept, []);
        });

        it("also beside a tenant that is shown with a certificate of the proxy's own, which is refused", async () => {
            const own = createAuthority("An authority of the company");
            const interceptor = opened(await startTlsFront(emulator.url, own.issue(host)));
            const intercepting = opened(await startConnectProxy(interceptor.port));
            const error = await failure({ HTTPS_PROXY: intercepting.url });
            assert.match(
                String(error),
                new RegExp(
                    `NetworkError: .* in tenant ${host}: the TLS connection through the proxy ${intercepting.url} \\(HTTPS_PROXY\\) was refused here \\(UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS`,
                ),
            );
            assert.equal(intercepting.targets.length, 1, "it is not tried again");
        });
    });

    describe("is asked", () => {
        for (const others of [
            "other.com",
            "ample.com",
            "tenant",
            ".tenant.example.com",
            `${host}:8443`,
            ",",
            "*.net",
        ]) {
            it(`although NO_PROXY is ${others}`, async () => {
                await read(open({ HTTPS_PROXY: proxy.url, NO_PROXY: others }));
                assert.equal(proxy.targets.length, 1);
            });
        }
    });

    describe("is not asked", () => {
        const { lookup } = dns;
        let looked: string[];
        beforeEach(() => {
            looked = [];
            // The tenant is nowhere but behind the proxy: who does not ask it asks the name service.
            dns.lookup = ((name: string, _options: object, done: (error: Error) => void) => {
                looked.push(name);
                done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
            }) as unknown as typeof dns.lookup;
        });
        afterEach(() => {
            dns.lookup = lookup;
        });

        for (const exceptions of [host, "example.com", ".example.com", "*.example.com", `${host}:443`, "a.b, *"]) {
            it(`where NO_PROXY is ${exceptions}`, async () => {
                const error = await failure({ HTTPS_PROXY: proxy.url, NO_PROXY: exceptions });
                assert.match(String(error), /NetworkError: .*the host is not known \(ENOTFOUND\)/);
                assert.deepEqual([proxy.targets, looked], [[], [host]]);
            });
        }

        it("where it is for http alone", async () => {
            await failure({ HTTP_PROXY: proxy.url, http_proxy: proxy.url });
            assert.deepEqual([proxy.targets, looked], [[], [host]]);
        });

        it("for a tenant on this machine, which it could not reach and whose token it would see", async () => {
            const config = { "auth0:domain": emulator.url, "auth0:apiToken": await emulator.issueToken() };
            const environment = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url };
            await read(openTenant(config, { clock, environment }));
            assert.deepEqual([proxy.targets, proxy.inTheClear], [[], []]);
        });
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

    it("that is none is an error of the configuration, which shows no password", async () => {
        for (const text of [
            "socks5://ada:canary@proxy:1080",
            "http://ada:canary@pro xy:80",
            "http://",
            "ftp://proxy",
        ]) {
            assert.throws(
                () => open({ ALL_PROXY: text }),
                (error: Error) => {
                    assert.match(
                        String(error),
                        /ConfigurationError: ALL_PROXY is ".*", which is not the address of an HTTP proxy.*http:\/\/USER:PASSWORD@HOST:PORT.*NO_PROXY/,
                    );
                    assert.doesNotMatch(error.message, /canary/);
                    return true;
                },
            );
        }
    });
});
