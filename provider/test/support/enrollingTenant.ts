// A tenant in which a test enrols: it answers in turn as told, and otherwise with the user's methods.

import type { ServerResponse } from "node:http";
import { readTenant } from "../../src/configuration/configuration";
import { createCancellation } from "../../src/core/cancellation";
import type { Enrolment } from "../../src/core/enrolment";
import { enrol } from "../../src/tenant/enrol";
import { Tenants } from "../../src/tenant/tenant";
import { usualBehaviour, VirtualClock } from "./client";
import { json, startServer, type TestServer } from "./server";
import { type Wire, wire } from "./wire";

const userId = "auth0|ada";
export const totp = { type: "totp", name: "Ours", totpSecret: "JBSWY3DPEHPK3PXP" } as const;
export const passkey = { type: "passkey", keyId: "a2V5", publicKey: "cHVi" } as const;

export const ours = (): Wire => wire("totp|ours", { name: "Ours", confirmed: true });

/** Answers one request. */
export type Answerer = (response: ServerResponse) => void;

export const lost: Answerer = (response) => response.destroy();
export const exists: Answerer = (response) =>
    json(response, 409, { statusCode: 409, error: "Conflict", message: "Authentication method already exists." });
export const refused: Answerer = (response) =>
    json(response, 403, { statusCode: 403, error: "Forbidden", message: "No." });
export const gone: Answerer = (response) =>
    json(response, 404, { statusCode: 404, message: "The user does not exist.", errorCode: "inexistent_user" });

/** See the first line of this file. */
export class EnrollingTenant {
    methods: Wire[] = [wire("totp|old", { name: "Old", confirmed: true })];
    /** What answers the next POSTs, in turn. */
    posts: Answerer[] = [];
    /** What answers the next reads in place of the list, in turn. The first is that of a check, some time before. */
    reads: (Answerer | undefined)[] = [];
    readonly lines: string[] = [];
    #server: TestServer | undefined;

    static async start(): Promise<EnrollingTenant> {
        const tenant = new EnrollingTenant();
        tenant.#server = await startServer((request, response) => {
            const answer = request.method === "GET" ? tenant.reads.shift() : tenant.posts.shift();
            if (answer !== undefined) {
                answer(response);
            } else {
                json(response, 200, tenant.methods);
            }
        });
        return tenant;
    }

    async stop(): Promise<void> {
        await this.#server?.close();
    }

    /** Adds methods, and then answers. */
    adds(methods: readonly Wire[], answer: Answerer): Answerer {
        return (response) => {
            this.methods.push(...methods);
            answer(response);
        };
    }

    /** Enrols ours, and says so. */
    get created(): Answerer {
        return this.adds([ours()], (response) => json(response, 201, { id: "totp|ours", type: "totp" }));
    }

    async enrol(enrolment: Enrolment = totp, cancelled: AbortSignal = createCancellation().signal) {
        const clock = new VirtualClock();
        const server = this.#server as TestServer;
        const config: Record<string, string> = { "auth0:domain": server.url, "auth0:apiToken": "a-token-of-a-test" };
        const opened = new Tenants(clock, "test", cancelled).open(
            readTenant({ get: (key) => config[key] }, {}, undefined),
            usualBehaviour,
        );
        const tenant = { ...opened, log: { info: (line: string) => this.lines.push(line), debug: () => {} } };
        await opened.methods.read(userId, { deadline: clock.now() + 600_000 });
        server.arrived.splice(0);
        return enrol(tenant, userId, enrolment, { deadline: clock.now() + 600_000 });
    }

    /** The id of what was enrolled. */
    async enrolled(enrolment?: Enrolment): Promise<string> {
        const enrolled = await this.enrol(enrolment);
        return "method" in enrolled
            ? enrolled.method.authenticationMethodId
            : `unread ${enrolled.authenticationMethodId}`;
    }

    /** What was asked since the check: "GET POST GET". */
    get sent(): string {
        return this.#server?.arrived.map(({ method }) => method).join(" ") ?? "";
    }
}
