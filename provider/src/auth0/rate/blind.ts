// For a tenant that says nothing of its limit: as fast as it answers, until it refuses. Then additive increase and
// multiplicative decrease around the rate that it was seen to accept. No clock and no network.

// A tenant that tells nothing gets no more than a browser or two would open.
const mostUnderWay = 64;
const decrease = 0.7;
/** Of the rate that was refused, per second. */
const increase = 0.05;
const slowest = 0.0002;
const shortestCount = 1_000;

/** Of one class of requests. Times in milliseconds, rates in requests per millisecond. */
export class BlindPace {
    #underWay = 0;
    #isProbed = false;
    #pace = Number.POSITIVE_INFINITY;
    #refusedPace = 0;
    #refusedAt = Number.NEGATIVE_INFINITY;
    #slot = Number.NEGATIVE_INFINITY;
    #countedFrom: number | undefined;
    #counted = 0;

    /** The earliest moment, not before now, at which the next request may go. */
    earliest(now: number): number {
        // The first request goes alone: its answer may tell more.
        if (this.#underWay >= (this.#isProbed ? mostUnderWay : 1)) {
            return Number.POSITIVE_INFINITY;
        }
        return Math.max(now, this.#slot + 1 / this.#pace);
    }

    send(now: number): void {
        this.#underWay += 1;
        this.#slot = now;
    }

    receive(sentAt: number, isRefused: boolean, now: number): void {
        this.#underWay -= 1;
        this.#isProbed = true;
        const isLimited = this.#pace < Number.POSITIVE_INFINITY;
        if (!isRefused && isLimited) {
            this.#pace += (increase * this.#refusedPace) / (this.#pace * 1_000);
        } else if (!isRefused) {
            this.#count(now);
        } else if (sentAt >= this.#refusedAt) {
            // What was under way when the first one was refused says nothing new.
            const before = isLimited ? this.#pace : this.#acceptedPace(now);
            this.#pace = Math.max(slowest, before * decrease);
            this.#refusedPace = this.#pace;
            this.#refusedAt = now;
        }
    }

    #count(now: number): void {
        if (this.#countedFrom === undefined || now - this.#countedFrom > 10 * shortestCount) {
            this.#countedFrom = now;
            this.#counted = 0;
        }
        this.#counted += 1;
    }

    #acceptedPace(now: number): number {
        const time = now - (this.#countedFrom ?? now);
        return Math.max(1, this.#counted) / Math.max(shortestCount, time);
    }
}
