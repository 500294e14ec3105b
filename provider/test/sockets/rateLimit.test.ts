import assert from "node:assert/strict";
import { createClient } from "../support/client";
import { closeTenants, inTurn, ok, status, tenant, user } from "../support/exchanges";

const hour = 3_600_000;
const now = Date.parse("2026-03-01T12:00:00Z");
// What is waited where nothing is said, or nothing that can be meant.
const soon = 2_000;
const withToken = { config: { "auth0:apiToken": "token" } };
const seconds = (time: number) => String(Math.round(time / 1_000));
const httpDate = (time: number) => new Date(time).toUTCString();

/** Reads a user whose tenant refuses once so, with a clock that is off by so much. How long it waited. */
async function waited(fields: Record<string, string>, { skew = 0, date = true } = {}): Promise<number> {
    const refusal = status(429, { ...(date && { date: httpDate(now) }), ...fields });
    const server = await tenant(inTurn(refusal, ok));
    const { client, clock } = createClient(server.url, withToken);
    clock.time = now + skew;
    await client.listMethods(user, { deadline: clock.now() + 600_000 });
    assert.equal(server.apiRequests.length, 2);
    return clock.now() - now - skew;
}

function assertBetween(value: number, least: number, most: number): void {
    assert.ok(value >= least && value <= most, `${value} is not from ${least} to ${most}`);
}

describe("a 429, over real sockets, is waited out as it says and is no failure", () => {
    afterEach(closeTenants);

    const told: readonly [what: string, fields: Record<string, string>, least: number, most: number][] = [
        ["with Retry-After in seconds", { "retry-after": "7" }, 7_000, 8_000],
        ["with Retry-After as a date", { "retry-after": httpDate(now + 20_000) }, 20_000, 22_000],
        ["with Retry-After as a date that is past", { "retry-after": httpDate(now - hour) }, 1, soon],
        ["with Retry-After of nothing", { "retry-after": "0" }, 1, soon],
        ["with Retry-After that is rubbish", { "retry-after": "soon, -1" }, 1, soon],
        ["with Retry-After that is negative", { "retry-after": "-5" }, 1, soon],
        ["with a reset in seconds since 1970", { "x-ratelimit-reset": seconds(now + 9_000) }, 9_000, 10_000],
        ["with a reset in milliseconds since 1970", { "x-ratelimit-reset": String(now + 9_000) }, 9_000, 10_000],
        ["with a reset in seconds from now", { "x-ratelimit-reset": "9" }, 9_000, 10_000],
        ["with a reset that is past", { "x-ratelimit-reset": seconds(now - 60_000) }, 1, soon],
        ["with a reset in a thousand years", { "x-ratelimit-reset": "33000000000" }, 1, soon],
        ["with a reset that is rubbish", { "x-ratelimit-reset": "NaN" }, 1, soon],
        ["without a word", {}, 1, soon],
        [
            "with Retry-After and another reset, as the former says",
            { "retry-after": "3", "x-ratelimit-reset": seconds(now + 90_000) },
            3_000,
            4_000,
        ],
    ];
    for (const [what, fields, least, most] of told) {
        it(what, async () => assertBetween(await waited(fields), least, most));
    }

    for (const [which, skew] of [
        ["an hour fast", hour],
        ["an hour slow", -hour],
    ] as const) {
        it(`with a reset, to a machine whose clock is ${which}`, async () =>
            assertBetween(await waited({ "x-ratelimit-reset": seconds(now + 9_000) }, { skew }), 9_000, 10_000));

        it(`with Retry-After as a date, to a machine whose clock is ${which}`, async () =>
            assertBetween(await waited({ "retry-after": httpDate(now + 20_000) }, { skew }), 20_000, 22_000));

        it(`with a reset and no date to compare it with, to a machine whose clock is ${which}: soon, and never for an hour`, async () =>
            assertBetween(
                await waited({ "x-ratelimit-reset": seconds(now + 9_000), date: "" }, { skew, date: false }),
                1,
                300_000,
            ));
    }

    it("with Retry-After that outlasts the operation: fails at once, and says so", async () => {
        const server = await tenant(status(429, { "retry-after": "86400" }));
        const { client, clock, operation } = createClient(server.url, withToken);
        await assert.rejects(
            client.listMethods(user, operation),
            /RateLimitError: .*429.*no room within the 600 s of auth0-authentication-methods:operationTimeout/,
        );
        assert.equal(server.apiRequests.length, 1);
        assert.deepEqual(clock.slept, []);
    });
});
