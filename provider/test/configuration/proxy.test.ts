import assert from "node:assert/strict";
import { decode, readProxy } from "../../src/configuration/proxy";

const host = "tenant.eu.example.com";
const proxy = "http://proxy.example.com:3128";
const read = (environment: Record<string, string>) => readProxy(host, 443, environment);

describe("the proxy of the environment", () => {
    it("is none where no variable names one", () => {
        assert.equal(read({}), undefined);
        assert.equal(read({ HTTPS_PROXY: " ", https_proxy: "" }), undefined);
        assert.equal(read({ HTTP_PROXY: proxy, http_proxy: proxy }), undefined);
    });

    it("is that of the first variable that holds something, spaces around it aside", () => {
        const order = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
        order.forEach((variable, index) => {
            const environment = Object.fromEntries(
                order.map((name, at) => [name, at < index ? " " : ` http://proxy${at}.example.com:3128 `]),
            );
            assert.equal(read(environment)?.name, `http://proxy${index}.example.com:3128 (${variable})`);
        });
    });

    it("is an HTTP proxy, spoken to by TLS where it says so", () => {
        assert.equal(read({ HTTPS_PROXY: "proxy.example.com:3128" })?.url.href, "http://proxy.example.com:3128/");
        assert.equal(read({ HTTPS_PROXY: "https://proxy.example.com" })?.url.href, "https://proxy.example.com/");
    });

    for (const text of ["socks5://proxy.example.com:1080", "http://", "http://proxy.example.com:port", "file:///etc"]) {
        it(`is refused as ${text}, with what to write instead`, () => {
            assert.throws(() => read({ HTTPS_PROXY: text }), {
                name: "ConfigurationError",
                message:
                    `HTTPS_PROXY is "${text}", which is not the address of an HTTP proxy. Write it as ` +
                    `http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, or add ${host} to NO_PROXY.`,
            });
        });
    }

    it("is named without user and password, which are secrets in every form that a proxy may repeat", () => {
        const found = read({ HTTPS_PROXY: "http://ada:p%40ss@proxy.example.com:3128" });
        assert.equal(found?.name, "http://proxy.example.com:3128 (HTTPS_PROXY)");
        assert.deepEqual(found?.secrets, ["p%40ss", "p@ss", Buffer.from("ada:p@ss").toString("base64")]);
        assert.deepEqual(read({ HTTPS_PROXY: "http://ada@proxy.example.com:3128" })?.secrets, []);
        assert.throws(
            () => read({ HTTPS_PROXY: "socks5://ada:hunter2@proxy:1080" }),
            (error: Error) =>
                error.message.startsWith('HTTPS_PROXY is "socks5://[credentials]@proxy:1080", which is not'),
        );
    });

    it("has user and password that are encoded as in a URL, or not", () => {
        assert.equal(decode("p%40ss"), "p@ss");
        assert.equal(decode("100%"), "100%");
    });

    for (const list of [
        "*",
        host,
        "TENANT.EU.EXAMPLE.COM",
        "eu.example.com",
        ".eu.example.com",
        "*.example.com",
        `${host}:443`,
        "other.example.com, example.com",
        "other.example.com\texample.com",
    ]) {
        it(`is not used where NO_PROXY is ${JSON.stringify(list)}`, () => {
            assert.equal(read({ HTTPS_PROXY: proxy, NO_PROXY: list }), undefined);
            assert.equal(read({ HTTPS_PROXY: proxy, no_proxy: list, NO_PROXY: "other.example.com" }), undefined);
        });
    }

    for (const list of [
        "",
        ",",
        " ",
        "other.example.com",
        `.${host}`,
        `*.${host}`,
        `${host}:8443`,
        "nt.eu.example.com",
        "tenant.eu.example",
        "tenant",
        ":443",
    ]) {
        it(`is used where NO_PROXY is ${JSON.stringify(list)}`, () => {
            assert.equal(read({ HTTPS_PROXY: proxy, NO_PROXY: list })?.name, `${proxy} (HTTPS_PROXY)`);
        });
    }
});
