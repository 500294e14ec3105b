// Connections through a proxy. It is asked to connect to the tenant (CONNECT), and TLS goes through it from end to end; what
// the proxy itself answers is never taken for an answer of the tenant, which it could not prove to be.

import { type ClientRequestArgs, request as httpRequest } from "node:http";
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { decode, type ProxyAddress } from "../configuration/proxy";
import { scrub } from "../core/text";

/** The proxy made no connection to the tenant, so nothing was sent to it. */
export class ProxyFailure extends Error {
    /** The proxy's own word for it, such as `407 Proxy Authentication Required`, or the system's, such as ECONNREFUSED. */
    readonly reason: string;

    constructor(reason: string) {
        super(reason);
        this.reason = reason;
    }
}

// A proxy that takes longer than this to connect will not do so any more.
const longestConnect = 30_000;

/** Node's own agent for https, with connections that lead through a proxy. They are kept alive and shared like any other. */
export class TunnelAgent extends HttpsAgent {
    readonly #proxy: ProxyAddress;

    constructor(proxy: ProxyAddress, options: AgentOptions) {
        super(options);
        this.#proxy = proxy;
    }

    override createConnection(
        options: ClientRequestArgs,
        callback?: (error: Error | null, stream: Duplex) => void,
    ): Duplex | null | undefined {
        const done = callback as (error: Error | null, stream?: Duplex) => void;
        const { url } = this.#proxy;
        const host = url.hostname.replace(/^\[|\]$/g, "");
        const target = `${options.host}:${options.port}`;
        const connect = (url.protocol === "https:" ? httpsRequest : httpRequest)({
            method: "CONNECT",
            host,
            // Or the certificate of the proxy would be expected to be the tenant's, whom the Host field names.
            servername: isIP(host) === 0 ? host : "",
            port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port,
            path: target,
            // Node would ask for the end of the connection after the answer, and some proxies comply.
            headers: { Host: target, Connection: "keep-alive", ...authorization(url) },
            agent: false,
            timeout: longestConnect,
        });
        connect.once("connect", ({ statusCode = 0, statusMessage = "" }, socket, head) => {
            socket.setTimeout(0);
            // Whoever answers TLS speaks after us: what comes at once is no tenant's.
            if (statusCode < 200 || statusCode > 299 || head.length > 0) {
                socket.destroy();
                done(new ProxyFailure(scrub(`${statusCode} ${statusMessage}`.trim())));
                return;
            }
            done(null, super.createConnection({ ...options, socket } as ClientRequestArgs) ?? undefined);
        });
        connect.once("timeout", () => connect.destroy(new ProxyFailure("no answer")));
        connect.once("error", (error: NodeJS.ErrnoException) => {
            done(error instanceof ProxyFailure ? error : new ProxyFailure(error.code ?? scrub(error.message)));
        });
        connect.end();
        return undefined;
    }
}

function authorization({ username, password }: URL): Record<string, string> {
    if (username === "" && password === "") {
        return {};
    }
    const credentials = `${decode(username)}:${decode(password)}`;
    return { "Proxy-Authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}
