// How many requests each operation of the engine sends: a tenant's rate limit is the scarcest thing there is.

import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { type Scenario, startScenario, stopScenario } from "../../test/support/scenario";
import type { OperationResult, TestStack } from "../../test/support/stack";
import { dates, declaredPhone, makeEmployees, phone } from "../employees";
import type { Findings } from "../report/findings";
import { assertDone, setLivePreview } from "../stacks";

const declaredTotp = { name: "Authenticator" };

// Two methods each, so that a request for each resource can be told from one for each user.
const users = makeEmployees(10, (key) => [
    phone(key),
    { id: `totp|dev_${key}`, type: "totp", confirmed: true, ...declaredTotp, ...dates },
]);
const methods = users.flatMap(({ user_id, authentication_methods }) =>
    authentication_methods.map(({ id, type }) => ({ userId: user_id, authenticationMethodId: id, type })),
);
/** The phones; the TOTP methods are as declared from the start. */
const changedMethods = users.length;

interface Step {
    readonly operation: string;
    readonly run: (stack: TestStack) => Promise<OperationResult>;
    readonly isLive: boolean;
    readonly does: "create" | "same";
    /** Whether the methods that differ are to be changed. */
    readonly writes: boolean;
}

const preview = (stack: TestStack) => stack.preview();
const up = (stack: TestStack) => stack.up();
const refresh = (stack: TestStack) => stack.refresh();

const steps: readonly Step[] = [
    { operation: "first preview", run: preview, isLive: true, does: "create", writes: false },
    { operation: "first up", run: up, isLive: true, does: "create", writes: true },
    { operation: "no-op preview", run: preview, isLive: true, does: "same", writes: false },
    { operation: "no-op up", run: up, isLive: true, does: "same", writes: false },
    { operation: "no-op preview, livePreview off", run: preview, isLive: false, does: "same", writes: false },
    { operation: "no-op up, livePreview off", run: up, isLive: false, does: "same", writes: false },
    { operation: "refresh", run: refresh, isLive: true, does: "same", writes: false },
];

/** Runs each operation once, on a stack that goes through them in this order. */
export async function countRequests(): Promise<Findings> {
    const scenario = await startScenario({ users, plan: "unlimited" });
    try {
        scenario.stack.program = async () => declare();
        const counts: Count[] = [];
        for (const step of steps) {
            counts.push(await count(step, scenario));
        }
        return findingsOf(counts);
    } finally {
        await stopScenario(scenario);
    }
}

function declare(): void {
    for (const { userId, authenticationMethodId, type } of methods) {
        const declared = type === "phone" ? declaredPhone : declaredTotp;
        new AuthenticationMethodSettings(`${userId} ${type}`, { userId, authenticationMethodId, ...declared });
    }
}

interface Count {
    readonly operation: string;
    readonly gets: number;
    readonly patches: number;
    /** All others: the requests for a token. */
    readonly tokens: number;
    readonly expected: { readonly gets: number; readonly patches: number; readonly tokens: number };
}

async function count({ operation, run, isLive, does, writes }: Step, scenario: Scenario): Promise<Count> {
    const { stack, sent } = scenario;
    setLivePreview(stack, isLive);
    sent();
    const result = await run(stack);
    const { gets, patches, all } = sent();
    assertDone(operation, result, { [does]: methods.length + 1 });
    return {
        operation,
        gets,
        patches,
        tokens: all - gets - patches,
        expected: {
            gets: isLive ? users.length : 0,
            patches: writes ? changedMethods : 0,
            tokens: isLive ? 1 : 0,
        },
    };
}

function isExpected({ gets, patches, tokens, expected }: Count): boolean {
    return gets === expected.gets && patches === expected.patches && tokens === expected.tokens;
}

function findingsOf(counts: readonly Count[]): Findings {
    const perUser = (gets: number) => String(gets / users.length);
    const perChange = (patches: number) => String(patches / changedMethods);
    const table = {
        title: "Requests to the tenant",
        columns: ["operation", "GET per user", "PATCH per changed method", "tokens", "expected", "result"],
        rows: counts.map((counted) => [
            counted.operation,
            perUser(counted.gets),
            perChange(counted.patches),
            String(counted.tokens),
            `${perUser(counted.expected.gets)} / ${perChange(counted.expected.patches)} / ${counted.expected.tokens}`,
            isExpected(counted) ? "ok" : "NOT EXPECTED",
        ]),
        notes: [
            `Counted by the tenant, for ${users.length} users with two declared methods each, of which one ` +
                "differs from what is declared at first. A changed method is one that the first up has to change.",
        ],
    };
    const problems = counts
        .filter((counted) => !isExpected(counted))
        .map(
            ({ operation, gets, patches, tokens, expected }) =>
                `${operation} sent ${gets} GET, ${patches} PATCH and ${tokens} requests for a token, and ` +
                `should send ${expected.gets}, ${expected.patches} and ${expected.tokens}`,
        );
    return { tables: [table], problems };
}
