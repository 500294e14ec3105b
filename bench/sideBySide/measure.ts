// The same job for what a user has today and for ours, on the same tenant: how long it takes, how often it is refused, what
// is lost, and what remains in the state.

import type { PlanName } from "auth0-authentication-methods-emulator";
import type { Findings } from "../report/findings";
import type { Table } from "../report/table";
import { startTenant } from "../tenant/tenant";
import { type Account, type Contender, contenders } from "./contenders";
import { brokenPromises, idealSeconds, type Job, leastRequests, makeJob, type Seen, whatWasSeen } from "./job";

export interface SideBySideOptions {
    /** Whether all plans are measured, or the two that show most. */
    readonly isFull: boolean;
    readonly say: (line: string) => void;
}

// So many that the rate limit, and not the engine's start, is what takes the time.
const jobs: readonly (readonly [PlanName, number, "always" | "full"])[] = [
    ["free", 16, "always"],
    ["enterprise-non-production", 24, "full"],
    ["enterprise", 130, "always"],
    ["private-100", 300, "full"],
];

/** There and back to a tenant in the same part of the world, in milliseconds. */
const delay = 50;

interface Run {
    readonly contender: Contender;
    readonly account: Account;
    readonly seen: Seen;
}

export async function measureSideBySide({ isFull, say }: SideBySideOptions): Promise<Findings> {
    const tables: Table[] = [];
    const problems: string[] = [];
    for (const [plan, count, when] of jobs) {
        if (when === "always" || isFull) {
            const job = makeJob(plan, count);
            const runs: Run[] = [];
            for (const contender of contenders) {
                say(`  ${plan}: ${contender.name}`);
                runs.push(await measure(contender, job));
            }
            tables.push(tableOf(job, runs));
            problems.push(...runs.flatMap((run) => problemsOf(job, run)));
        }
    }
    return { intro: introFor(isFull), tables: withNotes(tables), problems };
}

/** One run, on a tenant that nobody has asked before. */
async function measure(contender: Contender, job: Job): Promise<Run> {
    const tenant = await startTenant({ plan: job.plan, users: job.users, delay });
    try {
        const account = await contender.run(tenant, job);
        const { requests, users } = await tenant.report();
        return { contender, account, seen: whatWasSeen(job.declared, requests, users) };
    } finally {
        await tenant.close();
    }
}

function introFor(isFull: boolean): readonly string[] {
    const further = jobs.flatMap(([plan, , when]) => (when === "full" ? [plan] : [])).join(" and ");
    return [
        "Each contender gets the same job: users with one phone each, whose name and preference are to become what is " +
            "declared. Each has a tenant of its own with full buckets, in a process of its own, whose every answer comes " +
            `${delay} ms late, as over a network. One run each. \`--full\` measures ${further} too${isFull ? ", as here" : ""}.`,
    ];
}

const notes = [
    "Seconds: from the start to the end, the engine's start included, for which there is no preview before the `up`; " +
        "scripts run in a process that is already there. " +
        "Of the ideal: divided by the time that a GET and a PATCH for each method take at the least, when the burst is used at " +
        "once and then no token of the plan's rate is left. 429: share of all requests of the Management API. Lost: methods " +
        "that are not as declared in the end, as the tenant has it; what the contender itself says stands beside it where that " +
        "differs. Requests per method: of the Management API, refused ones among them. State: bytes as compact JSON of the " +
        "resources that are recorded, for each method in them.",
    ...contenders.map(({ name, about }) => `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${about}`),
];

/** The notes are for all tables, and stand below the last. */
function withNotes(tables: readonly Table[]): readonly Table[] {
    return tables.map((table, index) => (index === tables.length - 1 ? { ...table, notes } : table));
}

function tableOf(job: Job, runs: readonly Run[]): Table {
    const { plan, rate, declared } = job;
    const ideal = idealSeconds(leastRequests(job), rate);
    return {
        title:
            `${declared.length} methods on ${plan} (${rate.perSecond} requests a second, burst ${rate.burst}): ` +
            `ideal ${ideal.toFixed(1)} s`,
        columns: [
            "contender",
            "seconds",
            "of the ideal",
            "429",
            "lost",
            "requests per method",
            "state bytes per method",
        ],
        rows: runs.map(({ contender, account, seen }) => [
            contender.name,
            account.seconds.toFixed(1),
            (account.seconds / ideal).toFixed(2),
            `${((100 * seen.refused) / Math.max(1, seen.all)).toFixed(1)} %`,
            lost(declared.length, account, seen),
            (seen.all / declared.length).toFixed(2),
            account.stateBytesPerMethod?.toFixed(0) ?? "-",
        ]),
        notes: [],
    };
}

function lost(methods: number, { done }: Account, seen: Seen): string {
    const byOwnAccount = done === undefined ? seen.lost : methods - done;
    return byOwnAccount === seen.lost ? String(seen.lost) : `${seen.lost} (it says ${byOwnAccount})`;
}

/** Ours alone has promises to keep here, and nobody is held to a time. */
function problemsOf(job: Job, { contender, account, seen }: Run): string[] {
    const broken = contender.isOurs ? brokenPromises(job, seen, account.failure) : [];
    return broken.map((promise) => `${contender.name} on ${job.plan} ${promise}`);
}
