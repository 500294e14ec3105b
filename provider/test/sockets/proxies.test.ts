import assert from "node:assert/strict";
import dns from "node:dns";
import { createAuthority } from "../support/certificates";
import { refuse, startConnectProxy } from "../support/connectProxy";
import { startTlsFront } from "../support/tlsFront";
import { behindProxy, host, type Way } from "./behindProxy";
import { openTenant, phone } from "./support";

describe("a proxy that the environment names, over real sockets", () => {
    const { way, open, read, declare, failure, opened } = behindProxy();
    let { authority, emulator, front, proxy, clock } = {} as Way;
    beforeEach(() => {
        ({ authority, emulator, front, proxy, clock } = way());
    });

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
