// The network between a client and a tenant, as it is on a bad day: passes bytes on over real sockets, and does to each
// request and its answer what it is told. It knows nothing of HTTP but where a request and a body begin.

import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The two sides of one connection. */
export interface Way {
    readonly client: Socket;
    readonly tenant: Socket;
}

/** What happens to one request and its answer. What is left out passes. Made anew for each request. */
export interface Course {
    request?(bytes: Buffer, way: Way): void;
    answer?(bytes: Buffer, way: Way): void;
}

/** See {@link Course}. */
export type Fault = () => Course;

/** All goes well. */
export const pass: Fault = () => ({});

/** The connection breaks before anything reaches the tenant. */
export const cutBeforeRequest: Fault = () => ({ request: (_bytes, { client }) => client.destroy() });

/** The tenant does what it is asked, and the connection is reset before its answer arrives. */
export const resetAfterRequest: Fault = () => ({ answer: (_bytes, { client }) => client.resetAndDestroy() });

/** The connection is reset as soon as the client uses it. */
export const reset: Fault = () => ({ request: (_bytes, { client }) => client.resetAndDestroy() });

/** The client's side is told that nothing will come, and stays open. The request is done. */
export const halfClose: Fault = () => ({
    request: (bytes, { client, tenant }) => {
        tenant.write(bytes);
        client.end();
    },
    answer: () => {},
});

/** Nothing comes back, ever; the tenant never sees the request. */
export const swallowRequest: Fault = () => ({ request: () => {} });

/** Nothing comes back, ever, although the tenant has done what it was asked. */
export const swallowAnswer: Fault = () => ({ answer: () => {} });

const headerEnd = "\r\n\r\n";

/** The answer ends in the middle of its header fields, or of its body. */
export function cutAnswerIn(part: "header" | "body"): Fault {
    return () => {
        let seen = Buffer.alloc(0);
        let isCut = false;
        return {
            answer: (bytes, { client }) => {
                seen = Buffer.concat([seen, bytes]);
                const bodyStart = seen.indexOf(headerEnd) + headerEnd.length;
                const at = part === "header" ? 40 : bodyStart + 10;
                if (!isCut && (part === "header" || bodyStart >= headerEnd.length) && seen.length >= at) {
                    isCut = true;
                    client.end(seen.subarray(0, at));
                }
            },
        };
    };
}

/** The answer arrives in pieces of so many bytes, each by itself. */
export function sliced(size: number): Fault {
    return () => {
        let left = Buffer.alloc(0);
        let isSending = false;
        const send = (client: Socket): void => {
            if (left.length === 0 || client.destroyed) {
                isSending = false;
                return;
            }
            isSending = true;
            client.write(left.subarray(0, size));
            left = left.subarray(size);
            setImmediate(send, client);
        };
        return {
            answer: (bytes, { client }) => {
                left = Buffer.concat([left, bytes]);
                if (!isSending) {
                    client.setNoDelay(true);
                    send(client);
                }
            },
        };
    };
}

/** The answer is held until it is let go. */
export function held(): { fault: Fault; release: () => void } {
    const waiting: (() => void)[] = [];
    let isReleased = false;
    return {
        fault: () => ({
            answer: (bytes, { client }) => {
                if (isReleased) {
                    client.write(bytes);
                } else {
                    waiting.push(() => client.write(bytes));
                }
            },
        }),
        release: () => {
            isReleased = true;
            for (const send of waiting.splice(0)) {
                send();
            }
        },
    };
}

/** The request reaches the tenant twice, one after the other. The client sees the second answer. */
export const deliverTwice: Fault = () => {
    let sent = Buffer.alloc(0);
    let answers = 0;
    return {
        request: (bytes, { tenant }) => {
            sent = Buffer.concat([sent, bytes]);
            tenant.write(bytes);
        },
        answer: (bytes, { client, tenant }) => {
            answers += bytes.includes("HTTP/1.1 ") ? 1 : 0;
            if (answers === 1 && bytes.includes("HTTP/1.1 ")) {
                tenant.write(sent);
            } else if (answers > 1) {
                client.write(bytes);
            }
        },
    };
};

/** Something else answers, in these bytes; with `close`, the connection ends after them. The tenant sees nothing. */
export function answerInstead(text: string, { close = false } = {}): Fault {
    return () => ({
        request: (_bytes, { client }) => {
            if (close) {
                client.end(text);
            } else {
                client.write(text);
            }
        },
    });
}

/** See the first line of this file. */
export interface UnreliableProxy {
    readonly url: string;
    readonly port: number;
    /** How many connections were made to it so far. */
    readonly connections: number;
    /** The first lines of the requests so far. */
    readonly requests: readonly string[];
    /** What happens to the next requests, each in turn. After them all goes well. */
    next(...faults: Fault[]): void;
    /** The same for requests of one method alone. */
    nextOf(method: "GET" | "PATCH" | "POST", ...faults: Fault[]): void;
    /** What happens to every request from now on for which nothing else is said. */
    always(fault: Fault): void;
    /** Forgets all connections, as a router does: who uses one of them is told with a reset, or nothing. */
    forgetConnections(how?: "silently"): void;
    /** Sends bytes on every connection, as one that says farewell to an idle client, and ends it. */
    farewell(text: string): Promise<void>;
    /** From now on nobody listens at the address. */
    refuse(): Promise<void>;
    close(): Promise<void>;
}

const requestLine = /^(GET|PATCH|POST|PUT|DELETE) \S+/;

/** Starts a way to a tenant on this machine. */
export async function startUnreliableProxy(tenantUrl: string, host = "127.0.0.1"): Promise<UnreliableProxy> {
    const { hostname, port: tenantPort } = new URL(tenantUrl);
    const requests: string[] = [];
    const queue: { method: string | undefined; fault: Fault }[] = [];
    const open = new Set<Socket>();
    const forgotten = new Map<Socket, () => void>();
    let otherwise: Fault = pass;
    let connections = 0;

    function courseOf(line: string): Course {
        const index = queue.findIndex(({ method }) => method === undefined || line.startsWith(`${method} `));
        const [chosen] = index < 0 ? [] : queue.splice(index, 1);
        return (chosen?.fault ?? otherwise)();
    }

    const server: Server = createServer({ allowHalfOpen: true }, (client) => {
        connections += 1;
        const tenant = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(tenantPort) });
        const way = { client, tenant };
        let course: Course = {};
        for (const socket of [client, tenant]) {
            open.add(socket);
            socket.on("error", () => {});
            socket.on("close", () => {
                open.delete(socket);
                tenant.destroy();
            });
        }
        client.on("data", (bytes: Buffer) => {
            if (forgotten.has(client)) {
                forgotten.get(client)?.();
                return;
            }
            const line = requestLine.exec(bytes.toString("latin1"))?.[0];
            if (line !== undefined) {
                requests.push(line);
                course = courseOf(line);
            }
            if (course.request === undefined) {
                tenant.write(bytes);
            } else {
                course.request(bytes, way);
            }
        });
        tenant.on("data", (bytes: Buffer) => {
            if (course.answer === undefined) {
                client.write(bytes);
            } else {
                course.answer(bytes, way);
            }
        });
        client.on("end", () => client.end());
        tenant.on("end", () => {
            if (course.answer === undefined) {
                client.end();
            }
        });
    });
    await new Promise<void>((resolve, fail) => server.once("error", fail).listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;

    const close = async (): Promise<void> => {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of open) {
            socket.destroy();
        }
        await closed;
    };

    return {
        url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
        port,
        get connections() {
            return connections;
        },
        requests,
        next: (...faults) => queue.push(...faults.map((fault) => ({ method: undefined, fault }))),
        nextOf: (method, ...faults) => queue.push(...faults.map((fault) => ({ method, fault }))),
        always: (fault) => {
            otherwise = fault;
        },
        forgetConnections: (how) => {
            for (const socket of open) {
                forgotten.set(socket, how === "silently" ? () => {} : () => socket.resetAndDestroy());
            }
        },
        farewell: async (text) => {
            const ended = [...open].filter((socket) => socket.localPort === port);
            await Promise.all(ended.map((socket) => new Promise((resolve) => socket.once("close", resolve).end(text))));
        },
        refuse: close,
        close: async () => {
            if (server.listening) {
                await close();
            }
        },
    };
}
