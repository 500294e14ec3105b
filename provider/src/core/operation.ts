// The time that things have: passed on from the engine's call, or whatever else began, to each request.

/** How far an operation may go. */
export interface Operation {
    /** Milliseconds since the epoch. */
    readonly deadline: number;
}
