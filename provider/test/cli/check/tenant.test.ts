// The way to a tenant over TLS, which a domain on this machine cannot have: so check's question is asked here of a tenant whose
// address no configuration could name.

import assert from "node:assert/strict";
import dns from "node:dns";
import { Writable } from "node:stream";
import type { TlsOptions } from "node:tls";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import type { Finding } from "../../../src/cli/check/finding";
import { lookAtTenant } from "../../../src/cli/check/tenant";
import { Progress } from "../../../src/cli/progress";
import { readBehaviour, readTenant } from "../../../src/configuration/configuration";
import { type Authority, createAuthority, trust } from "../../support/certificates";
import { VirtualClock } from "../../support/client";
import { startTlsFront } from "../../support/tlsFront";

describe("check, of a tenant over TLS", () => {
    let authority: Authority;
    let emulator: Emulator;
    const undo: (() => unknown)[] = [];
    before(async () => {
        authority = createAuthority();
        emulator = await startEmulator();
    });
    after(() => emulator.close());
    afterEach(async () => {
        for (const step of undo.splice(0).reverse()) {
            await step();
        }
    });

    async function look(url: string): Promise<Finding[]> {
        const config: Record<string, string> = {
            "auth0:domain": "tenant.example.com",
            "auth0:apiToken": await emulator.issueToken(),
        };
        const reader = { get: (key: string) => config[key] };
        const origin = { url, name: "tenant.example.com", isLoopback: false };
        const settings = {
            tenant: { ...readTenant(reader, {}, undefined), origin },
            behaviour: readBehaviour(reader, {}),
        };
        const clock = new VirtualClock();
        clock.time = Date.now();
        const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
        return lookAtTenant(settings, clock, new Progress(nowhere, clock));
    }

    async function lookThrough(options: TlsOptions): Promise<Finding[]> {
        const front = await startTlsFront(emulator.url, options);
        undo.push(() => front.close());
        return look(`https://localhost:${front.port}`);
    }

    it("says that it answers, over TLS", async () => {
        undo.push(trust(authority));
        const [first, ...others] = await lookThrough(authority.issue("localhost"));
        assert.deepEqual(first, {
            status: "ok",
            check: "reachability",
            message: "tenant.example.com answers, over TLS",
        });
        assert.deepEqual(new Set(others.map(({ status }) => status)), new Set(["ok"]));
    });

    it("says what is wrong with a certificate", async () => {
        const [found, ...others] = await lookThrough(authority.issue("localhost"));
        assert.deepEqual([found?.status, found?.check, others], ["fail", "reachability", []]);
        assert.match(
            found?.message ?? "",
            /the TLS connection was refused here \(UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/,
        );
    });

    it("says that a host is not known", async () => {
        const { lookup } = dns;
        undo.push(() => {
            dns.lookup = lookup;
        });
        dns.lookup = ((name: string, ...rest: unknown[]) => {
            const done = rest.at(-1) as (error: Error) => void;
            done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
        }) as typeof dns.lookup;
        const [found, ...others] = await look("https://tenant.invalid");
        assert.deepEqual([found?.status, found?.check, others], ["fail", "reachability", []]);
        assert.match(
            found?.message ?? "",
            /the host is not known \(ENOTFOUND\)\. Check auth0:domain and the name service/,
        );
    });
});
