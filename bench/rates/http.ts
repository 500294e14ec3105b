// Whether the simulation tells the truth: a few cells over real HTTP, with the provider's own client and clock, and the
// emulator in another process. Shown beside the same cells in virtual time.

import { setTimeout as delay } from "node:timers/promises";
import type { BucketLimits, RefillMode } from "../../emulator/src/rateLimit/bucket";
import type { PlanName } from "../../emulator/src/rateLimit/plans";
import { ManagementClient } from "../../provider/src/auth0/client";
import { connect, Session } from "../../provider/src/auth0/session";
import { type Behaviour, readTenant } from "../../provider/src/configuration/configuration";
import { systemClock } from "../../provider/src/core/clock";
import type { Table } from "../report/table";
import { startTenant, type Tenant } from "../tenant/tenant";
import { rateOf } from "./cells";
import { simulate } from "./simulate";
import { idealTime, oneWay } from "./tenant";

interface HttpRun extends HttpCell {
    readonly limits: BucketLimits;
    readonly jobs: number;
}

interface HttpCell {
    readonly plan: PlanName;
    readonly refill: RefillMode;
    readonly processes: number;
}

const cells: readonly HttpCell[] = [
    { plan: "free", refill: "drip", processes: 1 },
    { plan: "enterprise-non-production", refill: "drip-next", processes: 3 },
    { plan: "enterprise", refill: "drip", processes: 3 },
    { plan: "private-100", refill: "drip", processes: 1 },
    { plan: "private-100", refill: "window", processes: 1 },
];
const roundTrip = 80;
const seconds = { usual: 20, long: 60 };
const behaviour: Behaviour = {
    livePreview: true,
    requestsPerSecond: undefined,
    requestTimeout: 10_000,
    operationTimeout: 120_000,
};
const quietLog = { info: () => {}, debug: () => {} };

interface Measured {
    readonly utilisation: number;
    readonly refused: number;
    readonly lost: number;
}

export async function measureOverHttp({
    isLong,
    say,
}: {
    readonly isLong: boolean;
    readonly say: (line: string) => void;
}): Promise<Table> {
    const work = isLong ? seconds.long : seconds.usual;
    say(`  ${cells.length} cells over HTTP, all at once, for ${work} s`);
    const runs = cells.map((cell) => {
        const limits: BucketLimits = { ...rateOf(cell.plan), refill: cell.refill };
        return { ...cell, limits, jobs: limits.burst + Math.round(limits.perSecond * work) };
    });
    const tenants: Tenant[] = [];
    const measured: Measured[] = [];
    try {
        for (const { plan, refill } of runs) {
            tenants.push(await startTenant({ plan, refill, users: 1 }));
        }
        measured.push(...(await Promise.all(runs.map((run, index) => measure(run, tenants[index] as Tenant)))));
    } finally {
        await Promise.all(tenants.map((tenant) => tenant.close()));
    }
    // Only then: what runs in virtual time would hold up the real one.
    const rows = runs.map((run, index) => [
        `${run.plan}, ${run.refill}`,
        String(run.processes),
        String(run.jobs),
        ...shown(measured[index]),
        ...shown(simulate({ ...run, roundTrip, seed: 101 })),
    ]);
    return {
        title: "The same over HTTP",
        columns: ["plan, refill", "processes", "jobs", "utilisation", "429", "lost", "simulated", "429", "lost"],
        rows,
        notes: [
            `Reads by the provider's own client with the real clock, over HTTP to the emulator in another process, for ${work} s of ` +
                "work; the way there and back is held up as in the simulation, 80 ms log-normal. The processes are clients of one " +
                "process that share nothing. Beside it: the same run in virtual time. Start and end weigh more in so short a run " +
                "than in the table above. It is a time, so it never makes the command fail.",
        ],
    };
}

function shown(measured: Measured | undefined): string[] {
    if (measured === undefined) {
        return [];
    }
    const { utilisation, refused, lost } = measured;
    return [`${(utilisation * 100).toFixed(1)} %`, `${(refused * 100).toFixed(2)} %`, String(lost)];
}

async function measure({ processes, limits, jobs }: HttpRun, tenant: Tenant): Promise<Measured> {
    const counts = { sent: 0, refused: 0 };
    const clients = Array.from({ length: processes }, () => openClient(tenant, counts));
    // What is not done by then is lost.
    const deadline = Date.now() + behaviour.operationTimeout;
    let lost = 0;
    const start = performance.now();
    await Promise.all(
        Array.from({ length: jobs }, async (_, job) => {
            try {
                await clients[job % processes]?.listMethods(`auth0|${job}`, { deadline });
            } catch {
                lost += 1;
            }
        }),
    );
    const time = performance.now() - start;
    return {
        utilisation: (idealTime(limits, jobs) + roundTrip) / time,
        refused: counts.refused / counts.sent,
        lost,
    };
}

function openClient({ url, token }: Tenant, counts: { sent: number; refused: number }) {
    const settings: Record<string, string> = { "auth0:domain": url, "auth0:apiToken": token };
    const tenant = readTenant({ get: (key) => settings[key] }, {}, undefined);
    const connection = connect(tenant.origin, behaviour, "bench", systemClock, quietLog);
    const transport: typeof connection.transport = {
        send: async (request, timeout) => {
            await delay(oneWay(roundTrip, Math.random));
            const answer = await connection.transport.send(request, timeout);
            await delay(oneWay(roundTrip, Math.random));
            counts.sent += 1;
            counts.refused += answer.status === 429 ? 1 : 0;
            return answer;
        },
    };
    return new ManagementClient(new Session({ ...connection, transport }, tenant, behaviour, quietLog));
}
