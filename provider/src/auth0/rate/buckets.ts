// Which buckets a request draws from. Auth0 does not say whether reads and writes of authentication methods share one: their
// answers do. Those that show the same size share a bucket, others have one each, and where a class of requests shows more
// than one size, the tightest counts. No clock and no network.

import { BlindPace } from "./blind";
import { Bucket, type Sent } from "./bucket";
import { type Answered, mostUnderWay, type RequestClass } from "./control";
import type { RateHeaders } from "./headers";

/** A request that was sent. */
export interface Ticket {
    readonly requestClass: RequestClass;
    readonly at: number;
    readonly draws: readonly (readonly [Bucket, Sent])[];
    readonly isBlind: boolean;
}

interface ClassState {
    readonly blind: BlindPace;
    /** The buckets that its answers showed, and which answer showed each the last time. */
    readonly shown: Map<Bucket, number>;
    answers: number;
}

// A bucket that so many answers of a class have not shown is none of its own any more.
const answersToForget = 20;

/** Of one tenant. */
export class Buckets {
    readonly #random: () => number;
    readonly #byLimit = new Map<number, Bucket>();
    readonly #classes: Readonly<Record<RequestClass, ClassState>> = { read: newClass(), write: newClass() };
    #underWay = 0;

    constructor(random: () => number) {
        this.#random = random;
    }

    /**
     * The earliest moment, not before now, at which a request may go as far as is known; infinity when only an answer can
     * tell.
     *
     * @param wanted - How many requests wait to be sent.
     */
    earliest(requestClass: RequestClass, now: number, wanted: number): number {
        const { blind, shown } = this.#classes[requestClass];
        if (this.#underWay >= mostUnderWay) {
            return Number.POSITIVE_INFINITY;
        }
        let latest = shown.size === 0 ? blind.earliest(now) : now;
        for (const bucket of this.#drawnBy(shown)) {
            latest = Math.max(latest, bucket.earliest(now, wanted));
        }
        return latest;
    }

    send(requestClass: RequestClass, now: number, wanted: number): Ticket {
        const { blind, shown } = this.#classes[requestClass];
        this.#underWay += 1;
        const isBlind = shown.size === 0;
        if (isBlind) {
            blind.send(now);
        }
        return {
            requestClass,
            at: now,
            draws: this.#drawnBy(shown).map((bucket) => [bucket, bucket.send(now, wanted)]),
            isBlind,
        };
    }

    /** @param now - When the answer was received, or given up. */
    receive({ requestClass, at, draws, isBlind }: Ticket, answered: Answered | undefined, now: number): void {
        const state = this.#classes[requestClass];
        this.#underWay -= 1;
        const headers = answered?.headers;
        const shown = headers && this.#bucketOf(headers);
        if (isBlind) {
            state.blind.receive(at, answered?.isRefused ?? false, now);
        }
        for (const [bucket, sent] of draws) {
            if (answered === undefined) {
                bucket.receive(sent, "lost", undefined, now);
            } else if (bucket === shown) {
                bucket.receive(sent, answered.isRefused ? "refused" : "accepted", headers, now);
            } else {
                // A refusal is that of the bucket that it shows; the others may have plenty.
                bucket.receive(sent, "unseen", undefined, now);
            }
        }
        if (headers === undefined || shown === undefined) {
            return;
        }
        state.answers += 1;
        if (!draws.some(([bucket]) => bucket === shown)) {
            shown.show(headers, answered?.isRefused ?? false, at, now);
        }
        state.shown.set(shown, state.answers);
        for (const [bucket, answer] of state.shown) {
            if (state.answers - answer > answersToForget) {
                state.shown.delete(bucket);
            }
        }
    }

    /** A class whose answers have shown no bucket yet draws from those of the other class, as on most plans. */
    #drawnBy(shown: ReadonlyMap<Bucket, number>): readonly Bucket[] {
        return shown.size > 0
            ? [...shown.keys()]
            : Object.values(this.#classes).flatMap((state) => [...state.shown.keys()]);
    }

    #bucketOf({ limit, remaining }: RateHeaders): Bucket | undefined {
        if (remaining === undefined) {
            return undefined;
        }
        const key = limit !== undefined && limit >= 1 ? limit : 0;
        const bucket = this.#byLimit.get(key) ?? new Bucket(key, this.#random);
        this.#byLimit.set(key, bucket);
        return bucket;
    }
}

function newClass(): ClassState {
    return { blind: new BlindPace(), shown: new Map(), answers: 0 };
}
