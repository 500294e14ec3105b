// A server of a test's own, on this machine and a free port: for what no well-behaved tenant does.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export interface Arrived {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
}

/** A server and what it was asked. */
export interface TestServer {
    readonly url: string;
    readonly arrived: Arrived[];
    /** The requests to the Management API, without those for a token. */
    readonly apiRequests: Arrived[];
    readonly tokenRequests: Arrived[];
    close(): Promise<void>;
}

/** Answers the API's requests; `index` counts them from 0. */
export type Handler = (request: Arrived, response: ServerResponse, index: number) => void;

/** Sends JSON. */
export function json(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
): void {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

const issueToken: Handler = (_request, response, index) => {
    json(response, 200, { access_token: `token-${index}`, expires_in: 86_400, token_type: "Bearer" });
};

/** Starts a server whose API answers as told, and whose token endpoint issues token-0, token-1 … unless told otherwise. */
export async function startServer(api: Handler, token: Handler = issueToken): Promise<TestServer> {
    const arrived: Arrived[] = [];
    const apiRequests: Arrived[] = [];
    const tokenRequests: Arrived[] = [];
    const server = createServer((incoming, response) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
            const request: Arrived = {
                method: incoming.method ?? "",
                url: incoming.url ?? "",
                headers: incoming.headers,
                body: Buffer.concat(chunks).toString(),
            };
            arrived.push(request);
            const isToken = request.url === "/oauth/token";
            const list = isToken ? tokenRequests : apiRequests;
            list.push(request);
            (isToken ? token : api)(request, response, list.length - 1);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        arrived,
        apiRequests,
        tokenRequests,
        close: async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
