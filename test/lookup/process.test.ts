// Look-ups in a process of their own, without an engine: a program under test, as `pulumi.runtime.setMocks` runs one.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { json, startServer } from "../../provider/test/support/server";
import { repository } from "../docs/blocks";

const runFile = promisify(execFile);

// As many as the rate control may have under way, and one for the token.
const mostSockets = 513;

const program = `
const { subscribe } = require("node:diagnostics_channel");
const pulumi = require("@pulumi/pulumi");
const { getUser } = require("pulumi-auth0-authentication-methods");
let sockets = 0;
subscribe("net.client.socket", () => { sockets += 1; });
const newResource = ({ name, inputs }) => ({ id: name, state: inputs });
pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "looking-up").then(async () => {
    const emails = JSON.parse(process.env.EMAILS);
    const outcomes = await Promise.allSettled(emails.map((email) => getUser({ email })));
    const found = outcomes.map(({ value, reason }) => value?.userId ?? reason.name);
    console.log(JSON.stringify({ sockets, found }));
});`;

interface Outcome {
    readonly sockets: number;
    readonly found: readonly string[];
}

// A process that does not end is a failure, not a test that never does.
const limit = { timeout: 60_000, killSignal: "SIGKILL" } as const;

/** Runs the program to its own end. */
async function lookUp(tenant: Pick<Emulator, "url" | "clientId" | "clientSecret">, emails: string[]): Promise<Outcome> {
    const own = Object.entries(process.env).filter(([name]) => !/^(AUTH0|PULUMI)_/.test(name));
    const env = {
        ...Object.fromEntries(own),
        AUTH0_DOMAIN: tenant.url,
        AUTH0_CLIENT_ID: tenant.clientId,
        AUTH0_CLIENT_SECRET: tenant.clientSecret,
        EMAILS: JSON.stringify(emails),
    };
    const { stdout } = await runFile(process.execPath, ["-e", program], { cwd: repository, env, ...limit });
    return JSON.parse(stdout.split("\n").at(-2) ?? "") as Outcome;
}

const refusals = ({ requests }: Emulator) => requests.filter(({ status }) => status === 429).length;

describe("a process that looks nobody up", () => {
    it("does not load the HTTP client", async () => {
        const loaded = `
            const pulumi = require("@pulumi/pulumi");
            const { getUser } = require("pulumi-auth0-authentication-methods");
            const isLoaded = () => Object.keys(require.cache).some((file) => /[\\\\/]axios[\\\\/]/.test(file));
            const before = isLoaded();
            getUser({}).catch(() => console.log(before, isLoaded()));`;
        const { stdout } = await runFile(process.execPath, ["-e", loaded], { cwd: repository, ...limit });
        assert.equal(stdout, "false true\n");
    });
});

describe("a process that looks users up", () => {
    const open: { close(): unknown }[] = [];
    afterEach(async () => {
        for (const server of open.splice(0)) {
            await server.close();
        }
    });

    it("ends when it is done, though its tenant keeps connections open", async () => {
        // For ever, as it closes no idle connection by itself.
        const server = createServer({ keepAliveTimeout: 0 }, ({ url }, response) => {
            const isToken = url === "/oauth/token";
            json(response, 200, isToken ? { access_token: "token" } : [{ user_id: "auth0|ada" }]);
        });
        open.push({ close: () => server.close().closeAllConnections() });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const tenant = { url: `http://127.0.0.1:${port}`, clientId: "client", clientSecret: "a secret of the client" };
        const { found } = await lookUp(tenant, ["ada@example.com", "eve@example.com"]);
        assert.deepEqual(found, ["auth0|ada", "auth0|ada"]);
    });

    it("finds a thousand side by side within the rate limit, with one token and no more connections than may be", async () => {
        const emulator = await startEmulator({ users: 1_000, plan: "private-500" });
        open.push(emulator);
        const { sockets, found } = await lookUp(
            emulator,
            emulator.users.map(({ email }) => email),
        );
        assert.deepEqual(
            found,
            emulator.users.map(({ user_id }) => user_id),
        );
        const paths = emulator.requests.map(({ path }) => path.split("?")[0]);
        assert.equal(paths.filter((path) => path === "/oauth/token").length, 1);
        assert.equal(paths.filter((path) => path === "/api/v2/users-by-email").length - refusals(emulator), 1_000);
        assert.equal(emulator.requests.length, 1_001 + refusals(emulator));
        assert.ok(refusals(emulator) <= 10, `${refusals(emulator)} refused`);
        assert.ok(sockets <= mostSockets, `${sockets} sockets`);
    });

    it("asks twenty times, not a thousand, where it lacks the permission", async () => {
        const refused = { statusCode: 403, message: "Insufficient scope", errorCode: "insufficient_scope" };
        const server = await startServer((_request, response) => json(response, 403, refused));
        open.push(server);
        const tenant = { url: server.url, clientId: "client", clientSecret: "a secret of the client" };
        const emails = Array.from({ length: 1_000 }, (_, index) => `employee-${index}@example.com`);
        const { found } = await lookUp(tenant, emails);
        const names = new Set(found);
        assert.deepEqual([...names], ["PermissionError", "NotTriedError"]);
        assert.equal(server.apiRequests.length, 20);
    });
});
