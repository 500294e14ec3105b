// How often each property of the fuzz tests is tried, and from which seed: fixed, so that a build that fails fails again.

import fc from "fast-check";

const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_301);
const times = Number(process.env["FUZZ_TIMES"] ?? 1);
const path = process.env["FUZZ_PATH"];
// A counterexample may hold megabytes.
const shownLimit = 6_000;

/**
 * Fails with the smallest counterexample found, and with how to meet it again.
 *
 * @param runs - How often it is tried, times the environment variable FUZZ_TIMES.
 */
export async function holds<T>(runs: number, property: fc.IAsyncPropertyWithHooks<T>): Promise<void> {
    const details = await fc.check(property, {
        seed,
        numRuns: Math.ceil(runs * times),
        ...(path !== undefined && { path }),
    });
    if (!details.failed) {
        return;
    }
    const report = (await fc.asyncDefaultReportMessage(details)) ?? "";
    const cause = details.errorInstance instanceof Error ? details.errorInstance.message : "";
    throw new Error(
        [
            "To see it again, run this test alone (mocha --grep) with " +
                `FUZZ_SEED=${details.seed} FUZZ_PATH=${details.counterexamplePath}`,
            cause,
            report,
        ]
            .map((part) => part.slice(0, shownLimit))
            .join("\n"),
    );
}
