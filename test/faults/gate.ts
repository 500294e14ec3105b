// A gate between the provider and a tenant: it holds a request before the tenant has it, or an answer that the tenant has
// given, until the test says what becomes of it. So a process can be ended at exactly that moment.

import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What is held: a request that the tenant does not have yet, or an answer to one that it has carried out. */
export type Side = "request" | "answer";

/** A request on its way, and how far it and its answer are. */
export interface Exchange {
    readonly method: string;
    readonly path: string;
    state: "arrived" | "held" | "with the tenant" | "answered" | "dropped";
}

/** Which exchanges are held. */
export interface Hold {
    readonly side: Side;
    holds(exchange: Exchange): boolean;
}

type Fate = "let go" | "drop";

export class Gate {
    /** Every exchange since the gate was opened, in the order of arrival. */
    readonly exchanges: Exchange[] = [];
    readonly #server: http.Server;
    readonly #tenant: URL;
    readonly #waiting = new Set<() => void>();
    #hold: Hold | undefined;
    #held: ((fate: Fate) => void)[] = [];

    private constructor(tenant: string) {
        this.#tenant = new URL(tenant);
        this.#server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
            this.#pass(request, response).catch(() => response.destroy());
        });
    }

    /** A gate that lets everything through. */
    static async open(tenant: string): Promise<Gate> {
        const gate = new Gate(tenant);
        gate.#server.listen(0, "127.0.0.1");
        await once(gate.#server, "listening");
        return gate;
    }

    /** `http://127.0.0.1:PORT`, good as `auth0:domain`. */
    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    /** From now on, holds what is to be held. */
    hold(hold: Hold): void {
        this.#hold = hold;
    }

    /** Lets go of what is held, and of all that comes. */
    letGo(): void {
        this.#end("let go");
    }

    /** Throws away what is held: the tenant never has it, or nobody its answer. Lets go of all that comes. */
    drop(): void {
        this.#end("drop");
    }

    /** Resolves when the exchanges are as they are wanted. */
    async until(condition: (exchanges: readonly Exchange[]) => boolean): Promise<void> {
        while (!condition(this.exchanges)) {
            await new Promise<void>((resolve) => this.#waiting.add(resolve));
        }
    }

    /** Resolves when no exchange is under way. */
    async settled(): Promise<void> {
        await this.until((exchanges) => exchanges.every(({ state }) => state === "answered" || state === "dropped"));
    }

    async close(): Promise<void> {
        this.drop();
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    #end(fate: Fate): void {
        this.#hold = undefined;
        for (const decide of this.#held.splice(0)) {
            decide(fate);
        }
    }

    async #pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
        const { method = "", url = "" } = request;
        const exchange: Exchange = { method, path: url, state: "arrived" };
        this.exchanges.push(exchange);
        const body = await read(request);
        if ((await this.#fate("request", exchange)) === "drop") {
            return this.#dropped(exchange, response);
        }
        this.#become(exchange, "with the tenant");
        const answer = await this.#ask(request, body);
        const text = await read(answer);
        if ((await this.#fate("answer", exchange)) === "drop") {
            return this.#dropped(exchange, response);
        }
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        response.end(text);
        // Whoever asked has it in its socket, or is gone.
        await (response.destroyed ? undefined : Promise.race([once(response, "finish"), once(response, "close")]));
        this.#become(exchange, "answered");
    }

    async #ask(request: http.IncomingMessage, body: Buffer): Promise<http.IncomingMessage> {
        const { hostname, port } = this.#tenant;
        const { method, url: path, headers } = request;
        const sent = http.request({ hostname, port, method, path, headers, agent: false });
        sent.end(body);
        const [answer] = (await once(sent, "response")) as [http.IncomingMessage];
        return answer;
    }

    async #fate(side: Side, exchange: Exchange): Promise<Fate> {
        if (this.#hold?.side !== side || !this.#hold.holds(exchange)) {
            return "let go";
        }
        const decided = new Promise<Fate>((resolve) => this.#held.push(resolve));
        this.#become(exchange, "held");
        return decided;
    }

    #dropped(exchange: Exchange, response: http.ServerResponse): void {
        response.destroy();
        this.#become(exchange, "dropped");
    }

    #become(exchange: Exchange, state: Exchange["state"]): void {
        exchange.state = state;
        const waiting = [...this.#waiting];
        this.#waiting.clear();
        for (const resolve of waiting) {
            resolve();
        }
    }
}

async function read(stream: http.IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}
