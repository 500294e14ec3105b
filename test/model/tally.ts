// What became of the steps of sequences, for a summary.

import type { Operation } from "./world";

export type StepKind = Operation | "edit of the program" | "change behind Pulumi's back";

export interface Tally {
    /** How many steps of each kind there were. */
    readonly steps: Record<StepKind, number>;
    /** Ups that succeeded: the tenant is as declared. */
    converged: number;
    /** Operations that ended with the error that the model foresaw: a method is declared that is not there. */
    refused: number;
    /** Mishaps that were set up: answers that were to go wrong. */
    faults: number;
    /** Processes that were killed in the middle of an operation. */
    kills: number;
    /** Operations that a mishap or a kill made fail. */
    broken: number;
}

export function emptyTally(): Tally {
    const steps = {
        up: 0,
        preview: 0,
        refresh: 0,
        destroy: 0,
        "edit of the program": 0,
        "change behind Pulumi's back": 0,
    };
    return { steps, converged: 0, refused: 0, faults: 0, kills: 0, broken: 0 };
}

/** How many steps were operations of the engine. */
export function operationsIn({ steps: { up, preview, refresh, destroy } }: Tally): number {
    return up + preview + refresh + destroy;
}
