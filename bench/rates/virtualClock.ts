// The provider's own exchange and queue in virtual time: promises are given their turn between one event and the next.

import type { Clock } from "../../provider/src/core/clock";
import type { Agenda } from "./agenda";

/** A clock whose sleepers the agenda wakes. */
export class AgendaClock implements Clock {
    readonly #agenda: Agenda;
    readonly #epoch: number;
    readonly #random: () => number;

    constructor(agenda: Agenda, epoch: number, random: () => number) {
        this.#agenda = agenda;
        this.#epoch = epoch;
        this.#random = random;
    }

    now(): number {
        return this.#epoch + this.#agenda.now;
    }

    sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        return new Promise((resolve) => {
            signal?.addEventListener("abort", () => resolve(), { once: true });
            this.#agenda.add(this.#agenda.now + Math.max(0, milliseconds), resolve);
        });
    }

    random(): number {
        return this.#random();
    }
}

/** Lets things happen until the work is done. */
export async function runUntil(agenda: Agenda, work: Promise<unknown>): Promise<void> {
    let isDone = false;
    const end = () => {
        isDone = true;
    };
    work.then(end, end);
    await settle();
    while (!isDone && agenda.step()) {
        await settle();
    }
}

/** All promises that can go on have gone on. */
function settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
