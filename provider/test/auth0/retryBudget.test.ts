import assert from "node:assert/strict";
import { RetryBudget } from "../../src/auth0/retryBudget";

/** How many retries a budget gives until nothing is left. */
function spendAll(budget: RetryBudget): number {
    let spent = 0;
    while (budget.isLeft) {
        budget.spend();
        spent += 1;
        assert.ok(spent < 1_000);
    }
    return spent;
}

function succeed(budget: RetryBudget, times: number): void {
    for (let index = 0; index < times; index += 1) {
        budget.refill();
    }
}

describe("the retry budget", () => {
    it("gives twenty retries, and then none", () => {
        assert.equal(spendAll(new RetryBudget()), 20);
    });

    it("gets one back for about ten successes", () => {
        const budget = new RetryBudget();
        spendAll(budget);
        succeed(budget, 9);
        assert.equal(spendAll(budget), 0);
        succeed(budget, 2);
        assert.equal(spendAll(budget), 1);
    });

    it("saves up no more than it began with, however much succeeds", () => {
        const budget = new RetryBudget();
        succeed(budget, 1_000);
        assert.equal(spendAll(budget), 20);
    });
});
