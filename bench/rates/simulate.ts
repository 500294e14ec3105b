// A run in virtual time: processes that know nothing of each other, each with the provider's own rate control, share one
// bucket until their jobs are done.

import type { BucketLimits } from "../../emulator/src/rateLimit/bucket";
import { Buckets, type Ticket } from "../../provider/src/auth0/rate/buckets";
import { readRateHeaders } from "../../provider/src/auth0/rate/headers";
import { Agenda, generator } from "./agenda";
import { idealTime, oneWay, SimulatedTenant, type Verdict } from "./tenant";

export interface RunOptions {
    readonly limits: BucketLimits;
    readonly processes: number;
    /** The median in milliseconds. */
    readonly roundTrip: number;
    readonly jobs: number;
    readonly seed: number;
    /** How far the clock of the first process is off, in milliseconds; the last one's is off by as much the other way. */
    readonly skew?: number;
    /** Told of each request when the tenant answers it. */
    readonly onAnswer?: (at: number, process: number, verdict: Verdict) => void;
}

/** What came of a run. */
export interface RunResult {
    /** The ideal time beside the time it took: 1 is perfect. */
    readonly utilisation: number;
    /** Which part of the requests was refused. */
    readonly refused: number;
    readonly requests: number;
    /** Jobs that were not done when nothing more happened, or when the time was up. */
    readonly lost: number;
    /** What the one with the least has done when the first is through, beside what the one with the most has. */
    readonly fairness: number;
}

// A run that takes this many times as long as it should has failed.
const patience = 20;

export function simulate(options: RunOptions): RunResult {
    const { limits, processes, roundTrip, jobs, seed, skew = 0 } = options;
    const agenda = new Agenda();
    const random = generator(seed);
    const tenant = new SimulatedTenant(agenda, limits);
    const ideal = idealTime(limits, jobs) + roundTrip;
    let whenFirstIsThrough: number[] | undefined;
    const crowd = Array.from({ length: processes }, (_, index) => {
        const share = Math.floor((jobs * (index + 1)) / processes) - Math.floor((jobs * index) / processes);
        const offset = processes === 1 ? skew : skew * (1 - (2 * index) / (processes - 1));
        const process = new SimulatedProcess(agenda, tenant, random, { ...options, index, share, offset });
        agenda.add(random() * 100, () => process.serve());
        return process;
    });
    let end = 0;
    while (crowd.some(({ left }) => left > 0) && agenda.now < ideal * patience && agenda.step()) {
        end = agenda.now;
        if (whenFirstIsThrough === undefined && crowd.some(({ left }) => left === 0)) {
            whenFirstIsThrough = crowd.map(({ done }) => done);
        }
    }
    const requests = crowd.reduce((sum, { sent }) => sum + sent, 0);
    const shares = whenFirstIsThrough ?? crowd.map(({ done }) => done);
    return {
        utilisation: ideal / end,
        refused: crowd.reduce((sum, process) => sum + process.refused, 0) / requests,
        requests,
        lost: crowd.reduce((sum, { left }) => sum + left, 0),
        fairness: Math.min(...shares) / Math.max(...shares),
    };
}

interface ProcessOptions extends RunOptions {
    readonly index: number;
    readonly share: number;
    readonly offset: number;
}

class SimulatedProcess {
    readonly #agenda: Agenda;
    readonly #tenant: SimulatedTenant;
    readonly #random: () => number;
    readonly #options: ProcessOptions;
    readonly #buckets: Buckets;
    #wanted: number;
    #alarm = Number.POSITIVE_INFINITY;
    left: number;
    sent = 0;
    refused = 0;

    constructor(agenda: Agenda, tenant: SimulatedTenant, random: () => number, options: ProcessOptions) {
        this.#agenda = agenda;
        this.#tenant = tenant;
        this.#random = random;
        this.#options = options;
        this.#buckets = new Buckets(random);
        this.#wanted = options.share;
        this.left = options.share;
    }

    get done(): number {
        return this.#options.share - this.left;
    }

    /** Milliseconds since 1970 by the clock of this process. */
    get #now(): number {
        return this.#tenant.now + this.#options.offset;
    }

    serve(): void {
        while (this.#wanted > 0) {
            const at = this.#buckets.earliest("read", this.#now, this.#wanted);
            if (at > this.#now) {
                this.#wakeAt(this.#agenda.now + Math.ceil(at - this.#now));
                return;
            }
            this.#send();
        }
    }

    #wakeAt(at: number): void {
        if (at >= this.#alarm) {
            return;
        }
        this.#alarm = at;
        this.#agenda.add(at, () => {
            if (this.#alarm <= this.#agenda.now) {
                this.#alarm = Number.POSITIVE_INFINITY;
                this.serve();
            }
        });
    }

    #send(): void {
        const { roundTrip, index, onAnswer } = this.#options;
        const ticket = this.#buckets.send("read", this.#now, this.#wanted);
        this.#wanted -= 1;
        this.sent += 1;
        this.#agenda.add(this.#agenda.now + oneWay(roundTrip, this.#random), () => {
            const verdict = this.#tenant.answer();
            onAnswer?.(this.#agenda.now, index, verdict);
            this.#agenda.add(this.#agenda.now + oneWay(roundTrip, this.#random), () => this.#receive(ticket, verdict));
        });
    }

    #receive(ticket: Ticket, { accepted, header }: Verdict): void {
        const headers = readRateHeaders(header, this.#now);
        this.#buckets.receive(ticket, { headers, isRefused: !accepted }, this.#now);
        if (accepted) {
            this.left -= 1;
        } else {
            this.refused += 1;
            this.#wanted += 1;
        }
        this.serve();
    }
}
