// Exchanges with a server of a test's own: how it answers, and what came of it.

import assert from "node:assert/strict";
import { createClient } from "./client";
import { type Handler, json, startServer, type TestServer } from "./server";

/** Whose methods are read. */
export const user = "auth0|ada";

/** A user without methods. */
export const ok: Handler = (_request, response) => json(response, 200, []);

/** Answers in turn, the last one for ever. */
export function inTurn(...handlers: Handler[]): Handler {
    return (request, response, index) => handlers[Math.min(index, handlers.length - 1)]?.(request, response, index);
}

/** An error of the Management API. */
export function status(code: number, headers: Record<string, string> = {}, message = "no"): Handler {
    return (_request, response) => json(response, code, { statusCode: code, error: "Error", message }, headers);
}

const servers: TestServer[] = [];

/** Starts a tenant that answers so. */
export async function tenant(api: Handler, token?: Handler): Promise<TestServer> {
    const server = await startServer(api, token);
    servers.push(server);
    return server;
}

/** Ends what {@link tenant} started: `afterEach(closeTenants)`. */
export async function closeTenants(): Promise<void> {
    await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** Reads the user's methods from a tenant that answers so, which must fail. */
export async function failure(api: Handler, behaviour = {}): Promise<{ error: Error; server: TestServer }> {
    const server = await tenant(api);
    const { client, operation } = createClient(server.url, { behaviour });
    const error = await client.listMethods(user, operation).then(
        () => assert.fail("it succeeded"),
        (thrown: Error) => thrown,
    );
    return { error, server };
}
