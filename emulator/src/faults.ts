// What goes wrong on demand: the k-th answer of a route is another one, comes late, or never comes.

import type { RouteName } from "./routes/route";

/** What is to go wrong, and when. */
export interface Fault {
    /** The route as the documentation writes it, or `"*"` for every route, that for tokens among them. */
    readonly route: RouteName | "*";
    /**
     * Which request of the route, counted from 1 when the fault is set.
     *
     * @default 1
     */
    readonly nth?: number;
    /**
     * How many requests in a row, the `nth` among them.
     *
     * @default 1
     */
    readonly times?: number;
    /** Milliseconds to wait before anything else. */
    readonly delay?: number;
    /** The status to answer with. Default where there is a body: 200. */
    readonly status?: number;
    /** The body to answer with: a text as it is, anything else as JSON. Default: the error body for the status. */
    readonly body?: unknown;
    /** Headers of that answer, besides the content type. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Whether the connection is reset instead of an answer. */
    readonly reset?: boolean;
    /**
     * Whether the request takes effect all the same, before the connection is reset or the other answer is sent.
     *
     * @default false
     */
    readonly applied?: boolean;
}

interface Pending {
    readonly fault: Fault;
    seen: number;
}

/** The faults that are set, in the order in which they were. */
export class Faults {
    readonly #pending: Pending[] = [];

    add(fault: Fault): void {
        this.#pending.push({ fault, seen: 0 });
    }

    clear(): void {
        this.#pending.length = 0;
    }

    /** The fault that meets this request, if any. Every fault of the route counts it. */
    next(route: RouteName): Fault | undefined {
        const met: Fault[] = [];
        for (const pending of this.#pending) {
            const { nth = 1, times = 1, route: wanted } = pending.fault;
            if (wanted === "*" || wanted === route) {
                pending.seen += 1;
                if (pending.seen >= nth && pending.seen < nth + times) {
                    met.push(pending.fault);
                }
            }
        }
        return met[0];
    }
}

/** Whether a fault takes the place of the answer, rather than only delaying it. */
export function replacesAnswer({ status, body, reset }: Fault): boolean {
    return status !== undefined || body !== undefined || reset === true;
}
