// A proxy of a company: connects those who ask with CONNECT, whatever host they name, to one tenant on this machine.

import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "./certificates";

/** See the first line of this file. */
export interface ConnectProxy {
    /** Without credentials. */
    readonly url: string;
    readonly port: number;
    /** Which hosts it was asked to connect to. */
    readonly targets: readonly string[];
    /** Whether one of them was to be for one answer alone. */
    readonly isToClose: boolean;
    /** What came as `Proxy-Authorization`, beside each of them. */
    readonly authorizations: readonly (string | undefined)[];
    /** Everything else that it was asked: it should be nothing. */
    readonly inTheClear: readonly string[];
    /** All bytes that went through to the tenant. */
    seen(): string;
    /** What it does with the next requests to connect, each in turn. After them it connects. */
    next(...answers: ConnectAnswer[]): void;
    /** What it does with all of them from now on. */
    always(answer: ConnectAnswer | undefined): void;
    /** Forgets all tunnels: who uses one of them is told with a reset. */
    forgetTunnels(): void;
    close(): Promise<void>;
}

/** Answers a request to connect in another way than by connecting. */
export type ConnectAnswer = (client: Duplex, request: IncomingMessage) => void;

/** Refuses with a status, and perhaps more. */
export function refuse(status: string, rest = "\r\n"): ConnectAnswer {
    return (client) => client.end(`HTTP/1.1 ${status}\r\n${rest}`);
}

/** Starts it, in front of a port of this machine. With a certificate it is itself spoken to by TLS. */
export async function startConnectProxy(tenantPort: number, certificate?: Certificate): Promise<ConnectProxy> {
    const targets: string[] = [];
    const authorizations: (string | undefined)[] = [];
    const inTheClear: string[] = [];
    const chunks: Buffer[] = [];
    const sockets = new Set<Duplex>();
    const forgotten = new Set<Duplex>();
    const queue: ConnectAnswer[] = [];
    let otherwise: ConnectAnswer | undefined;
    let isToClose = false;

    const server: Server = certificate === undefined ? createServer() : createSecureServer({ ...certificate });
    server.on("request", (request, response) => {
        inTheClear.push(`${request.method} ${request.url}`);
        response.writeHead(500).end();
    });
    server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.on("error", () => {});
    });
    server.on("connect", (request: IncomingMessage, client: Duplex) => {
        targets.push(request.url ?? "");
        isToClose ||= /close/i.test(request.headers.connection ?? "");
        authorizations.push(request.headers["proxy-authorization"]);
        client.on("error", () => {});
        const answer = queue.shift() ?? otherwise;
        if (answer !== undefined) {
            answer(client, request);
            return;
        }
        const tenant = connect(tenantPort, "127.0.0.1");
        sockets.add(tenant);
        tenant.on("error", () => {});
        client.on("close", () => tenant.destroy());
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        client.on("data", (chunk: Buffer) => {
            if (forgotten.has(client)) {
                (client as Socket).resetAndDestroy();
                return;
            }
            chunks.push(chunk);
            tenant.write(chunk);
        });
        tenant.pipe(client);
        sockets.add(client);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `${certificate === undefined ? "http" : "https"}://${certificate === undefined ? "127.0.0.1" : "localhost"}:${port}`,
        port,
        targets,
        authorizations,
        get isToClose() {
            return isToClose;
        },
        inTheClear,
        seen: () => Buffer.concat(chunks).toString("latin1"),
        next: (...answers) => queue.push(...answers),
        always: (answer) => {
            otherwise = answer;
        },
        forgetTunnels: () => {
            for (const socket of sockets) {
                forgotten.add(socket);
            }
        },
        close: async () => {
            const closed = new Promise((resolve) => server.close(resolve));
            for (const socket of sockets) {
                socket.destroy();
            }
            await closed;
        },
    };
}
