// A tenant in virtual time, as simple as can be: what a rate control does with it over minutes, in a few milliseconds.

import { Bucket, type Sent } from "../../src/auth0/rate/bucket";
import { said } from "./rate";

/** How a tenant's bucket is filled again: drop by drop, or all at once at the start of windows. */
export interface Refilled {
    readonly limit: number;
    readonly perSecond?: number;
    /** Milliseconds; the first one starts a third of it after the start. */
    readonly window?: number;
    /** Whether the reset header is sent. */
    readonly tellsReset?: boolean;
    /** Milliseconds there and back, the same each time. */
    readonly trip?: number;
}

export interface Driven {
    /** When each request arrived, of each process. */
    readonly accepted: readonly (readonly number[])[];
    readonly refused: number;
    /** The mean of what was in the bucket in the second half, as a part of its size. */
    readonly fullness: number;
}

interface Request {
    readonly process: number;
    readonly sent: Sent;
    readonly at: number;
    readonly answer?: { readonly isAccepted: boolean; readonly remaining: number; readonly resetIn: number };
}

/** Lets processes send as much as they may for so long. */
export function drive(refilled: Refilled, seconds: number, processes = 1): Driven {
    const { limit, perSecond = 0, window, tellsReset = false, trip = 80 } = refilled;
    const end = seconds * 1_000;
    const buckets = Array.from({ length: processes }, (_, index) => new Bucket(limit, () => (index + 0.5) / processes));
    const accepted: number[][] = buckets.map(() => []);
    const [outbound, inbound]: [Request[], Request[]] = [[], []];
    let [tokens, filledAt, refused, now, seen, samples] = [limit, 0, 0, 0, 0, 0];
    let nextWindow = window === undefined ? Number.POSITIVE_INFINITY : window / 3;

    const fill = (at: number) => {
        tokens = Math.min(limit, tokens + ((at - filledAt) * perSecond) / 1_000);
        filledAt = at;
        while (window !== undefined && at >= nextWindow) {
            tokens = limit;
            nextWindow += window;
        }
    };
    const arrive = (request: Request) => {
        fill(request.at);
        const isAccepted = tokens >= 1;
        tokens -= isAccepted ? 1 : 0;
        refused += isAccepted ? 0 : 1;
        if (isAccepted) {
            accepted[request.process]?.push(request.at);
        }
        if (request.at > end / 2) {
            seen += tokens / limit;
            samples += 1;
        }
        const resetAt = window === undefined ? request.at + ((limit - tokens) / perSecond) * 1_000 : nextWindow;
        const answer = { isAccepted, remaining: Math.floor(tokens), resetIn: resetAt - request.at };
        inbound.push({ ...request, at: request.at + trip / 2, answer });
    };
    const receive = ({ process, sent, at, answer }: Request) => {
        const { isAccepted = false, remaining = 0, resetIn = 0 } = answer ?? {};
        const reset = tellsReset ? { reset: Math.ceil((at - trip / 2 + resetIn) / 1_000), resetIn } : {};
        buckets[process]?.receive(sent, isAccepted ? "accepted" : "refused", said({ limit, remaining, ...reset }), at);
    };

    // More steps than these are one that runs away.
    for (let step = 0; step < 100_000 && now < end; step += 1) {
        const turns = buckets.map((bucket) => bucket.earliest(now, 1_000));
        const turn = Math.min(...turns);
        const [arrival, receipt] = [outbound[0]?.at, inbound[0]?.at].map((at) => at ?? Number.POSITIVE_INFINITY);
        now = Math.min(turn, arrival ?? 0, receipt ?? 0);
        if (now === receipt) {
            receive(inbound.shift() as Request);
        } else if (now === arrival) {
            arrive(outbound.shift() as Request);
        } else {
            const process = turns.indexOf(turn);
            const sent = buckets[process]?.send(now, 1_000);
            outbound.push({ process, sent: sent as Sent, at: now + trip / 2 });
        }
    }
    return { accepted, refused, fullness: seen / samples };
}

/** How many requests a tenant could have accepted in the time. */
export function possible({ limit, perSecond = 0, window }: Refilled, seconds: number): number {
    const windows = window === undefined ? 0 : Math.floor((seconds * 1_000 - window / 3) / window) + 1;
    return limit + perSecond * seconds + windows * limit;
}
