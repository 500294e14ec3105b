// TLS in front of a tenant on this machine, as every real one has it.

import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer, type TlsOptions } from "node:tls";

/** See the first line of this file. */
export interface TlsFront {
    readonly port: number;
    /** How many clients came, whether TLS was agreed on or not. */
    readonly connections: number;
    close(): Promise<void>;
}

/** Starts it, with a certificate and whatever else is to be known of TLS. */
export async function startTlsFront(tenantUrl: string, options: TlsOptions): Promise<TlsFront> {
    const { port: tenantPort } = new URL(tenantUrl);
    const sockets = new Set<Socket>();
    let connections = 0;
    const server = createServer(options, (client) => {
        const tenant = connect(Number(tenantPort), "127.0.0.1");
        sockets.add(tenant);
        for (const socket of [client, tenant]) {
            socket.on("error", () => {});
        }
        client.on("close", () => tenant.destroy());
        client.pipe(tenant).pipe(client);
    });
    server.on("connection", (socket: Socket) => {
        connections += 1;
        sockets.add(socket);
    });
    server.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        port: (server.address() as AddressInfo).port,
        get connections() {
            return connections;
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
