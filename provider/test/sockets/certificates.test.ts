import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import tls, { type TlsOptions } from "node:tls";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { readTenant } from "../../src/configuration/configuration";
import { observe } from "../../src/tenant/observe";
import { type Tenant, Tenants } from "../../src/tenant/tenant";
import { type Authority, createAuthority, trust } from "../support/certificates";
import { VirtualClock } from "../support/client";
import { type ConnectProxy, startConnectProxy } from "../support/connectProxy";
import { startTlsFront, type TlsFront } from "../support/tlsFront";
import { failureOf, patient, phone, usersOf } from "./support";

describe("the certificate of a tenant, over real sockets", () => {
    let authority: Authority;
    let emulator: Emulator;
    let front: TlsFront;
    let clock: VirtualClock;
    const undo: (() => unknown)[] = [];
    before(async () => {
        authority = createAuthority();
        emulator = await startEmulator({ plan: "unlimited", users: usersOf() });
    });
    after(async () => emulator.close());
    beforeEach(() => {
        clock = new VirtualClock();
    });
    afterEach(async () => {
        for (const step of undo.splice(0).reverse()) {
            await step();
        }
    });

    /** A tenant at a port of this machine, which the configuration of a real one cannot name. */
    async function openAt(host: string, options: TlsOptions): Promise<Tenant> {
        const opened = await startTlsFront(emulator.url, options);
        undo.push(() => opened.close());
        front = opened;
        const config: Record<string, string> = {
            "auth0:domain": "tenant.example.com",
            "auth0:apiToken": await emulator.issueToken(),
        };
        const configuration = readTenant({ get: (key) => config[key] }, {}, undefined);
        const origin = { url: `https://${host}:${front.port}`, name: "tenant.example.com", isLoopback: false };
        return new Tenants(clock, "test").open({ ...configuration, origin }, patient);
    }
    const read = (tenant: Tenant) => observe(tenant, phone, { deadline: clock.now() + 600_000 });

    it("is accepted where its authority is trusted, with TLS 1.2 as with 1.3", async () => {
        undo.push(trust(authority));
        for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
            const options = { ...authority.issue("localhost"), minVersion: version, maxVersion: version };
            assert.equal((await read(await openAt("localhost", options))).name, "Old phone");
        }
    });

    const refused: readonly [what: string, isTrusted: boolean, options: () => TlsOptions, message: RegExp][] = [
        [
            "of an authority that nobody knows",
            false,
            () => authority.issue("localhost"),
            /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*save the certificate of its authority as a PEM file, and set NODE_EXTRA_CA_CERTS to the path of that file before `pulumi` starts/,
        ],
        [
            "of an authority that nobody knows and that it brings along",
            false,
            () => {
                const { cert, key } = authority.issue("localhost");
                return { cert: `${cert}${authority.cert}`, key };
            },
            /SELF_SIGNED_CERT_IN_CHAIN.*NODE_EXTRA_CA_CERTS/,
        ],
        [
            "that has expired",
            true,
            () => authority.issue("localhost", { from: -2, to: -1 }),
            /CERT_HAS_EXPIRED.*Check the clock of this machine/,
        ],
        [
            "that is not good yet",
            true,
            () => authority.issue("localhost", { from: 1, to: 2 }),
            /CERT_NOT_YET_VALID.*Check the clock of this machine/,
        ],
        [
            "of another host",
            true,
            () => authority.issue("other.example.com"),
            /ERR_TLS_CERT_ALTNAME_INVALID.*The certificate is that of another host: check auth0:domain/,
        ],
    ];
    for (const [what, isTrusted, options, message] of refused) {
        it(`${what} is refused, at the first attempt, before anything is sent, and the error says what to do`, async () => {
            if (isTrusted) {
                undo.push(trust(authority));
            }
            const before = emulator.requests.length;
            const error = await failureOf(read(await openAt("localhost", options())));
            assert.match(
                String(error),
                /NetworkError: Could not read .* in tenant tenant\.example\.com: the TLS connection was refused here/,
            );
            assert.match(error.message, message);
            assert.equal(front.connections, 1);
            assert.equal(emulator.requests.length, before);
            assert.deepEqual(clock.slept, []);
        });
    }

    it("does not matter where TLS is older than 1.2, which is refused, whatever this machine would take", async () => {
        const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls;
        undo.push(trust(authority), () => Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS }));
        Object.assign(tls, { DEFAULT_MIN_VERSION: "TLSv1", DEFAULT_CIPHERS: "DEFAULT@SECLEVEL=0" });
        const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
        const error = await failureOf(read(await openAt("localhost", { ...authority.issue("localhost"), ...old })));
        assert.match(error.message, /the TLS connection was refused here .*TLS 1\.2 or later is needed all the way/);
        assert.equal(front.connections, 1);
    });

    it("does not matter where what answers does not speak TLS, which is refused", async () => {
        const tenant = await openAt("localhost", authority.issue("localhost"));
        await front.close();
        const config: Record<string, string> = { "auth0:domain": "tenant.example.com", "auth0:apiToken": "a-token" };
        const configuration = readTenant({ get: (key) => config[key] }, {}, undefined);
        const origin = { url: emulator.url.replace("http:", "https:"), name: tenant.name, isLoopback: false };
        const plain = new Tenants(clock, "test").open({ ...configuration, origin }, patient);
        assert.match((await failureOf(read(plain))).message, /the TLS connection was refused here .*TLS 1\.2 or later/);
    });

    describe("of an authority of one's own", () => {
        let proxy: ConnectProxy;
        let folder: string;
        beforeEach(async () => {
            front = await startTlsFront(emulator.url, authority.issue("tenant.example.com"));
            proxy = await startConnectProxy(front.port);
            folder = mkdtempSync(path.join(tmpdir(), "authority-"));
            undo.push(
                () => front.close(),
                () => proxy.close(),
                () => rmSync(folder, { recursive: true }),
            );
        });

        /** What a process says that has this environment, and that of the tests without what it says of proxies. */
        async function said(environment: Record<string, string>): Promise<string> {
            const inherited = Object.entries(process.env).filter(([name]) => !/proxy$|^AUTH0_|^NODE_EXTRA/i.test(name));
            return new Promise((resolve) => {
                execFile(
                    process.execPath,
                    ["--require", "tsx/cjs", path.join(__dirname, "fixtures/read.ts")],
                    {
                        cwd: path.resolve(__dirname, "../.."),
                        env: {
                            ...Object.fromEntries(inherited),
                            AUTH0_DOMAIN: "tenant.example.com",
                            AUTH0_AUDIENCE: emulator.audience,
                            AUTH0_CLIENT_ID: emulator.clientId,
                            AUTH0_CLIENT_SECRET: emulator.clientSecret,
                            HTTPS_PROXY: proxy.url,
                            ...environment,
                        },
                    },
                    (_error, output) => resolve(output),
                );
            });
        }

        it("is accepted where NODE_EXTRA_CA_CERTS names the file of its authority, and refused where it does not", async () => {
            const file = path.join(folder, "authority.pem");
            writeFileSync(file, authority.cert);
            assert.match(await said({}), /NetworkError: .*UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/);
            assert.equal(await said({ NODE_EXTRA_CA_CERTS: file }), "read Old phone\n");
        });
    });
});
