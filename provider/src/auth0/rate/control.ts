// How the client asks for its turn. There is one rate control for each tenant and process, so that all resources share what
// the tenant allows.

import type { RateHeaders } from "./headers";

/** Some plans limit reads and writes apart from each other. */
export type RequestClass = "read" | "write";

/** What came of a request, for the rate control. */
export interface Answered {
    /** What the answer said of the rate limit; undefined when none came. */
    readonly headers: RateHeaders | undefined;
    /** Whether it was a 429. */
    readonly isRefused: boolean;
}

/** Tells what came of a request; nothing, when it was not sent or has no answer. A refusal is followed by a `pause`. */
export type Release = (answered?: Answered) => void;

/** Decides when a request may be sent. */
export interface RateControl {
    /**
     * Waits until a request may be sent.
     *
     * @param deadline - Milliseconds since the epoch; a wait that would pass it is not begun.
     * @returns What to call when the answer is there, or did not come; undefined when there is no time to wait.
     */
    admit(deadline: number, requestClass: RequestClass): Promise<Release | undefined>;
    /** Sends nothing for at least this many milliseconds: the tenant refused a request. */
    pause(milliseconds: number): void;
}
