import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { separateConnections } from "./support/connections";

// Any service will do: this one answers with what it was sent.
const echo = {
    echo: {
        path: "/test/echo",
        requestStream: false,
        responseStream: false,
        requestSerialize: (text: string) => Buffer.from(text),
        requestDeserialize: String,
        responseSerialize: (text: string) => Buffer.from(text),
        responseDeserialize: String,
    },
} as const;

const clients: grpc.Client[] = [];

/** What is answered. The client stays open, as one does whose engine has ended without a word. */
function call(port: number): Promise<string> {
    const Client = grpc.makeGenericClientConstructor(echo, "test");
    const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    clients.push(client);
    return new Promise((resolve) => {
        client["echo"]?.("hello", (error: grpc.ServiceError | null, answer?: string) => {
            resolve(error === null ? String(answer) : error.details);
        });
    });
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}

describe("the connections of engines that come one after another", () => {
    it("are not mistaken for each other when a later one gets the port of an earlier one", async () => {
        separateConnections();
        const port = await freePort();
        assert.match(await call(port), /ECONNREFUSED/);
        const server = new grpc.Server();
        server.addService(echo, {
            echo: ({ request }: { request: string }, done: grpc.sendUnaryData<string>) => done(null, request),
        });
        await new Promise<void>((resolve, reject) => {
            const credentials = grpc.ServerCredentials.createInsecure();
            server.bindAsync(`127.0.0.1:${port}`, credentials, (error) => (error === null ? resolve() : reject(error)));
        });
        try {
            assert.equal(await call(port), "hello");
        } finally {
            server.forceShutdown();
            for (const client of clients) {
                client.close();
            }
        }
    });
});
