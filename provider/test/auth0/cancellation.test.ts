import assert from "node:assert/strict";
import { mock } from "node:test";
import { createCancellation } from "../../src/core/cancellation";
import { CancelledError } from "../../src/core/errors";
import { createClient, VirtualClock } from "../support/client";
import { closeTenants, ok, status, tenant, user } from "../support/exchanges";
import { type Handler, json } from "../support/server";

const method = { userId: user, authenticationMethodId: "phone|dev_1" };

/** Time that does not pass: who sleeps wakes up only when it is told to. */
class StandingClock extends VirtualClock {
    override sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        this.slept.push(milliseconds);
        return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
    }
}

describe("an operation that is cancelled", () => {
    let cancellation: AbortController;
    let clock: StandingClock;
    beforeEach(() => {
        cancellation = createCancellation();
        clock = new StandingClock();
    });
    afterEach(async () => {
        mock.timers.reset();
        await closeTenants();
    });

    async function open(api: Handler, behaviour = {}) {
        const server = await tenant(api);
        const opened = createClient(server.url, { clock, behaviour, cancelled: cancellation.signal });
        return { ...opened, server };
    }

    /** Until so many wait. */
    async function asleep(count: number): Promise<void> {
        while (clock.slept.length < count) {
            await new Promise((resolve) => setImmediate(resolve));
        }
    }

    async function cancelledBy(task: Promise<unknown>): Promise<CancelledError> {
        const error: unknown = await task.then(
            () => assert.fail("it succeeded"),
            (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof CancelledError, String(error));
        assert.match(error.message, /^Could not .* cancelled.*\. Run again; what is done is not repeated\.$/);
        return error;
    }

    it("ends the wait for the rate limit, and nothing was changed", async () => {
        const { client, operation, server } = await open(status(429, { "retry-after": "60" }));
        const task = client.patchMethod(method, { name: "x" }, operation);
        await asleep(1);
        cancellation.abort();
        assert.equal((await cancelledBy(task)).outcomeUnknown, false);
        assert.equal(server.apiRequests.length, 1);
    });

    it("ends the wait after a failure, which may have changed something", async () => {
        const { client, operation, server } = await open(status(503));
        const task = client.patchMethod(method, { name: "x" }, operation);
        await asleep(1);
        cancellation.abort();
        assert.equal((await cancelledBy(task)).outcomeUnknown, true);
        assert.equal(server.apiRequests.length, 1);
    });

    it("ends the wait for a token", async () => {
        const server = await tenant(ok, status(503));
        const { client, operation } = createClient(server.url, { clock, cancelled: cancellation.signal });
        const task = client.listMethods(user, operation);
        await asleep(1);
        cancellation.abort();
        assert.match((await cancelledBy(task)).message, /Could not get an access token/);
        assert.deepEqual(server.apiRequests, []);
    });

    it("ends the queue: whoever has not had a turn has none", async () => {
        const { client, operation, server } = await open(ok, { requestsPerSecond: 1 });
        const tasks = Array.from({ length: 20 }, (_, index) => client.listMethods(`auth0|${index}`, operation));
        await asleep(1);
        cancellation.abort();
        for (const outcome of await Promise.allSettled(tasks)) {
            assert.equal(outcome.status === "rejected" && outcome.reason instanceof CancelledError, true);
        }
        assert.deepEqual(server.apiRequests, []);
    });

    it("begins no request more", async () => {
        const { client, operation, server } = await open(ok);
        cancellation.abort();
        await cancelledBy(client.listMethods(user, operation));
        assert.deepEqual(server.arrived, []);
    });

    describe("while a request is under way", () => {
        let arrived: Promise<Parameters<Handler>[1]>;
        let hold: Handler;
        beforeEach(() => {
            arrived = new Promise((resolve) => {
                hold = (_request, response) => resolve(response);
            });
        });

        it("takes an answer that comes soon", async () => {
            const { client, operation } = await open((...request) => hold(...request));
            const task = client.listMethods(user, operation);
            const response = await arrived;
            cancellation.abort();
            json(response, 200, []);
            assert.deepEqual(await task, []);
        });

        it("does not wait longer than three seconds for its answer", async () => {
            mock.timers.enable({ apis: ["setTimeout"] });
            const { client, operation } = await open((...request) => hold(...request));
            let isDone = false;
            const task = client.patchMethod(method, { name: "x" }, operation).finally(() => {
                isDone = true;
            });
            const response = await arrived;
            const closed = new Promise((resolve) => response.on("close", resolve));
            cancellation.abort();
            mock.timers.tick(2_999);
            await new Promise((resolve) => setImmediate(resolve));
            assert.equal(isDone, false);
            mock.timers.tick(1);
            const error = await cancelledBy(task);
            assert.match(error.message, /no answer came within a few seconds/);
            assert.equal(error.outcomeUnknown, true);
            await closed;
        });
    });
});
