// Word that an operation is to end: passed in from the edge, as time is, to whatever waits.

import { setMaxListeners } from "node:events";

/** What cancels, and its signal, on which any number of waits may listen. */
export function createCancellation(): AbortController {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    return controller;
}

/** The signal of what nobody cancels. */
export function neverCancelled(): AbortSignal {
    return createCancellation().signal;
}
