// A tenant and the way to it, in virtual time: the emulator's own bucket, and a network that takes its time.

import { type Bucket, type BucketLimits, fullBucket, take } from "../../emulator/src/rateLimit/bucket";
import type { HeaderReader } from "../../provider/src/auth0/rate/headers";
import type { Agenda } from "./agenda";

/** One answer as it leaves the tenant. */
export interface Verdict {
    readonly accepted: boolean;
    readonly header: HeaderReader;
    /** What the bucket holds then. */
    readonly content: number;
}

// Any moment will do, but not the start of a second: windows start with the first request.
const epoch = Date.parse("2026-03-01T12:00:00.370Z");

/** A tenant that is asked in the order of arrival. */
export class SimulatedTenant {
    readonly #agenda: Agenda;
    readonly #limits: BucketLimits;
    #bucket: Bucket;

    constructor(agenda: Agenda, limits: BucketLimits) {
        this.#agenda = agenda;
        this.#limits = limits;
        this.#bucket = fullBucket(limits, epoch);
    }

    /** Milliseconds since 1970 by the tenant's clock. */
    get now(): number {
        return epoch + this.#agenda.now;
    }

    answer(): Verdict {
        const { bucket, verdict } = take(this.#bucket, this.#limits, this.now);
        this.#bucket = bucket;
        const seconds = Math.floor(this.now / 1_000) * 1_000;
        return {
            accepted: verdict.accepted,
            content: bucket.content,
            header: (name) => {
                switch (name) {
                    case "x-ratelimit-limit":
                        return String(verdict.limit);
                    case "x-ratelimit-remaining":
                        return String(verdict.remaining);
                    case "x-ratelimit-reset":
                        return String(verdict.reset);
                    case "date":
                        return new Date(seconds).toUTCString();
                    default:
                        return undefined;
                }
            },
        };
    }
}

/** One way through a network: log-normal about half the round trip, so that some overtake others. */
export function oneWay(roundTrip: number, random: () => number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return (roundTrip / 2) * Math.exp(0.2 * normal);
}

/** How long the jobs take one who knows the bucket, without the way there. */
export function idealTime({ burst, refill, perSecond, windowMs = 1_000 }: BucketLimits, jobs: number): number {
    const left = Math.max(0, jobs - burst);
    return refill === "window"
        ? Math.ceil(left / Math.min(burst, (perSecond * windowMs) / 1_000)) * windowMs
        : (left / perSecond) * 1_000;
}

/** Requests per second that the bucket allows in the long run. */
export function allowedRate({ burst, refill, perSecond, windowMs = 1_000 }: BucketLimits): number {
    return refill === "window" ? Math.min(perSecond, (burst * 1_000) / windowMs) : perSecond;
}
