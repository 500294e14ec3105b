import assert from "node:assert/strict";
import { Waiting } from "../../src/auth0/waiting";
import { RateLimitError } from "../../src/core/errors";
import { createClient, RecordedLog, VirtualClock } from "../support/client";
import { closeTenants, failure, inTurn, ok, status, tenant, user } from "../support/exchanges";
import { type Handler, json } from "../support/server";

describe("an exchange with a tenant that limits the rate", () => {
    afterEach(closeTenants);

    const nextSecond = Date.parse("2026-03-01T12:00:00Z") / 1_000 + 3;
    const told: readonly [what: string, headers: Record<string, string>, least: number][] = [
        ["Retry-After", { "retry-after": "7" }, 7_000],
        ["a reset in the future", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(nextSecond) }, 3_000],
        ["a reset in the past", { "x-ratelimit-reset": "1000000000" }, 1],
        ["a reset that is rubbish", { "x-ratelimit-reset": "soon" }, 1],
        ["nothing", {}, 1],
    ];
    for (const [what, headers, least] of told) {
        it(`waits out a 429 that says ${what}, and is no failure`, async () => {
            const refused = status(429, { date: "Sun, 01 Mar 2026 12:00:00 GMT", ...headers });
            const server = await tenant(inTurn(refused, refused, refused, ok));
            const { client, clock, operation } = createClient(server.url);
            const start = clock.now();
            assert.deepEqual(await client.listMethods(user, operation), []);
            assert.equal(server.apiRequests.length, 4);
            assert.ok(clock.now() - start >= least, `${clock.now() - start}`);
        });
    }

    it("waits as a 429 says that shows its bucket, although more is expected in it sooner", async () => {
        // A bucket that drips: the time at which it is full moves on as it is drawn from.
        const bucket = (remaining: number) => ({
            date: "Sun, 01 Mar 2026 12:00:00 GMT",
            "x-ratelimit-limit": "50",
            "x-ratelimit-remaining": String(remaining),
            "x-ratelimit-reset": String(nextSecond + 50 - remaining),
        });
        const shown =
            (remaining: number): Handler =>
            (_request, response) =>
                json(response, 200, [], bucket(remaining));
        const server = await tenant(inTurn(shown(10), shown(40), status(429, bucket(0)), ok));
        const { client, clock, operation } = createClient(server.url);
        await client.listMethods(user, operation);
        clock.time += 5_000;
        await client.listMethods(user, operation);
        const start = clock.now();
        await client.listMethods(user, operation);
        assert.equal(server.apiRequests.length, 4);
        assert.ok(clock.now() - start >= 53_000, `${clock.now() - start}`);
    });

    it("fails at once when a 429 asks for more time than the operation has", async () => {
        const { error, server } = await failure(status(429, { "retry-after": "3600" }));
        assert.ok(error instanceof RateLimitError);
        assert.match(error.message, /operationTimeout/);
        assert.equal(server.apiRequests.length, 1);
    });

    it("sends nothing more to a tenant that asks for more time than there is", async () => {
        const server = await tenant(status(429, { "retry-after": "3600" }));
        const { client, operation } = createClient(server.url);
        await assert.rejects(client.listMethods(user, operation));
        await assert.rejects(
            client.listMethods("auth0|grace", operation),
            /RateLimitError: .*leaves no room.*Run again/,
        );
        assert.equal(server.apiRequests.length, 1);
    });

    it("gives up on a tenant that never stops refusing when the operation's time is up", async () => {
        const { error } = await failure(status(429), { operationTimeout: 20_000 });
        assert.ok(error instanceof RateLimitError);
    });

    it("sends nothing while the headers say that nothing is left", async () => {
        const last: Handler = (_request, response) =>
            json(response, 200, [], {
                date: "Sun, 01 Mar 2026 12:00:00 GMT",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-reset": String(nextSecond),
            });
        const server = await tenant(inTurn(last, ok));
        const { client, clock, operation } = createClient(server.url);
        const start = clock.now();
        await client.listMethods("auth0|1", operation);
        assert.equal(clock.now(), start);
        await client.listMethods("auth0|2", operation);
        assert.equal(clock.now(), start + 3_000);
    });

    it("says that it waits, why, and how far it is, when a wait is long", async () => {
        const server = await tenant(inTurn(status(429, { "retry-after": "25" }), ok));
        const { client, log, operation } = createClient(server.url);
        await client.listMethods(user, operation);
        const lines = log.lines.filter((line) => line.includes("waiting "));
        assert.equal(lines.length, 3, lines.join("\n"));
        assert.match(lines[0] ?? "", /waiting 26 s for the rate limit \(requests done: 1, waiting: 1\)/);
    });

    it("says so too when it is the queue that takes long, with one line in ten seconds for all who wait", async () => {
        const server = await tenant(ok);
        const { client, log, operation } = createClient(server.url, { behaviour: { requestsPerSecond: 1 } });
        await Promise.all(Array.from({ length: 60 }, (_, index) => client.listMethods(`auth0|${index}`, operation)));
        const lines = log.lines.filter((line) => line.includes("waiting for"));
        assert.ok(lines.length >= 5 && lines.length <= 6, lines.join("\n"));
        assert.match(
            lines[1] ?? "",
            /waiting for 1\d s so far for the rate limit \(requests done: \d+, waiting: \d+\)/,
        );
    });

    it("lets the first request go alone, to learn what the tenant accepts", async () => {
        const left: Handler = (_request, response) => json(response, 200, [], { "x-ratelimit-remaining": "1" });
        let underWay = 0;
        let most = 0;
        const server = await tenant((request, response, index) => {
            underWay += 1;
            most = Math.max(most, underWay);
            setImmediate(() => {
                underWay -= 1;
                left(request, response, index);
            });
        });
        const { client, operation } = createClient(server.url);
        await Promise.all(Array.from({ length: 10 }, (_, index) => client.listMethods(`auth0|${index}`, operation)));
        assert.equal(most, 1);
    });
});

describe("a long task", () => {
    it("says how far it is, by itself and beside what is waited for, while it lasts", async () => {
        const [clock, log] = [new VirtualClock(), new RecordedLog()];
        const waiting = new Waiting(clock, log, "tenant");
        const start = clock.now();
        const passes = (seconds: number) => {
            clock.time += seconds * 1_000;
        };
        let read = 0;
        await waiting.during(
            () => `${read} of 3 methods read`,
            async (onProgress) => {
                passes(4);
                onProgress();
                passes(2);
                read = 1;
                onProgress();
                passes(9);
                onProgress();
                passes(11);
                read = 2;
                waiting.noticeQueue(start, () => "for the rate limit");
            },
        );
        passes(10);
        waiting.noticeQueue(start, () => "for the rate limit");
        assert.deepEqual(log.lines, [
            "tenant: 1 of 3 methods read",
            "tenant: 2 of 3 methods read; waiting for 26 s so far for the rate limit",
            "tenant: waiting for 36 s so far for the rate limit",
        ]);
    });
});
