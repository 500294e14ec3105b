import assert from "node:assert/strict";
import fc from "fast-check";
import { parseDomain } from "../../src/configuration/domain";

describe("a domain", () => {
    for (const domain of ["example.eu.auth0.com", "login.example.com", "Example.Auth0.com", "xn--bcher-kva.example"]) {
        it(`may be the host name ${domain}, and is reached by https`, () => {
            assert.deepEqual(parseDomain(domain, "auth0:domain"), {
                url: `https://${domain.toLowerCase()}`,
                name: domain.toLowerCase(),
                isLoopback: false,
            });
        });
    }

    for (const domain of ["http://127.0.0.1:4010", "http://localhost:1", "http://[::1]:65535"]) {
        it(`may be ${domain}, for an emulator on this machine`, () => {
            assert.deepEqual(parseDomain(domain, "auth0:domain"), { url: domain, name: domain, isLoopback: true });
        });
    }

    const refused = [
        "https://example.auth0.com",
        "http://example.auth0.com",
        "http://127.0.0.1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:65536",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:80/path",
        "http://127.0.0.1:80@evil.example",
        "http://localhost.evil.example:80",
        "http://127.0.0.2:80",
        "http://127.1:4010",
        "https://127.0.0.1:4010",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "localhost",
        "example.auth0.com:443",
        "example.auth0.com/",
        "example.auth0.com.",
        "user@example.auth0.com",
        "example.auth0.com?x",
        "example.auth0.com#x",
        "-example.auth0.com",
        "example..auth0.com",
        "bücher.example",
        " example.auth0.com",
        "file:///etc/passwd",
        "[::1]",
    ];
    for (const domain of refused) {
        it(`is not ${JSON.stringify(domain)}`, () => {
            assert.throws(
                () => parseDomain(domain, "auth0:domain"),
                /ConfigurationError: auth0:domain is .* not a host name/,
            );
        });
    }

    it("has 253 characters at the most, as host names do", () => {
        const ofLength = (length: number) => `${"abcdefgh.".repeat(27)}${"x".repeat(length - 243)}`;
        assert.equal(parseDomain(ofLength(253), "auth0:domain").name.length, 253);
        assert.throws(() => parseDomain(ofLength(254), "auth0:domain"), /not a host name/);
    });

    for (const [domain, shown] of [
        ["https://user:hunter2@tenant", "https://[credentials]@tenant"],
        ["https://user:hunter2@hunter2@tenant", "https://[credentials]@tenant"],
        ["user:hunter2@tenant", "[credentials]@tenant"],
        ["http://user:hunter2@127.0.0.1:4010", "http://[credentials]@127.0.0.1:4010"],
        ["//hunter2@tenant", "[credentials]@tenant"],
        ["hunter2\nhunter2@tenant", "[credentials]@tenant"],
    ] as const) {
        it(`shows no credentials that stand in it: ${JSON.stringify(domain)}`, () => {
            assert.throws(
                () => parseDomain(domain, "auth0:domain"),
                (error: Error) => {
                    assert.ok(error.message.startsWith(`auth0:domain is "${shown}", which`), error.message);
                    assert.ok(!error.message.includes("hunter2"));
                    return true;
                },
            );
        });
    }

    it("is always a URL of exactly the host that was written", () => {
        fc.assert(
            fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
                try {
                    const { url, isLoopback } = parseDomain(text, "auth0:domain");
                    const parsed = new URL(url);
                    assert.equal(parsed.href, `${url}/`);
                    assert.equal(parsed.protocol, isLoopback ? "http:" : "https:");
                } catch (error) {
                    assert.match(String(error), /^ConfigurationError/);
                }
            }),
        );
    });
});
