import assert from "node:assert/strict";
import { PermissionError, RateLimitError, UserNotFoundError } from "../../src/core/errors";
import { lookupLanes } from "../../src/lookup/lanes";
import type { Lanes } from "../../src/tenant/lanes";

/** Tasks that end when the test says so. */
class Tasks {
    readonly started: { end: () => void; fail: (error: Error) => void }[] = [];
    readonly start = (): Promise<number> =>
        new Promise((resolve, reject) => {
            const place = this.started.push({ end: () => resolve(place), fail: reject });
        });
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the lanes of look-ups", () => {
    let lanes: Lanes;
    let tasks: Tasks;
    let begun: number;
    beforeEach(() => {
        begun = 0;
        lanes = lookupLanes(() => ({ deadline: begun++ }));
        tasks = new Tasks();
    });

    const run = (count: number) =>
        Promise.allSettled(Array.from({ length: count }, () => lanes.run(() => tasks.start())));

    it("let few go until one has succeeded, and then as many as may be under way", async () => {
        const all = run(1_000);
        await turn();
        assert.equal(tasks.started.length, 20);
        tasks.started[0]?.end();
        await turn();
        assert.equal(tasks.started.length, 513);
        for (let index = 1; index < 1_000; index += 1) {
            tasks.started[index]?.end();
            await turn();
        }
        assert.ok((await all).every(({ status }) => status === "fulfilled"));
        assert.ok(lanes.isIdle);
    });

    it("let nobody else go where the first are refused, and say why", async () => {
        const all = run(1_000);
        await turn();
        tasks.started[0]?.fail(new PermissionError("Grant the scope read:users."));
        await turn();
        for (const { end } of tasks.started.slice(1)) {
            end();
        }
        const outcomes = await all;
        assert.equal(tasks.started.length, 20);
        const reasons = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
        assert.equal(reasons.length, 981);
        assert.deepEqual(
            new Set(reasons.slice(1).map(({ name, message }) => `${name}: ${message}`)),
            new Set([
                "NotTriedError: Not looked up, since one before it failed, and none succeeded: Grant the scope read:users.",
            ]),
        );
        assert.ok(lanes.isIdle);
    });

    it("go on where one is not found, and know from it that they are let in", async () => {
        const all = run(30);
        await turn();
        tasks.started[0]?.fail(new UserNotFoundError("not there"));
        await turn();
        assert.equal(tasks.started.length, 30);
        for (let index = 1; index < 30; index += 1) {
            tasks.started[index]?.end();
            await turn();
        }
        assert.equal((await all).filter(({ status }) => status === "rejected").length, 1);
    });

    it("give one whose time has run out another try, as long as others get on", async () => {
        const [slow, quick] = [lanes.run(() => tasks.start()), lanes.run(() => tasks.start())];
        await turn();
        tasks.started[1]?.end();
        await quick;
        tasks.started[0]?.fail(new RateLimitError("no room"));
        await turn();
        assert.equal(tasks.started.length, 3);
        assert.equal(begun, 3, "with time of its own");
        tasks.started[2]?.fail(new RateLimitError("no room"));
        await assert.rejects(slow, { name: "RateLimitError" });
        assert.ok(lanes.isIdle);
    });
});
