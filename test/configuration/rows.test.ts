import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { type Arrivals, asEnvironment, type Recorder, type Settings, startRecorder } from "./support";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const withSecret = (url: string) => ({
    "auth0:domain": url,
    "auth0:clientId": "a client",
    "auth0:clientSecret": "a secret",
});

type Seen = Arrivals & { readonly ok: boolean; readonly output: string };

for (const source of ["stack's configuration", "environment"] as const) {
    describe(`from the ${source}, on the engine`, () => {
        let recorder: Recorder;
        before(async () => {
            recorder = await startRecorder();
        });
        after(async () => recorder.close());

        async function preview(settings: Settings, { stack, configure, arrivals } = recorder) {
            configure(
                source === "environment" ? {} : settings,
                source === "environment" ? asEnvironment(settings) : undefined,
            );
            const result = await stack.preview();
            return { ...result, ...arrivals() };
        }

        describe("of a tenant with a key, and of others beside it,", () => {
            const audience = "https://canonical.example.com/api/v2/";
            let seen: Seen;
            const formOf = (client: string) => seen.forms.find((form) => form["client_id"] === client) ?? {};

            before(async () => {
                const { url } = recorder;
                recorder.declare(
                    {},
                    { tenant: "eu", userId: "auth0|grace" },
                    { tenant: "us", userId: "auth0|margaret" },
                );
                const result = await preview({
                    "auth0:domain": url,
                    "auth0:clientId": "a client",
                    "auth0:clientAssertionPrivateKey": source === "environment" ? key.replaceAll("\n", "\\n") : key,
                    "auth0:clientAssertionSigningAlg": "PS256",
                    "auth0:audience": audience,
                    "auth0:debug": "true",
                    "auth0-authentication-methods:tenants": JSON.stringify({
                        eu: { domain: url, clientId: "eu", clientSecret: "eu secret" },
                        us: { domain: url, clientId: "us", clientAssertionPrivateKey: key },
                    }),
                });
                recorder.declare({});
                assert.ok(result.ok, result.output);
                seen = result;
            });

            for (const [algorithm, client, reason] of [
                ["RS256", "us", " by default"],
                ["PS256", "a client", ", as auth0:clientAssertionSigningAlg says"],
            ] as const) {
                it(`auth0:clientAssertionPrivateKey signs with ${algorithm}${reason}`, async () => {
                    const { client_assertion: assertion = "", audience: _, ...rest } = formOf(client);
                    assert.deepEqual(rest, {
                        grant_type: "client_credentials",
                        client_id: client,
                        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    });
                    assert.equal(decodeProtectedHeader(assertion).alg, algorithm);
                    const { payload } = await jwtVerify(assertion, publicKey);
                    assert.deepEqual([payload.iss, payload.sub, payload.aud], [client, client, `${recorder.url}/`]);
                });
            }

            it("auth0:audience is what the token is asked for, else that of the Management API", () => {
                assert.equal(formOf("a client")["audience"], audience);
                assert.equal(formOf("us")["audience"], `${recorder.url}/api/v2/`);
            });

            it("auth0:debug shows each request", () => {
                assert.match(seen.output, /POST \/oauth\/token: 200 in \d+ ms/);
                assert.match(seen.output, /GET \/api\/v2\/users\/\S+\/authentication-methods: 200 in \d+ ms/);
            });

            it("tenants holds other tenants by name, each with its own credentials", () => {
                assert.deepEqual(seen.forms.map((form) => [form["client_id"], form["client_secret"]]).sort(), [
                    ["a client", undefined],
                    ["eu", "eu secret"],
                    ["us", undefined],
                ]);
                assert.equal(new Set(seen.authorizations).size, 3);
            });
        });

        describe("of a tenant with a secret, of which one request may be asked in a hundred seconds,", () => {
            let seen: Seen;
            before(async () => {
                seen = await preview({
                    ...withSecret(recorder.url),
                    "auth0-authentication-methods:requestsPerSecond": "0.01",
                    "auth0-authentication-methods:operationTimeout": "42.5",
                });
            });

            it("auth0:domain, clientId and clientSecret say which tenant, and as whom", () => {
                assert.deepEqual(seen.forms, [
                    {
                        grant_type: "client_credentials",
                        client_id: "a client",
                        client_secret: "a secret",
                        audience: `${recorder.url}/api/v2/`,
                    },
                ]);
                assert.doesNotMatch(seen.output, /POST \/oauth\/token/);
            });

            it("requestsPerSecond spaces requests, and operationTimeout bounds the wait for them", () => {
                assert.equal(seen.ok, false, seen.output);
                assert.match(
                    seen.output,
                    /auth0-authentication-methods:requestsPerSecond, leaves no room for it within the 42\.5 s of auth0-authentication-methods:operationTimeout/,
                );
                // The token took the one request.
                assert.equal(seen.forms.length, 1);
                assert.deepEqual(seen.authorizations, []);
            });
        });

        describe("of a tenant with a token, which does not answer,", () => {
            let seen: Seen;
            before(async () => {
                const silent = await startRecorder(() => {});
                seen = await preview(
                    {
                        "auth0:domain": silent.url,
                        "auth0:apiToken": "a-token",
                        "auth0-authentication-methods:requestTimeout": "0.5",
                        "auth0-authentication-methods:operationTimeout": "1",
                    },
                    silent,
                );
                await silent.close();
            });

            it("auth0:apiToken is sent as it is, and no other token is asked for", () => {
                assert.deepEqual([...new Set(seen.authorizations)], ["Bearer a-token"]);
                assert.deepEqual(seen.forms, []);
            });

            it("requestTimeout bounds the wait for an answer", () => {
                assert.equal(seen.ok, false, seen.output);
                assert.match(
                    seen.output,
                    /no answer within 0\.5 s\. Check the network .*auth0-authentication-methods:requestTimeout/,
                );
            });
        });

        it("livePreview false keeps the preview off the tenant", async () => {
            const { ok, output, all } = await preview({
                ...withSecret(recorder.url),
                "auth0-authentication-methods:livePreview": "false",
            });
            assert.ok(ok, output);
            assert.equal(all, 0);
        });
    });
}

describe("from the stack's configuration, on the engine", () => {
    it("auth0:domain is a host name, which is reached by TLS alone", async () => {
        const recorder = await startRecorder();
        const tunnels: string[] = [];
        const proxy = createServer((_request, response) => response.writeHead(500).end());
        proxy.on("request", ({ url = "" }) => tunnels.push(`not by TLS: ${url}`));
        proxy.on("connect", ({ url = "" }, socket) => {
            tunnels.push(url);
            socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        recorder.configure(
            { "auth0:domain": "Tenant.example.com", "auth0:apiToken": "a-token" },
            {
                HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
                // Whatever the surroundings say of proxies.
                ...{ https_proxy: "", no_proxy: "", NO_PROXY: "" },
            },
        );
        const { output } = await recorder.stack.preview();
        proxy.close();
        await recorder.close();
        assert.match(
            output,
            /in tenant tenant\.example\.com: the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) .*407.*put user and password into that variable/,
        );
        assert.deepEqual(tunnels, ["tenant.example.com:443"]);
    });
});
