// What one bucket of the tenant is believed to hold, and when the next request may draw from it: proportional control on the
// predicted remaining credit. No clock and no network: time is passed in, and everything is learned from answers.
//
// All who use the bucket see the same `remaining`, so it is the signal that they share: each sends the faster the more is
// left, and moves its pace until the bucket stays about half full. So they settle at equal rates without knowing of each
// other.

import type { RateHeaders } from "./headers";
import { type LongWindow, learnReset } from "./longWindow";
import { adaptPace, type Pace, shareOf, slowDown, usualPace } from "./pace";
import { guessedRefill, learnRefill, type Refill, slowRefill } from "./refill";
import { firstMoment } from "./search";
import {
    areWindows,
    learnJump,
    learnRefusal,
    leastPace,
    nextWindow,
    noWindows,
    placeInWindow,
    type Windows,
} from "./windows";

interface Reading {
    readonly remaining: number;
    readonly sentAt: number;
}

/** A request that was sent, and what was known then. Times in milliseconds of our clock. */
export interface Sent {
    readonly at: number;
    /** The newest reading. */
    readonly known: Reading | undefined;
}

/** What came of a request. "unseen": an answer that does not show this bucket. */
export type Outcome = "accepted" | "refused" | "lost" | "unseen";

// As many may be under way at first, or this part of the bucket where it is more; each answer adds one. So a crowd that
// starts at once sees what it does in time.
const firstUnderWay = 4;
const firstPart = 0.02;
// How long a bucket that is empty, does not say until when, and was never seen to be refilled, is left alone.
const unknownReset = 1_000;
const longestHold = 10_000;
// A tenant that is down tells nothing for long, and must not be taken for one that has nothing left.
const longUntold = 1_000;
const furthestAhead = 120_000;
// A timer that fires late must not slow the pace.
const lateness = 20;
/** In a window that is longer than a second, tokens go sooner than evenly: waiting until its end gains nothing. */
const longWindowHaste = 10;
// Of a round trip: no request arrives sooner, and no answer takes less.
const surePart = 0.4;
/** A reading of this part of the limit more than the one before is no drip. */
const jump = 0.3;

/** Of one bucket. */
export class Bucket {
    readonly #random: () => number;
    readonly #isLimitKnown: boolean;
    #limit: number;
    #pace: Pace;
    #refill: Refill;
    #windows: Windows = noWindows();
    #longWindow: LongWindow | undefined;
    /** Tokens in the bucket, and when; undefined before the first answer. */
    #level: number;
    #levelAt: number | undefined;
    #newest: Reading | undefined;
    #underWay = 0;
    #mostUnderWay: number;
    #taken = 0;
    /** When the last request was due, and when it went. */
    #slot = Number.NEGATIVE_INFINITY;
    #sentAt = Number.NEGATIVE_INFINITY;
    #heldUntil = Number.NEGATIVE_INFINITY;
    #refusals = 0;
    #refusedAt = Number.NEGATIVE_INFINITY;
    #shortestTrip = Number.POSITIVE_INFINITY;
    /** When there is at least one token again, as the tenant says; infinity when it does not say. */
    #toldAt = Number.POSITIVE_INFINITY;

    /** @param limit - Its size; 0 for one that is not told. */
    constructor(limit: number, random: () => number) {
        this.#random = random;
        this.#isLimitKnown = limit >= 1;
        this.#limit = Math.max(1, limit);
        this.#mostUnderWay = Math.max(firstUnderWay, Math.floor(this.#limit * firstPart));
        this.#pace = usualPace(this.#limit);
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
        if (this.#underWay >= (this.#levelAt === undefined ? 1 : this.#mostUnderWay)) {
            return Number.POSITIVE_INFINITY;
        }
        // What may go at a moment may go at each later one.
        const { at, isFound } = firstMoment(start, furthestAhead, (time) => this.#mayGo(time, wanted));
        return isFound || this.#underWay === 0 ? at : Number.POSITIVE_INFINITY;
    }

    /** What is left for requests that arrive then, with all that are under way counted as not yet seen. */
    credit(time: number): number {
        return this.#levelOn(time) - this.#underWay;
    }

    #mayGo(time: number, wanted: number): boolean {
        const credit = this.credit(time + this.#oneWay);
        if (credit < 1) {
            return false;
        }
        // What fits into half of what is left need not be spread out.
        return wanted + this.#underWay <= credit / 2 || time >= this.#slot + 1 / this.#paceAt(credit, time);
    }

    #paceAt(credit: number, time: number): number {
        if (!this.#isWindowed) {
            return Math.max(this.#pace.current * this.#share, leastPace(this.#windows, this.#limit, time));
        }
        // What a window leaves is lost: all of it is to arrive before the next one can start. Nothing else counts, or those
        // who share would differ.
        const isLong = this.#longWindow?.isSure === true;
        const arrival = time + this.#oneWay;
        const end = isLong ? this.#toldAt - 1_000 : nextWindow(this.#windows, arrival).from;
        const left = end - arrival - this.#oneWay;
        return left > 0 ? ((isLong ? longWindowHaste : 1) * credit) / left : Number.POSITIVE_INFINITY;
    }

    /** How full the bucket was found; what has come since is a guess, and a guess that differs makes those who share differ. */
    get #share(): number {
        return shareOf(this.#level + 1 - this.#underWay, this.#limit);
    }

    get #isWindowed(): boolean {
        return this.#longWindow?.isSure === true || areWindows(this.#windows);
    }

    get #oneWay(): number {
        return this.#shortestTrip === Number.POSITIVE_INFINITY ? 0 : this.#shortestTrip / 2;
    }

    #levelOn(time: number): number {
        const since = this.#levelAt ?? time;
        const level = time <= since ? this.#level : this.#refilled(since, time);
        return time >= this.#toldAt ? Math.max(1, level) : level;
    }

    #refilled(since: number, time: number): number {
        if (areWindows(this.#windows)) {
            return time >= nextWindow(this.#windows, since).to ? this.#limit : this.#level;
        }
        // Where the size is not told there is nothing to guess from, and a guess is worth less than what the tenant says.
        const isDoubtful = !this.#isLimitKnown || (this.#level < 1 && this.#toldAt < Number.POSITIVE_INFINITY);
        if (this.#longWindow?.isSure === true || (isDoubtful && !this.#refill.isProven)) {
            return this.#level;
        }
        // What comes back to us is the less, the more others take, and who believes in little gets little.
        const rate = Math.max(this.#refill.rate, this.#pace.usual / 2);
        return Math.min(this.#limit, this.#level + (time - since) * rate);
    }

    /** @param wanted - How many requests wait to be sent, this one included. */
    send(now: number, wanted: number): Sent {
        if (this.#levelAt !== undefined) {
            const credit = Math.max(1, this.credit(now + this.#oneWay));
            const due = this.#slot + 1 / this.#paceAt(credit, now);
            this.#slot = Math.min(now, Math.max(due, now - lateness));
            // Who sends one by one, and less than there is, learns nothing of the pace that is possible.
            if (wanted > 1 && !this.#isWindowed) {
                this.#pace = adaptPace(this.#pace, this.#share, now - this.#sentAt);
            }
        }
        this.#sentAt = now;
        this.#underWay += 1;
        return { at: now, known: this.#newest };
    }

    /** What an answer shows of this bucket although its request was not known to draw from it. */
    show(headers: RateHeaders, isRefused: boolean, sentAt: number, now: number): void {
        this.#underWay += 1;
        this.receive({ at: sentAt, known: undefined }, isRefused ? "refused" : "accepted", headers, now);
    }

    /** @param now - When the answer was received, or given up. */
    receive(sent: Sent, outcome: Outcome, headers: RateHeaders | undefined, now: number): void {
        this.#underWay -= 1;
        if (outcome === "lost" || outcome === "unseen") {
            this.#predictWhatIsUntold(now);
            // What was lost may have been counted; an answer that shows nothing of this bucket most likely was not.
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
        const at = this.#place(now - trip / 2, trip, remaining);
        if (this.#levelAt === undefined || at >= this.#levelAt) {
            this.#read(remaining, at, trip, outcome);
            this.#newest = { remaining, sentAt: sent.at };
            this.#heed(headers, remaining, at);
        }
        if (outcome === "refused") {
            this.#refuse(sent, now);
        } else {
            this.#mostUnderWay += 1;
            this.#refusals = 0;
            this.#noticeJump(sent, remaining, now);
        }
    }

    #predictWhatIsUntold(now: number): void {
        if (this.#levelAt !== undefined && now - this.#levelAt > longUntold) {
            [this.#level, this.#levelAt] = [this.#levelOn(now), now];
        }
    }

    /** When an answer was given, by our clock. */
    #place(at: number, trip: number, remaining: number): number {
        const isRefilled = remaining > (this.#newest?.remaining ?? 0) + this.#limit * jump;
        return areWindows(this.#windows) ? placeInWindow(this.#windows, at, trip / 4, isRefilled) : at;
    }

    #read(remaining: number, at: number, trip: number, outcome: Outcome): void {
        const expected = this.#levelOn(at) - (outcome === "accepted" ? 1 : 0);
        this.#levelAt = at;
        if (this.#isWindowed) {
            // Whole tokens, and no more of them before the next window: what shows more was overtaken.
            const isRefilled = remaining > expected + this.#limit * jump;
            this.#level = isRefilled ? remaining : Math.min(expected, remaining);
            return;
        }
        // Whole tokens are shown of a bucket that holds fractions.
        this.#level = Math.min(Math.max(expected, remaining), outcome === "accepted" ? remaining + 0.99 : 0.5);
        // Answers that are under way together may be read in another order than they were given.
        const blur = this.#underWay > 1 ? this.#refill.rate * trip * 0.25 : 0;
        const isFull = remaining >= this.#limit - 1;
        this.#refill = learnRefill(this.#refill, { at, remaining, taken: this.#taken }, isFull, blur);
    }

    /** What the reset header says. Whatever it means, there is a token by then. */
    #heed(headers: RateHeaders | undefined, remaining: number, at: number): void {
        const { reset, resetIn } = headers ?? {};
        const untold = remaining < 1 && !this.#refill.isProven ? at + unknownReset : Number.POSITIVE_INFINITY;
        this.#toldAt = resetIn === undefined ? untold : at + resetIn;
        if (reset !== undefined && resetIn !== undefined) {
            this.#longWindow = learnReset(this.#longWindow, { reset, resetIn, remaining, at });
        }
    }

    #refuse(sent: Sent, now: number): void {
        if (sent.at < this.#refusedAt) {
            return; // It was under way when the first was refused, and says nothing new.
        }
        this.#refusedAt = now;
        this.#refusals += 1;
        this.#pace = slowDown(this.#pace);
        if (areWindows(this.#windows) && this.#refusals === 1) {
            const windows = learnRefusal(this.#windows, sent.at + this.#sureTrip, now - this.#sureTrip);
            this.#levelAt = windows === this.#windows ? this.#levelAt : windows.from;
            this.#windows = windows;
            return;
        }
        this.#refill = slowRefill(this.#refill);
        // Each client a little differently, or those that were refused together would be so again.
        const wait = Math.min(longestHold, (0.15 / this.#refill.rate) * 2 ** Math.min(10, this.#refusals - 1));
        this.#heldUntil = Math.max(this.#heldUntil, now + this.#random() * wait);
        if (this.#refusals > 1 && this.#toldAt < Number.POSITIVE_INFINITY) {
            this.#heldUntil = Math.max(this.#heldUntil, this.#toldAt);
        }
    }

    get #sureTrip(): number {
        return surePart * this.#shortestTrip;
    }

    #noticeJump({ known }: Sent, remaining: number, now: number): void {
        // Only where a window fills the bucket does it matter that there are windows.
        const least = Math.max((known?.remaining ?? 0) + Math.floor(this.#limit * jump), this.#limit * 2 * jump - 1);
        if (known !== undefined && remaining >= least) {
            this.#windows = learnJump(this.#windows, known.sentAt + this.#sureTrip, now - this.#sureTrip);
        }
    }
}
