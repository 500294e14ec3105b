// What the requests of `check` show beside their answers: the scopes of the token, the rate limit, and the tenant's clock.

import { tokenPath } from "../../auth0/paths";
import { type RateHeaders, readRateHeaders } from "../../auth0/rate/headers";
import { scopesIn, scopesOf } from "../../auth0/scopes";
import type { Answer, Request, Transport } from "../../auth0/transport";
import type { Clock } from "../../core/clock";

/** A way to the tenant that looks at what goes by. The token itself is not kept. */
export class ObservedTransport implements Transport {
    /** Whether the tenant, or what stands in its place, answered at all. */
    isAnswered = false;
    /** Whether it gave a token. */
    hasToken = false;
    /** What the token permits, as it says itself or, where it says nothing, as the tenant said; undefined where neither does. */
    scopes: readonly string[] | undefined;
    /** What the last answer of the Management API says of the rate limit. */
    rate: RateHeaders | undefined;
    /** How far the tenant's clock is before this machine's, in milliseconds. */
    clockSkew: number | undefined;
    #granted: readonly string[] | undefined;
    readonly #transport: Transport;
    readonly #clock: Clock;

    constructor(transport: Transport, clock: Clock) {
        this.#transport = transport;
        this.#clock = clock;
    }

    async send(request: Request, timeout: number): Promise<Answer> {
        const sentAt = this.#clock.now();
        const answer = await this.#transport.send(request, timeout);
        const receivedAt = this.#clock.now();
        this.isAnswered = true;
        this.#readClock(answer, (sentAt + receivedAt) / 2);
        if (request.path === tokenPath) {
            this.hasToken ||= answer.status >= 200 && answer.status < 300;
            this.#granted = scopesOf(answer.text);
        } else {
            const carried = scopesIn(request.headers?.["Authorization"]?.replace(/^Bearer /, "") ?? "");
            this.scopes = carried === undefined || carried.length === 0 ? (this.#granted ?? carried) : carried;
            this.rate = readRateHeaders(answer.header, receivedAt);
        }
        return answer;
    }

    #readClock(answer: Answer, localTime: number): void {
        const tenantTime = Date.parse(answer.header("date") ?? "");
        if (!Number.isNaN(tenantTime)) {
            // The header leaves out the part of the second that has passed: half of one, as far as anybody knows.
            this.clockSkew = tenantTime + 500 - localTime;
        }
    }
}
