// How the client asks for its turn. There is one rate control for each tenant and process, so that all resources share what
// the tenant allows.

import type { RateHeaders } from "./headers";

/**
 * The most requests under way to one tenant: more connections make nothing faster, and a process may often open no more than
 * 1024 files.
 */
export const mostUnderWay = 512;

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
    /**
     * The same for a request that is no part of the Management API, so that only the configured cap counts. It goes before
     * those that wait: they may wait for what it brings.
     *
     * @returns Whether there is time.
     */
    admitOther(deadline: number): Promise<boolean>;
    /** Sends nothing for at least this many milliseconds: the tenant refused a request. */
    pause(milliseconds: number): void;
}
