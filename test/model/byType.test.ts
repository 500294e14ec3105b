import assert from "node:assert/strict";
import fc from "fast-check";
import { Ground } from "./byType/ground";
import { end, sequences } from "./byType/steps";

// A failure prints what to set; without these, every run is the same.
const { SELECTOR_SEED, SELECTOR_SEQUENCES, SELECTOR_PATH } = process.env;
const shrinkFor = 60_000;

describe("any sequence of declarations by id and by type, and of users who enrol anew, enrol more and lose phones", function () {
    this.timeout(60 * 60_000);

    it("ends as the reference says, with the provider in this process and a clock that does not wait", async () => {
        let giveUpAt = Number.POSITIVE_INFINITY;
        const property = fc.asyncProperty(fc.boolean(), sequences(30), async (isOffline, steps) => {
            // What is tried after that counts as a success, so that nothing shorter is found any more.
            if (Date.now() > giveUpAt) {
                return;
            }
            const ground = await Ground.start(!isOffline);
            try {
                for (const step of steps) {
                    await step.run(ground);
                }
                await end(ground);
            } catch (error) {
                giveUpAt = Math.min(giveUpAt, Date.now() + shrinkFor);
                throw error;
            } finally {
                await ground.stop();
            }
        });
        const found = await fc.check(property, {
            seed: Number(SELECTOR_SEED ?? 20_261_127),
            numRuns: Number(SELECTOR_SEQUENCES ?? 25),
            ...(SELECTOR_PATH !== undefined && { path: SELECTOR_PATH }),
            unbiased: true,
        });
        const [isOffline, steps] = found.counterexample ?? [];
        const error = found.errorInstance as Error | undefined;
        assert.ok(
            !found.failed,
            `A sequence fails${isOffline === true ? " without live previews" : ""}:\n` +
                `${steps?.map(({ text }) => `  ${text}`).join("\n")}\nand then the ending. ${error?.stack}\n\n` +
                `SELECTOR_SEED=${found.seed} SELECTOR_PATH=${found.counterexamplePath}`,
        );
    });
});
