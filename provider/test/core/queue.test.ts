import assert from "node:assert/strict";
import fc from "fast-check";
import { Queue } from "../../src/core/queue";

describe("a queue", () => {
    it("gives back in order what it was given", () => {
        fc.assert(
            fc.property(fc.array(fc.option(fc.integer(), { freq: 2 })), (steps) => {
                const queue = new Queue<number>();
                const model: number[] = [];
                for (const step of steps) {
                    if (step === null) {
                        queue.shift();
                        model.shift();
                    } else {
                        queue.push(step);
                        model.push(step);
                    }
                    assert.equal(queue.first, model[0]);
                    assert.equal(queue.size, model.length);
                }
            }),
        );
    });
});
