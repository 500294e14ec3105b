// One request, one answer: the only place that knows the HTTP library. Nothing of the library's own errors leaves it,
// since they carry the token.

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Axios, AxiosError } from "axios";
import type { Origin } from "../configuration/domain";
import { scrub } from "../core/text";
import { mostUnderWay } from "./rate/control";
import type { HeaderReader } from "./rate/headers";
import { ProxyFailure, TunnelAgent } from "./tunnel";

/** What is sent. */
export interface Request {
    readonly method: "GET" | "PATCH" | "POST" | "DELETE";
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    /** Sent as JSON. */
    readonly json?: unknown;
    /** Sent as a form. */
    readonly form?: Readonly<Record<string, string>>;
}

/** What came back, whatever its status. */
export interface Answer {
    readonly status: number;
    readonly header: HeaderReader;
    readonly text: string;
}

/** Why no answer came. */
export type TransportFailureKind =
    | "timeout"
    | "cancelled"
    // It broke: what was sent may have arrived.
    | "connection"
    // The same for one that was kept from an earlier request, and may have been gone before this one.
    | "stale"
    // There was none, so nothing was sent.
    | "unreachable"
    | "unknown host"
    | "certificate"
    // The proxy made none.
    | "proxy"
    | "proxy for now"
    | "too large"
    | "invalid";

/** No answer came, or not a whole one. */
export class TransportFailure extends Error {
    readonly kind: TransportFailureKind;
    /** The system's own word for it, such as ECONNREFUSED. */
    readonly reason: string;
    /** What messages call the proxy on the way; undefined where there is none. */
    readonly proxy: string | undefined;

    constructor(kind: TransportFailureKind, reason: string, proxy?: string) {
        super(`${kind}: ${reason}`);
        this.kind = kind;
        this.reason = reason;
        this.proxy = proxy;
    }
}

/** An exchange with one host. */
export interface Transport {
    /** @throws TransportFailure */
    send(request: Request, timeout: number): Promise<Answer>;
}

// A user with a hundred methods, all with keys, is about 100 kB.
const largestAnswer = 2 * 1024 * 1024;
// How long what is under way may take when the operation is cancelled: an answer that comes in time leaves no doubt about
// what was done, and who pressed Ctrl-C waits a few seconds and no longer. In milliseconds.
const graceAfterCancel = 3_000;
// As many as the rate control may have under way, and one for the token.
const mostConnections = mostUnderWay + 1;

const certificateCodes = /CERT|SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL|EPROTO/;
const unreachableCodes = /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_AGAIN)$/;
const brokenCodes = /^(ECONNRESET|EPIPE)$/;
// Answers of a proxy that may be different next time; the others are its rules.
const passingProxyAnswer = /^(408|429|5\d\d)\b/;

/** Sends requests over kept-alive connections to one origin, and to no other: redirects are answers like any other. */
export class HttpTransport implements Transport {
    readonly #axios: InstanceType<typeof Axios>;
    readonly #agent: HttpAgent;
    readonly #proxy: string | undefined;
    readonly #underWay = new Set<AbortController>();
    #isCancelled = false;

    /** @param cancelled - When it is aborted, what is under way has a few seconds to end. */
    constructor(origin: Origin, userAgent: string, cancelled: AbortSignal) {
        cancelled.addEventListener("abort", () => setTimeout(() => this.#cancel(), graceAfterCancel).unref());
        this.#proxy = origin.proxy?.name;
        this.#agent = createAgent(origin);
        // Not `axios.create`: without the library's defaults nothing is transformed, and each request has less to merge.
        this.#axios = new Axios({
            baseURL: origin.url,
            allowAbsoluteUrls: false,
            maxRedirects: 0,
            maxContentLength: largestAnswer,
            httpAgent: this.#agent,
            httpsAgent: this.#agent,
            // The agent knows the way. What the library does with a proxy takes its answers for those of the tenant.
            proxy: false,
            headers: { "User-Agent": userAgent, Accept: "application/json" },
            responseType: "text",
            validateStatus: () => true,
        });
    }

    async send({ method, path, query, headers, json, form }: Request, timeout: number): Promise<Answer> {
        // The library's own timeout starts anew with each byte; this one bounds the whole answer.
        const abort = new AbortController();
        this.#underWay.add(abort);
        const timer = setTimeout(() => abort.abort(), timeout);
        try {
            const response = await this.#axios.request<unknown>({
                method,
                // Not as `params`: putting them together is a good part of what a request costs the library.
                url: query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`,
                signal: abort.signal,
                headers: {
                    ...headers,
                    ...(json !== undefined && { "Content-Type": "application/json" }),
                    ...(form && { "Content-Type": "application/x-www-form-urlencoded" }),
                },
                ...(json !== undefined && { data: JSON.stringify(json) }),
                ...(form && { data: new URLSearchParams(form).toString() }),
            });
            const fields = response.headers;
            return {
                status: response.status,
                header: (name) => {
                    const value: unknown = fields[name];
                    return typeof value === "string" ? value : undefined;
                },
                text: typeof response.data === "string" ? response.data : "",
            };
        } catch (error) {
            if (!abort.signal.aborted) {
                throw this.#failure(error);
            }
            this.#dropKept();
            throw this.#isCancelled
                ? new TransportFailure("cancelled", "by the engine")
                : new TransportFailure("timeout", `after ${timeout} ms`, this.#proxy);
        } finally {
            clearTimeout(timer);
            this.#underWay.delete(abort);
        }
    }

    #failure(error: unknown): TransportFailure {
        const { kind, reason } = toFailure(error);
        if (kind === "stale") {
            this.#dropKept();
        }
        return new TransportFailure(kind, reason, this.#proxy);
    }

    /** Where one kept connection is gone, the others most often are as well, and each would cost an attempt. */
    #dropKept(): void {
        for (const sockets of Object.values(this.#agent.freeSockets)) {
            for (const socket of sockets ?? []) {
                socket.destroy();
            }
        }
    }

    #cancel(): void {
        this.#isCancelled = true;
        for (const abort of this.#underWay) {
            abort.abort();
        }
    }
}

function createAgent({ isLoopback, proxy }: Origin): HttpAgent {
    const options = { keepAlive: true, maxSockets: mostConnections };
    if (isLoopback) {
        return new HttpAgent(options);
    }
    const secure = { ...options, minVersion: "TLSv1.2" } as const;
    return proxy === undefined ? new HttpsAgent(secure) : new TunnelAgent(proxy, secure);
}

function toFailure(error: unknown): { kind: TransportFailureKind; reason: string } {
    if (!(error instanceof AxiosError)) {
        return { kind: "invalid", reason: scrub(error instanceof Error ? error.message : String(error)) };
    }
    if (error.cause instanceof ProxyFailure) {
        return proxyFailure(error.cause.reason);
    }
    const code = error.code ?? "";
    const message = scrub(error.message);
    if (/maxContentLength/.test(error.message)) {
        return { kind: "too large", reason: `more than ${largestAnswer / 1024 / 1024} MB` };
    }
    if (code === "ENOTFOUND") {
        return { kind: "unknown host", reason: code };
    }
    if (certificateCodes.test(code)) {
        return { kind: "certificate", reason: `${code}: ${message}` };
    }
    if (unreachableCodes.test(code)) {
        return { kind: "unreachable", reason: code };
    }
    const reason = code === "" || code === "ERR_BAD_RESPONSE" ? message : code;
    return { kind: brokenCodes.test(code) && isOnKeptConnection(error) ? "stale" : "connection", reason };
}

function proxyFailure(reason: string): { kind: TransportFailureKind; reason: string } {
    const isFinal =
        reason === "ENOTFOUND" ||
        certificateCodes.test(reason) ||
        (/^\d{3}\b/.test(reason) && !passingProxyAnswer.test(reason));
    return { kind: isFinal ? "proxy" : "proxy for now", reason };
}

/** Whether nothing came on a connection that an earlier request had left. */
function isOnKeptConnection({ request }: AxiosError): boolean {
    const { reusedSocket, res } = (request ?? {}) as { reusedSocket?: unknown; res?: unknown };
    return reusedSocket === true && (res === undefined || res === null);
}
