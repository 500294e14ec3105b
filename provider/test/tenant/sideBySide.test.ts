import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
    AuthenticationError,
    NotTriedError,
    PermissionError,
    RateLimitError,
    ServerError,
} from "../../src/core/errors";
import type { Operation } from "../../src/core/operation";
import { isDone, sideBySide } from "../../src/tenant/sideBySide";
import { VirtualClock } from "../support/client";

const hour = 3_600_000;

describe("tasks side by side", () => {
    const items = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const begin = (): Operation => ({ deadline: 0 });

    it("come out in the order of the items, whichever ends first, and one that fails stops no other", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(fc.record({ turns: fc.nat(4), fails: fc.boolean() }), { maxLength: 40 }),
                async (plans) => {
                    const progress: [number, number][] = [];
                    const outcomes = await sideBySide(
                        plans,
                        async (plan) => {
                            for (let left = plan.turns; left > 0; left -= 1) {
                                await turn();
                            }
                            if (plan.fails) {
                                throw new ServerError("503");
                            }
                            return plan;
                        },
                        begin,
                        (done, failed) => progress.push([done, failed]),
                    );
                    assert.deepEqual(
                        outcomes.map((outcome) => (isDone(outcome) ? outcome.value : "failed")),
                        plans.map((plan) => (plan.fails ? "failed" : plan)),
                    );
                    assert.deepEqual(
                        progress.map(([done]) => done),
                        items(plans.length).map((index) => index + 1),
                    );
                    assert.equal(progress.at(-1)?.[1] ?? 0, plans.filter(({ fails }) => fails).length);
                },
            ),
            { numRuns: 30 },
        );
    });

    it("are under way 512 at most", async () => {
        let underWay = 0;
        let most = 0;
        await sideBySide(
            items(1_000),
            async () => {
                underWay += 1;
                most = Math.max(most, underWay);
                await turn();
                underWay -= 1;
            },
            begin,
        );
        assert.equal(most, 512);
    });

    it("have their time anew whenever one succeeds, and only then", async () => {
        const clock = new VirtualClock();
        const start = clock.now();
        const deadlines: number[] = [];
        await sideBySide(
            items(600),
            async (index, { deadline }) => {
                deadlines[index] = deadline;
                await turn();
                clock.time += hour;
                if (index !== 5) {
                    throw new ServerError("503");
                }
            },
            () => ({ deadline: clock.now() + hour }),
        );
        const distinct = [...new Set(deadlines)].sort((a, b) => a - b);
        assert.deepEqual(distinct, [start + hour, start + 6 * hour + hour]);
        assert.equal(deadlines.filter((deadline) => deadline === distinct[0]).length, 512 + 5);
    });

    /** Two tasks, of which the second fails after the first has succeeded, an hour later. */
    async function whereSecondThrows(thrown: Error) {
        const clock = new VirtualClock();
        const tries = [0, 0];
        const outcomes = await sideBySide(
            items(2),
            async (index) => {
                tries[index] = (tries[index] ?? 0) + 1;
                clock.time += hour;
                if (index === 1) {
                    await turn();
                    throw thrown;
                }
            },
            () => ({ deadline: clock.now() + hour }),
        );
        return { tries, outcomes };
    }

    it("have another turn when they waited in vain for the rate limit while others got on", async () => {
        const limited = new RateLimitError("429");
        for (const thrown of [limited, new Error("wrapped", { cause: limited })]) {
            const { tries, outcomes } = await whereSecondThrows(thrown);
            assert.deepEqual(outcomes.map(isDone), [true, false]);
            assert.deepEqual(tries, [1, 2]);
        }
    });

    it("have no other turn when their last one may have changed something: what it knew of before would be forgotten", async () => {
        const lost = new RateLimitError("429", { outcomeUnknown: true });
        const { tries, outcomes } = await whereSecondThrows(new Error("wrapped", { cause: lost }));
        assert.deepEqual(tries, [1, 1]);
        const [, last] = outcomes;
        assert.ok(last !== undefined && !isDone(last) && (last.error as Error).cause === lost);
    });

    const hopeless = [
        ["credentials that are not accepted", () => new AuthenticationError("401: no")],
        ["a permission that is missing", () => new PermissionError("403: no")],
        ["what wraps one of these", () => new Error("wrapped", { cause: new PermissionError("403: no") })],
    ] as const;
    for (const [what, fail] of hopeless) {
        it(`are not tried after the first twenty failed for ${what}, and say why`, async () => {
            let tried = 0;
            const outcomes = await sideBySide(
                items(10_000),
                async () => {
                    tried += 1;
                    await turn();
                    throw fail();
                },
                begin,
            );
            assert.equal(outcomes.length, 10_000);
            assert.ok(tried < 2 * 20, `${tried} were tried`);
            const last = outcomes.at(-1);
            assert.ok(last !== undefined && !isDone(last) && last.error instanceof NotTriedError);
            assert.match(last.error.message, /^not tried, since 20 before failed alike\. The last: 40[13]: no$/);
        });
    }

    it("are not tried after as many failed in a row later on", async () => {
        let tried = 0;
        const outcomes = await sideBySide(
            items(10_000),
            async (index) => {
                tried += 1;
                await turn();
                if (index >= 500) {
                    throw new AuthenticationError("401: revoked");
                }
            },
            begin,
        );
        assert.equal(outcomes.filter(isDone).length, 500);
        assert.ok(tried < 500 + 512 + 50, `${tried} were tried`);
    });

    it("are all tried where one in twenty succeeds, or where the failures are of another kind", async () => {
        for (const fail of [
            (index: number) => (index % 20 === 0 ? undefined : new PermissionError("403")),
            () => new ServerError("503"),
        ]) {
            let tried = 0;
            await sideBySide(
                items(2_000),
                async (index) => {
                    tried += 1;
                    const error = fail(index);
                    if (error !== undefined) {
                        throw error;
                    }
                },
                begin,
            );
            assert.equal(tried, 2_000);
        }
    });
});
