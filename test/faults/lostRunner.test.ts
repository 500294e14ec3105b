import assert from "node:assert/strict";
import { killBeforeWriting, killDuring } from "./kill";
import { allNamed, Bench, declaredBy, patchesOf } from "./support";

describe("what a lost runner leaves, on the engine", () => {
    let bench: Bench;
    before(async () => {
        bench = await Bench.start();
    });
    after(async () => bench.stop());

    it("is a lock that the next up names, and a mark of what was being created; both go without a question", async () => {
        const shape = "a group";
        bench.begin();
        bench.declare(shape, "Work phone");
        await killDuring(bench, "up", { shape, victim: "the CLI", boundary: "after the change" });
        bench.patched();
        const locked = await bench.stack.up();
        assert.equal(locked.ok, false);
        assert.match(locked.output, /the stack is currently locked .*`pulumi cancel`/);
        await bench.stack.automation.cancel();
        assert.equal(bench.isLocked(), false);

        // A refresh that is not told to leaves the mark where it is.
        await bench.run("refresh");
        assert.deepEqual((await bench.state()).pending, ["creating staff"]);
        await bench.run("refresh", { clearPendingCreates: true });
        assert.deepEqual((await bench.state()).pending, []);
        const { output } = await bench.run("up");
        assert.doesNotMatch(output, /interrupted/);
        assert.deepEqual(bench.patched(), []);
        assert.deepEqual(bench.names(shape), allNamed(shape, "Work phone"));
    });

    it("of an update is cleared by a plain refresh, which keeps the original settings, and the next up does the rest", async () => {
        const shape = "a group";
        await bench.beginAdopted(shape);
        bench.declare(shape, "Desk phone");
        await killDuring(bench, "up", { shape, victim: "the CLI", boundary: "before the request" });
        bench.patched();
        await bench.stack.automation.cancel();
        assert.deepEqual((await bench.state()).pending, ["updating staff"]);

        await bench.run("refresh");
        assert.deepEqual(await bench.state(), { pending: [], originals: allNamed(shape, "Old phone") });
        assert.deepEqual(bench.patched(), []);
        const undone = declaredBy(shape).filter((method) => bench.names(shape)[method] === "Work phone");
        await bench.run("up");
        assert.deepEqual(bench.patched(), undone);
        assert.deepEqual(bench.names(shape), allNamed(shape, "Desk phone"));
        await bench.run("destroy");
        assert.deepEqual(bench.names(shape), allNamed(shape, "Old phone"));
    });

    it("may be a request that arrives when a newer program is applied: that is drift, and the next up heals it", async () => {
        const shape = "a single resource";
        const { gate, stack } = bench;
        await bench.beginAdopted(shape);
        bench.declare(shape, "Desk phone");
        gate.hold({ side: "request", holds: (exchange) => patchesOf(gate.exchanges).indexOf(exchange) === 0 });
        const running = stack.up();
        await gate.until((exchanges) => exchanges.some(({ state }) => state === "held"));
        process.kill(bench.family("up").cli, "SIGKILL");
        await running;
        await bench.familyGone();
        await stack.automation.cancel();

        bench.declare(shape, "Hall phone");
        await bench.run("up");
        assert.deepEqual(bench.names(shape), allNamed(shape, "Hall phone"));
        gate.letGo();
        await gate.settled();
        assert.deepEqual(bench.names(shape), allNamed(shape, "Desk phone"));
        bench.patched();
        const { output } = await bench.run("up");
        assert.match(output, /drift.*"Desk phone".*"Hall phone"/);
        assert.equal(bench.patched().length, 1);
        assert.deepEqual(bench.names(shape), allNamed(shape, "Hall phone"));
        assert.deepEqual(await bench.state(), { pending: [], originals: allNamed(shape, "Old phone") });
    });

    it("is not seen by an up without live reading, where the program was taken back since: up --refresh heals it", async () => {
        const shape = "a single resource";
        await bench.beginAdopted(shape);
        bench.declare(shape, "Desk phone");
        await killDuring(bench, "up", { shape, victim: "the CLI", boundary: "after the change" });
        await bench.stack.automation.cancel();
        bench.stack.env = { AUTH0_AUTHENTICATION_METHODS_LIVE_PREVIEW: "false" };
        try {
            bench.declare(shape, "Work phone");
            await bench.run("up");
            assert.deepEqual(bench.names(shape), allNamed(shape, "Desk phone"));
            await bench.run("up", { refresh: true });
            assert.deepEqual(bench.names(shape), allNamed(shape, "Work phone"));
        } finally {
            bench.stack.env = {};
        }
    });

    it("is nothing when the provider is killed after it has told the engine of its last change", async () => {
        const shape = "a group";
        await bench.beginAdopted(shape);
        bench.declare(shape, "Desk phone");
        const { gate, stack } = bench;
        gate.hold({ side: "answer", holds: ({ method }) => method === "PATCH" });
        const running = stack.up();
        await gate.until((exchanges) => exchanges.some(({ state }) => state === "held"));
        await killBeforeWriting(bench, bench.family("up").provider);
        const { ok, output } = await running;
        assert.ok(ok, output);
        await bench.familyGone();
        assert.deepEqual(await bench.state(), { pending: [], originals: allNamed(shape, "Old phone") });
        bench.patched();
        assert.deepEqual(Object.keys((await bench.run("up")).changes), ["same"]);
        assert.deepEqual(bench.patched(), []);
    });
});
