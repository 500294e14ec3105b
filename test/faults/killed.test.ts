import assert from "node:assert/strict";
import { boundaries, doneBefore, type Kill, killDuring, victims } from "./kill";
import { allNamed, Bench, declaredBy, shapes } from "./support";

const changes = ["create", "update", "delete"] as const;

interface Story extends Kill {
    readonly change: (typeof changes)[number];
}

// Every boundary with every change, and so that every two of boundary, change, victim and shape meet. Those that are left out
// are new in the meeting of three alone; `npm run test:faults` tells all of them.
const chosen: readonly Story[] = [
    { boundary: "before the request", change: "create", victim: "the CLI", shape: "a group" },
    { boundary: "before the request", change: "update", victim: "the provider", shape: "a single resource" },
    { boundary: "before the request", change: "delete", victim: "the CLI", shape: "a single resource" },
    { boundary: "after the request", change: "create", victim: "the provider", shape: "a single resource" },
    { boundary: "after the request", change: "update", victim: "the CLI", shape: "a group" },
    { boundary: "after the request", change: "delete", victim: "the provider", shape: "a group" },
    { boundary: "after the change", change: "create", victim: "the CLI", shape: "a single resource" },
    { boundary: "after the change", change: "update", victim: "the provider", shape: "a group" },
    { boundary: "after the change", change: "delete", victim: "the provider", shape: "a single resource" },
    { boundary: "before the checkpoint", change: "create", victim: "the provider", shape: "a group" },
    { boundary: "before the checkpoint", change: "update", victim: "the CLI", shape: "a single resource" },
    { boundary: "before the checkpoint", change: "delete", victim: "the CLI", shape: "a group" },
];

const all: readonly Story[] = boundaries.flatMap((boundary) =>
    changes.flatMap((change) =>
        victims.flatMap((victim) => shapes.map((shape): Story => ({ boundary, change, victim, shape }))),
    ),
);

const isFull = process.env["FAULTS"] === "all";

describe("an operation one of whose processes is killed, on the engine", () => {
    let bench: Bench;
    before(async () => {
        bench = await Bench.start();
    });
    after(async () => bench.stop());

    for (const story of isFull ? all : chosen) {
        const { boundary, change, victim, shape } = story;
        it(`${change} of ${shape}, kill -9 of ${victim} ${boundary}: the next run converges`, () => tell(bench, story));
    }
});

async function tell(bench: Bench, story: Story): Promise<void> {
    const { boundary, change, victim, shape } = story;
    const operation = change === "delete" ? "destroy" : "up";
    if (change === "create") {
        bench.begin();
    } else {
        await bench.beginAdopted(shape);
    }
    const previous = change === "create" ? "Old phone" : "Work phone";
    const wanted = { create: "Work phone", update: "Desk phone", delete: "Old phone" }[change];
    bench.declare(shape, wanted);

    const { ok, output } = await killDuring(bench, operation, story);
    assert.equal(ok, false, output);
    assert.deepEqual(bench.patched(), declaredBy(shape));
    const left = bench.names(shape);
    const undone = declaredBy(shape).filter((method) => left[method] === previous);
    assert.equal(undone.length, boundary === "before the request" ? declaredBy(shape).length - doneBefore(shape) : 0);
    assert.equal(bench.isLocked(), victim === "the CLI");
    if (victim === "the CLI") {
        await bench.stack.automation.cancel();
    } else {
        // The engine's own words, beside the resource's name.
        assert.match(output, /\((m|staff)\):\n +error: .*(error reading from server|connection)/);
    }

    await bench.run(operation);
    assert.deepEqual(bench.names(shape), allNamed(shape, wanted));
    // No method is sent a second change but those that the first one did not come to.
    assert.deepEqual(bench.patched(), undone);
    const { pending, originals } = await bench.state();
    if (change === "create") {
        // What an adoption changed that is recorded nowhere is what the next one finds.
        assert.deepEqual(originals, left);
    } else {
        assert.deepEqual(originals, change === "update" ? allNamed(shape, "Old phone") : {});
    }
    if (change === "create" && victim === "the CLI") {
        // The engine leaves it to the user to say that there is nothing left of it.
        assert.deepEqual(pending.length, 1);
        await bench.run("refresh", { clearPendingCreates: true });
        assert.deepEqual((await bench.state()).pending, []);
    } else {
        assert.deepEqual(pending, []);
    }

    const again = await bench.run(operation);
    assert.doesNotMatch(again.output, /interrupted|pending operation/);
    assert.deepEqual(Object.keys(again.changes), change === "delete" ? [] : ["same"]);
    assert.deepEqual(bench.patched(), []);
    bench.assertNothingElseChanged(shape);
}
