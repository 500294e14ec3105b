// A tenant of a test's own, opened as the provider opens it. What its users have is in the test's hand.

import { readTenant } from "../../src/configuration/configuration";
import { createCancellation } from "../../src/core/cancellation";
import type { Operation } from "../../src/core/operation";
import { Runtime } from "../../src/engine/runtime";
import { type Tenant, Tenants } from "../../src/tenant/tenant";
import { RecordedLog, usualBehaviour, VirtualClock } from "./client";
import { type Arrived, type Handler, json, startServer, type TestServer } from "./server";
import { type Wire, wire } from "./wire";

export const ada = "auth0|ada";
export const phone = { userId: ada, authenticationMethodId: "phone|dev_1" };

/** See the first line of this file. */
export class OpenedTenant {
    readonly clock = new VirtualClock();
    readonly log = new RecordedLog();
    /** The methods of each user, as they are on the wire. Others do not exist. */
    readonly users: Record<string, Wire[]> = { [ada]: [wire("phone|dev_1", { name: "Old", confirmed: true })] };
    /** Answers a read in place of the tenant. */
    onGet: Handler | undefined;
    /** Answers a change in place of the tenant. */
    onPatch: Handler | undefined;
    readonly #cancellation = createCancellation();
    #server: TestServer | undefined;
    #tenant: Tenant | undefined;

    static async start(): Promise<OpenedTenant> {
        const opened = new OpenedTenant();
        opened.#server = await startServer((request, response, index) => {
            const handler = request.method === "PATCH" ? opened.onPatch : opened.onGet;
            if (handler !== undefined) {
                handler(request, response, index);
                return;
            }
            const { status, body } = opened.#answer(request);
            json(response, status, body);
        });
        return opened;
    }

    async stop(): Promise<void> {
        await this.#server?.close();
    }

    get tenant(): Tenant {
        this.#tenant ??= new Tenants(this.clock, "test", this.#cancellation.signal).open(
            readTenant({ get: (key) => this.#config[key] }, {}, undefined),
            usualBehaviour,
        );
        return { ...this.#tenant, log: this.log };
    }

    /** What resources run in, with more of a configuration. */
    runtime(config: Readonly<Record<string, string>> = {}): Runtime {
        const runtime = new Runtime(this.clock, {}, "test", this.#cancellation.signal);
        runtime.configure({ get: (key) => ({ ...this.#config, ...config })[key] });
        return runtime;
    }

    /** As the engine does it. */
    cancel(): void {
        this.#cancellation.abort();
    }

    get url(): string {
        return this.#server?.url ?? "";
    }

    /** How many requests were sent. */
    get asked(): number {
        return this.#server?.apiRequests.length ?? 0;
    }

    get operation(): Operation {
        return { deadline: this.clock.now() + usualBehaviour.operationTimeout };
    }

    /** The changes that were sent: which method, and to what. */
    get patches(): { readonly id: string; readonly body: unknown }[] {
        const sent = this.#server?.apiRequests.filter(({ method }) => method === "PATCH") ?? [];
        return sent.map(({ url, body }) => ({ id: partsOf(url).id, body: JSON.parse(body) as unknown }));
    }

    get #config(): Record<string, string> {
        return { "auth0:domain": this.url, "auth0:apiToken": "a-token-of-a-test" };
    }

    #answer({ method, url, body }: Arrived): { status: number; body: unknown } {
        const { userId, id } = partsOf(url);
        const methods = this.users[userId];
        const changed = methods?.find((one) => one.id === id);
        if (methods === undefined || (method === "PATCH" && changed === undefined)) {
            return { status: 404, body: goneBody };
        }
        return method === "PATCH"
            ? { status: 200, body: Object.assign(changed as Wire, JSON.parse(body)) }
            : { status: 200, body: methods };
    }
}

/** Lets nobody in. */
export const deny: Handler = (_request, response) =>
    json(response, 403, { statusCode: 403, message: "Insufficient scope", errorCode: "insufficient_scope" });

/** How the Management API says that something is not there. */
export const goneBody = { statusCode: 404, error: "Not Found", message: "It could not be found." };

function partsOf(url: string): { userId: string; id: string } {
    const [userId = "", , id = ""] = (url.replace(/\?.*/, "").split("/users/")[1] ?? "").split("/");
    return { userId: decodeURIComponent(userId), id: decodeURIComponent(id) };
}
