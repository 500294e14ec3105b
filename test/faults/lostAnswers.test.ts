import assert from "node:assert/strict";
import { allNamed, Bench, declaredBy, patchesOf } from "./support";

const requestTimeout = { AUTH0_AUTHENTICATION_METHODS_REQUEST_TIMEOUT: "1" };

describe("answers that are lost on the way, on the engine", () => {
    let bench: Bench;
    before(async () => {
        bench = await Bench.start();
    });
    after(async () => bench.stop());

    const losses = [
        { shape: "a group", change: "create", loss: "reset" },
        { shape: "a single resource", change: "update", loss: "time out" },
        { shape: "a group", change: "delete", loss: "reset" },
    ] as const;

    for (const { shape, change, loss } of losses) {
        it(`${change} of ${shape}, ${loss}: that run itself converges, with at most one more change of the method`, async () => {
            if (change === "create") {
                bench.begin();
            } else {
                await bench.beginAdopted(shape);
            }
            const wanted = { create: "Work phone", update: "Desk phone", delete: "Old phone" }[change];
            bench.declare(shape, wanted);
            const { ok, output } = await lose(change === "delete" ? "destroy" : "up", loss);
            assert.ok(ok, output);
            assert.deepEqual(bench.names(shape), allNamed(shape, wanted));
            const patched = bench.patched();
            assert.deepEqual([...new Set(patched)], declaredBy(shape));
            assert.ok(patched.length <= declaredBy(shape).length + 1, patched.join());
            const originals = change === "delete" ? {} : allNamed(shape, "Old phone");
            assert.deepEqual(await bench.state(), { pending: [], originals });
            bench.assertNothingElseChanged(shape);
        });
    }

    /** The first PATCH is carried out; its connection is closed instead of an answer, or stays silent for too long. */
    async function lose(operation: "up" | "destroy", loss: "reset" | "time out") {
        const { gate, stack } = bench;
        gate.hold({ side: "answer", holds: (exchange) => patchesOf(gate.exchanges).indexOf(exchange) === 0 });
        stack.env = loss === "time out" ? requestTimeout : {};
        const running = stack[operation]();
        await gate.until((exchanges) => exchanges.some(({ state }) => state === "held"));
        if (loss === "reset") {
            gate.drop();
        }
        const result = await running;
        stack.env = {};
        gate.drop();
        await gate.settled();
        return result;
    }
});
