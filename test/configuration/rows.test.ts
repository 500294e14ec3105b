import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { asEnvironment, firstToken, type Recorder, type Settings, startRecorder } from "./support";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

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
        const client = () => ({ "auth0:domain": recorder.url, "auth0:clientId": "a client" });

        it("auth0:domain, clientId and clientSecret say which tenant, and as whom", async () => {
            const { ok, output, forms, authorizations } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
            });
            assert.ok(ok, output);
            assert.deepEqual(forms, [
                {
                    grant_type: "client_credentials",
                    client_id: "a client",
                    client_secret: "a secret",
                    audience: `${recorder.url}/api/v2/`,
                },
            ]);
            assert.deepEqual(authorizations, [firstToken]);
            assert.doesNotMatch(output, /\/oauth\/token/);
        });

        it("auth0:domain is a host name, which is reached by TLS alone", async () => {
            const tunnels: string[] = [];
            const proxy = createServer((_request, response) => response.writeHead(500).end());
            proxy.on("request", ({ url = "" }) => tunnels.push(`not by TLS: ${url}`));
            proxy.on("connect", ({ url = "" }, socket) => {
                tunnels.push(url);
                socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
            });
            await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
            const settings = { "auth0:domain": "Tenant.example.com", "auth0:apiToken": "a-token" };
            recorder.configure(source === "environment" ? {} : settings, {
                ...(source === "environment" && asEnvironment(settings)),
                HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
                // Whatever the surroundings say of proxies.
                ...{ https_proxy: "", no_proxy: "", NO_PROXY: "" },
            });
            const { output } = await recorder.stack.preview();
            proxy.close();
            assert.match(
                output,
                /in tenant tenant\.example\.com: the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) .*407.*put user and password into that variable/,
            );
            assert.deepEqual(tunnels, ["tenant.example.com:443"]);
        });

        it("auth0:audience is what the token is asked for", async () => {
            const audience = "https://canonical.example.com/api/v2/";
            const { forms } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
                "auth0:audience": audience,
            });
            assert.deepEqual(
                forms.map((form) => form["audience"]),
                [audience],
            );
        });

        for (const algorithm of ["RS256", "PS256"]) {
            it(`auth0:clientAssertionPrivateKey signs with ${algorithm}${algorithm === "RS256" ? " by default" : ", as auth0:clientAssertionSigningAlg says"}`, async () => {
                const { ok, output, forms } = await preview({
                    ...client(),
                    "auth0:clientAssertionPrivateKey": source === "environment" ? key.replaceAll("\n", "\\n") : key,
                    ...(algorithm !== "RS256" && { "auth0:clientAssertionSigningAlg": algorithm }),
                });
                assert.ok(ok, output);
                const { client_assertion: assertion = "", ...rest } = forms[0] ?? {};
                assert.deepEqual(rest, {
                    grant_type: "client_credentials",
                    client_id: "a client",
                    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    audience: `${recorder.url}/api/v2/`,
                });
                assert.equal(decodeProtectedHeader(assertion).alg, algorithm);
                const { payload } = await jwtVerify(assertion, publicKey);
                assert.deepEqual([payload.iss, payload.sub, payload.aud], ["a client", "a client", `${recorder.url}/`]);
            });
        }

        it("auth0:apiToken is sent as it is, and no other token is asked for", async () => {
            const { ok, output, forms, authorizations } = await preview({
                "auth0:domain": recorder.url,
                "auth0:apiToken": "a-token",
            });
            assert.ok(ok, output);
            assert.deepEqual({ forms, authorizations }, { forms: [], authorizations: ["Bearer a-token"] });
        });

        it("auth0:debug shows each request", async () => {
            const { output } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
                "auth0:debug": "true",
            });
            assert.match(output, /POST \/oauth\/token: 200 in \d+ ms/);
            assert.match(output, /GET \/api\/v2\/users\/\S+\/authentication-methods: 200 in \d+ ms/);
        });

        it("livePreview false keeps the preview off the tenant", async () => {
            const { ok, output, all } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
                "auth0-authentication-methods:livePreview": "false",
            });
            assert.ok(ok, output);
            assert.equal(all, 0);
        });

        it("requestsPerSecond spaces requests, and operationTimeout bounds the wait for them", async () => {
            // The token takes the one request that there may be in a hundred seconds.
            const { ok, output, forms, authorizations } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
                "auth0-authentication-methods:requestsPerSecond": "0.01",
                "auth0-authentication-methods:operationTimeout": "42.5",
            });
            assert.equal(ok, false, output);
            assert.match(
                output,
                /auth0-authentication-methods:requestsPerSecond, leaves no room for it within the 42\.5 s of auth0-authentication-methods:operationTimeout/,
            );
            assert.deepEqual({ forms: forms.length, authorizations }, { forms: 1, authorizations: [] });
        });

        it("requestTimeout bounds the wait for an answer", async () => {
            const silent = await startRecorder(() => {});
            const { ok, output, authorizations } = await preview(
                {
                    "auth0:domain": silent.url,
                    "auth0:apiToken": "a-token",
                    "auth0-authentication-methods:requestTimeout": "0.5",
                    "auth0-authentication-methods:operationTimeout": "1",
                },
                silent,
            );
            await silent.close();
            assert.equal(ok, false, output);
            assert.match(
                output,
                /no answer within 0\.5 s\. Check the network .*auth0-authentication-methods:requestTimeout/,
            );
            assert.equal(authorizations[0], "Bearer a-token");
        });

        it("tenants holds other tenants by name, each with its own credentials", async () => {
            recorder.declare({ tenant: "eu" }, { tenant: "us", userId: "auth0|grace" });
            const block = (name: string) => ({ domain: recorder.url, clientId: name, clientSecret: `${name} secret` });
            const { ok, output, forms } = await preview({
                ...client(),
                "auth0:clientSecret": "a secret",
                "auth0-authentication-methods:tenants": JSON.stringify({ eu: block("eu"), us: block("us") }),
            });
            recorder.declare({});
            assert.ok(ok, output);
            assert.deepEqual(forms.map((form) => [form["client_id"], form["client_secret"]]).sort(), [
                ["eu", "eu secret"],
                ["us", "us secret"],
            ]);
        });
    });
}
