// A tenant that fails, in virtual time: the provider's own exchange, its retries and their budget, over a network that
// breaks and a tenant that answers 503.

import type { BucketLimits } from "../../emulator/src/rateLimit/bucket";
import { type ExchangeParts, exchange } from "../../provider/src/auth0/exchange";
import { RateGate } from "../../provider/src/auth0/rate/gate";
import type { HeaderReader } from "../../provider/src/auth0/rate/headers";
import { defaultRetryPolicy } from "../../provider/src/auth0/retry";
import { RetryBudget } from "../../provider/src/auth0/retryBudget";
import { type Answer, type Transport, TransportFailure } from "../../provider/src/auth0/transport";
import { Waiting } from "../../provider/src/auth0/waiting";
import { neverCancelled } from "../../provider/src/core/cancellation";
import type { Table } from "../report/table";
import { Agenda, generator } from "./agenda";
import { leastUtilisation, rateOf } from "./cells";
import { idealTime, oneWay, SimulatedTenant } from "./tenant";
import { AgendaClock, runUntil } from "./virtualClock";

/** How a tenant fails. */
export interface Failing {
    readonly limits: BucketLimits;
    readonly jobs: number;
    readonly roundTrip: number;
    readonly seed: number;
    /** Which part of the requests ends in a broken connection, before or after it was counted. */
    readonly resets: number;
    /** Which part of the requests is answered 503 by what stands before the tenant. */
    readonly unavailable: number;
    /** Milliseconds. */
    readonly operationTimeout: number;
    /** What becomes of a header on its way; as it is, unless given. */
    readonly garble?: (name: string, value: string | undefined) => string | undefined;
}

export interface Survived {
    readonly lost: number;
    readonly requests: number;
    /** Milliseconds until the last job was done, or given up. */
    readonly time: number;
    readonly utilisation: number;
}

const quietLog = { info: () => {}, debug: () => {} };

/** Sends the jobs all at once, as a group does, and waits for them. */
export async function survive(failing: Failing): Promise<Survived> {
    const { limits, jobs, roundTrip, seed, operationTimeout } = failing;
    const agenda = new Agenda();
    const random = generator(seed);
    const tenant = new SimulatedTenant(agenda, limits);
    const clock = new AgendaClock(agenda, tenant.now, random);
    const waiting = new Waiting(clock, quietLog, "tenant");
    let requests = 0;
    const transport: Transport = {
        send: async () => {
            requests += 1;
            await clock.sleep(oneWay(roundTrip, random));
            const answer = answerOf(failing, tenant, random);
            await clock.sleep(oneWay(roundTrip, random));
            if (answer === undefined) {
                throw new TransportFailure("connection", "ECONNRESET");
            }
            return answer;
        },
    };
    const parts: ExchangeParts = {
        transport,
        rate: new RateGate(clock, waiting, undefined),
        budget: new RetryBudget(),
        policy: defaultRetryPolicy,
        clock,
        waiting,
        log: quietLog,
        cancelled: neverCancelled(),
    };
    const deadline = clock.now() + operationTimeout;
    let lost = 0;
    let time = 0;
    const work = Array.from({ length: jobs }, async () => {
        try {
            await exchange(parts, { ...job, deadline, operationTimeout });
        } catch {
            lost += 1;
        }
        time = agenda.now;
    });
    await runUntil(agenda, Promise.all(work));
    return { lost, requests, time, utilisation: (idealTime(limits, jobs) + roundTrip) / time };
}

const job = {
    what: "read",
    tenant: "tenant",
    keyOf: String,
    scope: undefined,
    isWrite: false,
    secrets: [],
    requestTimeout: 30_000,
    requestClass: "read",
    build: async () => ({ method: "GET", path: "/" }) as const,
} as const;

function answerOf(
    { resets, unavailable, garble }: Failing,
    tenant: SimulatedTenant,
    random: () => number,
): Answer | undefined {
    const chance = random();
    if (chance < unavailable) {
        return { status: 503, header: () => undefined, text: "" };
    }
    if (chance < unavailable + resets / 2) {
        return undefined;
    }
    const { accepted, header } = tenant.answer();
    const shown: HeaderReader = garble === undefined ? header : (name) => garble(name, header(name));
    return chance < unavailable + resets ? undefined : { status: accepted ? 200 : 429, header: shown, text: "[]" };
}

const faultyUtilisation = 0.95;
const outageRequests = 1.2;
const outageJobs = 2_000;

/** What is promised of a tenant that fails. */
export async function measureFaults(): Promise<{ readonly table: Table; readonly problems: readonly string[] }> {
    const rows: string[][] = [];
    const problems: string[] = [];
    const usual = { roundTrip: 80, seed: 101, resets: 0, unavailable: 0, operationTimeout: 600_000 };
    for (const plan of ["free", "enterprise-non-production", "enterprise", "private-100"] as const) {
        const limits: BucketLimits = { ...rateOf(plan), refill: "drip" };
        const jobs = limits.burst + Math.round(limits.perSecond * 200);
        for (const [what, faults, least] of [
            ["nothing else", {}, leastUtilisation],
            ["1 % resets and 1 % 503", { resets: 0.01, unavailable: 0.01 }, faultyUtilisation],
        ] as const) {
            const run = await survive({ ...usual, ...faults, limits, jobs });
            const isOk = run.lost === 0 && run.utilisation >= least;
            rows.push([`${plan}, ${what}`, String(jobs), ...cellsOf(run, jobs), isOk ? "ok" : "missed"]);
            if (!isOk) {
                problems.push(`${plan} with ${what}: ${run.lost} of ${jobs} jobs lost, ${cellsOf(run, jobs)[2]} used`);
            }
        }
    }
    const limits: BucketLimits = { ...rateOf("enterprise"), refill: "drip" };
    const outage = await survive({ ...usual, limits, jobs: outageJobs, unavailable: 1 });
    const perJob = outage.requests / outageJobs;
    const isOk = perJob <= outageRequests && outage.time < usual.operationTimeout;
    rows.push([
        "outage: every answer is 503",
        String(outageJobs),
        ...cellsOf(outage, outageJobs),
        isOk ? "ok" : "missed",
    ]);
    if (!isOk) {
        problems.push(
            `an outage took ${perJob.toFixed(2)} requests for each job, and ${Math.round(outage.time / 1_000)} s`,
        );
    }
    return { table: tableOf(rows), problems };
}

function cellsOf({ lost, requests, time, utilisation }: Survived, jobs: number): string[] {
    const used = lost === jobs ? "-" : `${(utilisation * 100).toFixed(1)} %`;
    return [String(lost), (requests / jobs).toFixed(2), used, `${(time / 1_000).toFixed(1)} s`];
}

function tableOf(rows: readonly (readonly string[])[]): Table {
    return {
        title: "A tenant that fails",
        columns: ["what goes wrong", "jobs", "lost", "requests per job", "utilisation", "time", ""],
        rows,
        notes: [
            "One process, 80 ms, a dripping bucket, and all of the client in virtual time: queue, retries and their budget. " +
                "Half of the resets come before the request is counted, half after. In an outage each job sends its one request; " +
                "retries are few for all together, so that the client makes nothing worse, and the jobs fail within their time.",
        ],
    };
}
