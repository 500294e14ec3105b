// What one bucket of the tenant is believed to hold, and when the next request may draw from it: proportional control on the
// predicted remaining credit. No clock and no network: time is passed in, and everything is learned from answers.
//
// All who use the bucket see the same `remaining`, so it is the signal that they share: each sends the faster the more is
// left, and moves its pace until the bucket stays about half full. So they settle at equal rates without knowing of each
// other.

import type { RateHeaders } from "./headers";
import { guessedRefill, learnRefill, type Refill, restartRefill } from "./refill";
import { areWindows, learnJump, nextWindow, noWindows, type Windows } from "./windows";

/** A request that was sent, and what was known then. Times in milliseconds of our clock. */
export interface Sent {
    readonly at: number;
    /** The reading that was the newest, and when its request was sent; undefined for none. */
    readonly known: Reading | undefined;
}

interface Reading {
    readonly remaining: number;
    readonly sentAt: number;
}

/** What came of a request. "unseen": an answer that does not show this bucket. */
export type Outcome = "accepted" | "refused" | "lost" | "unseen";

// Published rates per second of the bucket sizes that occur at several rates or at another than their size; elsewhere a bucket
// is refilled once a second. Only where the bucket settles at first depends on it: the middle of what is possible serves all.
// Source: https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy
const usualRates = new Map([
    [10, 2.2],
    [20, 8],
    [40, 8.3],
    [50, 28],
]);

// How quickly the pace follows what is left, per second, and how strongly it is drawn to the usual one, which makes all equal.
const integralGain = 0.5;
const attraction = 0.1;
const mostShare = 2;
const refusedPace = 0.9;
const refusedRefill = 0.98;
// How long a bucket that is empty, does not say until when, and was never seen to be refilled, is left alone.
const unknownReset = 1_000;
const longestStep = 2;
const longestHold = 10_000;
const furthest = 120_000;
// A timer that fires late must not slow the pace.
const lateness = 20;
// A reset this far ahead that does not move while tokens are taken is the end of a window.
const farReset = 2_500;

/** Of one bucket. */
export class Bucket {
    readonly #random: () => number;
    #limit: number;
    readonly #isLimitKnown: boolean;
    /** Tokens per millisecond that are sent when the bucket is half full. */
    #pace: number;
    readonly #usualPace: number;
    #refill: Refill;
    #windows: Windows = noWindows();
    #level: number;
    #levelAt: number | undefined;
    #newest: Reading | undefined;
    #underWay = 0;
    #taken = 0;
    #slot = Number.NEGATIVE_INFINITY;
    #sentAt = 0;
    #heldUntil = Number.NEGATIVE_INFINITY;
    #refusals = 0;
    #refusedAt = Number.NEGATIVE_INFINITY;
    #shortestTrip = Number.POSITIVE_INFINITY;
    /** When there is at least one token again, as the tenant says; infinity when it does not say. */
    #toldAt = Number.POSITIVE_INFINITY;
    /** The far reset that was shown last, and what was left when it was shown first. */
    #farReset: { readonly reset: number; readonly remaining: number } | undefined;
    #isFarWindow = false;

    /** @param limit - Its size; 0 for one that is not told. */
    constructor(limit: number, random: () => number) {
        this.#random = random;
        this.#isLimitKnown = limit >= 1;
        this.#limit = Math.max(1, limit);
        this.#usualPace = (usualRates.get(limit) ?? this.#limit) / 1_000;
        this.#pace = this.#usualPace;
        this.#refill = guessedRefill(this.#limit / 1_000);
        this.#level = this.#limit;
    }

    /**
     * The earliest moment, not before now, at which the next request may go as far as is known; infinity when only an answer
     * can tell.
     *
     * @param wanted - How many requests wait to be sent.
     */
    earliest(now: number, wanted: number): number {
        const start = Math.max(now, this.#heldUntil);
        if (this.#levelAt === undefined) {
            return this.#underWay > 0 ? Number.POSITIVE_INFINITY : start;
        }
        if (this.#mayGo(start, wanted)) {
            return start;
        }
        let [no, yes] = [start, start + 1];
        for (let step = 2; !this.#mayGo(yes, wanted); step *= 2) {
            if (yes - start > furthest) {
                return this.#underWay > 0 ? Number.POSITIVE_INFINITY : yes;
            }
            no = yes;
            yes += step;
        }
        while (yes - no > 0.5) {
            const middle = (no + yes) / 2;
            if (this.#mayGo(middle, wanted)) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return yes;
    }

    get #isWindowed(): boolean {
        return this.#isFarWindow || areWindows(this.#windows);
    }

    #mayGo(time: number, wanted: number): boolean {
        const credit = this.credit(time + this.#oneWay());
        if (credit < 1) {
            return false;
        }
        // What fits into half of what is left need not be spread out.
        return wanted + this.#underWay <= credit / 2 || time >= this.#slot + 1 / this.#paceAt(credit, time);
    }

    #paceAt(credit: number, time: number): number {
        const pace = this.#pace * this.#share(credit);
        if (!this.#isWindowed) {
            return pace;
        }
        // What a window leaves is lost: all of it is to arrive before the next one can start.
        const arrival = time + this.#oneWay();
        const end = this.#isFarWindow
            ? this.#toldAt - 1_000
            : nextWindow({ ...this.#windows, to: this.#windows.from }, arrival);
        const left = end - arrival - this.#oneWay();
        return Math.max(pace, left > 0 ? credit / left : Number.POSITIVE_INFINITY);
    }

    /** How full the bucket is, with 1 for the middle of what makes sense. */
    #share(credit: number): number {
        const half = (this.#limit + 1) / 2;
        return Math.min(mostShare, Math.max(0, (credit - 0.5) / (half - 0.5)));
    }

    /** What is left for requests that arrive then, with all that are under way counted as not yet seen. */
    credit(time: number): number {
        return this.#levelOn(time) - this.#underWay;
    }

    #levelOn(time: number): number {
        const since = this.#levelAt ?? time;
        const level = time <= since ? this.#level : this.#refilled(since, time);
        return time >= this.#toldAt ? Math.max(1, level) : level;
    }

    #refilled(since: number, time: number): number {
        if (areWindows(this.#windows)) {
            return time >= nextWindow(this.#windows, since) ? this.#limit : this.#level;
        }
        // Where the size is not told there is nothing to guess from, and a guess is worth less than what the tenant says.
        const isDoubtful = !this.#isLimitKnown || (this.#level < 1 && this.#toldAt < Number.POSITIVE_INFINITY);
        if (this.#isFarWindow || (isDoubtful && !this.#refill.isProven)) {
            return this.#level;
        }
        return Math.min(this.#limit, this.#level + (time - since) * this.#refill.rate);
    }

    #oneWay(): number {
        return this.#shortestTrip === Number.POSITIVE_INFINITY ? 0 : this.#shortestTrip / 2;
    }

    /** @param wanted - How many requests wait to be sent, this one included. */
    send(now: number, wanted: number): Sent {
        if (this.#levelAt !== undefined) {
            const credit = Math.max(1, this.credit(now + this.#oneWay()));
            const interval = 1 / this.#paceAt(credit, now);
            this.#slot = Math.min(now, Math.max(this.#slot + interval, now - lateness));
            if (wanted > 1 && !this.#isWindowed) {
                this.#adaptPace(this.#share(credit), now);
            }
        }
        this.#sentAt = now;
        this.#underWay += 1;
        return { at: now, known: this.#newest };
    }

    #adaptPace(share: number, now: number): void {
        const seconds = Math.min(longestStep, Math.max(0, now - this.#sentAt) / 1_000);
        const change = attraction * this.#usualPace * share + this.#pace * (share - 1);
        const pace = this.#pace + integralGain * seconds * change;
        this.#pace = Math.min(Math.max(pace, this.#usualPace / 50), this.#usualPace * 10);
    }

    /** What an answer shows of this bucket although its request was not known to draw from it. */
    show(headers: RateHeaders | undefined, isRefused: boolean, sentAt: number, now: number): void {
        this.#underWay += 1;
        this.receive({ at: sentAt, known: undefined }, isRefused ? "refused" : "accepted", headers, now);
    }

    /** @param now - When the answer was received, or given up. */
    receive(sent: Sent, outcome: Outcome, headers: RateHeaders | undefined, now: number): void {
        this.#underWay -= 1;
        if (outcome === "lost" || outcome === "unseen") {
            // It may have been counted, and an answer that shows nothing of this bucket was most likely not.
            this.#level = Math.max(0, this.#level - (outcome === "lost" ? 1 : 0));
            return;
        }
        const trip = Math.max(0, now - sent.at);
        this.#shortestTrip = Math.min(this.#shortestTrip * 1.002, trip);
        this.#taken += outcome === "accepted" ? 1 : 0;
        const said = outcome === "refused" ? 0 : Math.floor(headers?.remaining ?? 0);
        if (!this.#isLimitKnown) {
            this.#limit = Math.max(this.#limit, said + 1);
        }
        const remaining = Math.min(said, this.#limit);
        const at = now - trip / 2;
        if (this.#levelAt === undefined || at >= this.#levelAt) {
            this.#read(remaining, at, trip, outcome === "accepted", sent.at);
            this.#heed(headers, remaining, at);
        }
        if (outcome === "refused") {
            this.#refuse(sent, now);
        } else {
            this.#refusals = 0;
            this.#noticeJump(sent, remaining, now);
        }
    }

    #read(remaining: number, at: number, trip: number, isAccepted: boolean, sentAt: number): void {
        const expected = this.#levelOn(at) - (isAccepted ? 1 : 0);
        // Whole tokens are shown of a bucket that holds fractions.
        this.#level = Math.min(Math.max(expected, remaining), isAccepted ? remaining + 0.99 : 0.5);
        this.#levelAt = at;
        this.#newest = { remaining, sentAt };
        const mark = { at, remaining, taken: this.#taken };
        if (remaining >= this.#limit - 1) {
            this.#refill = restartRefill(this.#refill, mark);
        } else {
            const blur = this.#underWay > 1 ? this.#refill.rate * trip * 0.25 : 0;
            this.#refill = learnRefill(this.#refill, mark, blur);
        }
    }

    /** What the reset header says. Whatever it means, there is a token by then. */
    #heed(headers: RateHeaders | undefined, remaining: number, at: number): void {
        const resetIn = headers?.resetIn;
        const reset = headers?.reset;
        const untold = remaining < 1 && !this.#refill.isProven ? at + unknownReset : Number.POSITIVE_INFINITY;
        this.#toldAt = resetIn === undefined ? untold : at + resetIn;
        if (resetIn === undefined || reset === undefined || resetIn < farReset) {
            return;
        }
        if (this.#farReset?.reset !== reset) {
            this.#farReset = { reset, remaining };
            this.#isFarWindow &&= resetIn > farReset;
        } else if (this.#farReset.remaining - remaining >= Math.min(3, this.#limit / 2)) {
            this.#isFarWindow = true;
        }
    }

    #refuse(sent: Sent, now: number): void {
        if (sent.at < this.#refusedAt) {
            return; // It was under way when the first was refused, and says nothing new.
        }
        this.#refusedAt = now;
        this.#refusals += 1;
        this.#pace = Math.max(this.#pace * refusedPace, this.#usualPace / 50);
        this.#refill = { ...this.#refill, rate: this.#refill.rate * refusedRefill };
        // Each client a little differently, or those that were refused together would be so again.
        const wait = Math.min(longestHold, (0.5 / this.#refill.rate) * 2 ** Math.min(10, this.#refusals - 1));
        this.#heldUntil = Math.max(this.#heldUntil, now + this.#random() * 0.3 * wait);
        if (this.#refusals > 1 && this.#toldAt < Number.POSITIVE_INFINITY) {
            this.#heldUntil = Math.max(this.#heldUntil, this.#toldAt);
        }
    }

    #noticeJump({ known }: Sent, remaining: number, now: number): void {
        // Only where a window fills the bucket does it matter that there are windows.
        if (known !== undefined && remaining >= Math.max(known.remaining, this.#limit * 0.6 - 1)) {
            const margin = 0.4 * this.#shortestTrip;
            this.#windows = learnJump(this.#windows, known.sentAt + margin, now - margin);
        }
    }
}
