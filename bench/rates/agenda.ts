// Virtual time: what is to happen and when, so that hours pass in seconds and the same way each time.

interface Entry {
    readonly at: number;
    readonly run: () => void;
}

/** What is to happen, the earliest first: a binary heap. */
export class Agenda {
    readonly #heap: Entry[] = [];
    #now = 0;

    /** Milliseconds since the start. */
    get now(): number {
        return this.#now;
    }

    /** @param at - Not before now. */
    add(at: number, run: () => void): void {
        const heap = this.#heap;
        let index = heap.length;
        while (index > 0) {
            const parent = (index - 1) >> 1;
            const above = heap[parent];
            if (above === undefined || above.at <= at) {
                break;
            }
            heap[index] = above;
            index = parent;
        }
        heap[index] = { at, run };
    }

    /** Lets the next thing happen; false when there is none. */
    step(): boolean {
        const next = this.#take();
        if (next === undefined) {
            return false;
        }
        this.#now = Math.max(this.#now, next.at);
        next.run();
        return true;
    }

    #take(): Entry | undefined {
        const heap = this.#heap;
        const first = heap[0];
        const last = heap.pop();
        if (first === undefined || last === undefined || heap.length === 0) {
            return first;
        }
        let index = 0;
        for (;;) {
            let child = 2 * index + 1;
            const [left, right] = [heap[child], heap[child + 1]];
            if (left === undefined) {
                break;
            }
            let least = left;
            if (right !== undefined && right.at < left.at) {
                child += 1;
                least = right;
            }
            if (least.at >= last.at) {
                break;
            }
            heap[index] = least;
            index = child;
        }
        heap[index] = last;
        return first;
    }
}

/** Numbers from 0 up to 1, the same for the same seed: mulberry32. */
export function generator(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}
