// A group of which something fails: what succeeded must be recorded, however large the group is, and what failed must be
// told in a few lines.

import type { Findings } from "../report/findings";
import { openStack } from "../stacks";
import { startTenant } from "../tenant/tenant";
import { programs, recordIn } from "./programs";
import { makeStaff } from "./staff";
import { withCommas } from "./text";

const mostCharacters = 20_000;

/** One `up` of a group of which some users do not exist. */
interface Attempt {
    readonly missing: number;
    readonly seconds: number;
    readonly isOk: boolean;
    readonly recorded: number;
    readonly characters: number;
}

export async function measureFailures(entries: number, say: (line: string) => void): Promise<Findings> {
    const attempts: Attempt[] = [];
    for (const missing of [1, entries]) {
        say(`  ${withCommas(missing)} of ${withCommas(entries)} users missing`);
        attempts.push(await attempt(entries, missing));
    }
    const group = `a group of ${withCommas(entries)}`;
    return {
        tables: [
            {
                title: `A first up of a group of ${withCommas(entries)}, of whose users some do not exist`,
                columns: ["users missing", "seconds", "recorded", "characters printed"],
                rows: attempts.map(({ missing, seconds, recorded, characters }) => [
                    withCommas(missing),
                    seconds.toFixed(1),
                    withCommas(recorded),
                    withCommas(characters),
                ]),
                notes: [
                    "Recorded: entries in the state after the `up`, which ends in an error. All that is printed counts, the " +
                        `engine's own lines among it: ${withCommas(mostCharacters)} characters at most.`,
                ],
            },
        ],
        problems: attempts.flatMap(({ missing, isOk, recorded, characters }) => [
            ...(isOk ? [`${group} is said to have succeeded without ${withCommas(missing)} of its users`] : []),
            ...(recorded === entries - missing
                ? []
                : [`${group} recorded ${recorded} entries, and should have recorded ${entries - missing}`]),
            ...(characters <= mostCharacters ? [] : [`${group} printed ${characters} characters when it failed`]),
        ]),
    };
}

async function attempt(entries: number, missing: number): Promise<Attempt> {
    const { users, settings } = makeStaff(entries);
    const tenant = await startTenant({ plan: "unlimited", users: users.slice(missing) });
    try {
        const stack = await openStack(tenant, programs.ours(settings));
        const started = performance.now();
        const { ok, output } = await stack.up();
        const seconds = (performance.now() - started) / 1_000;
        const settled = recordIn(stack.rawState())?.outputs?.["settings"];
        stack.dispose();
        return {
            missing,
            seconds,
            isOk: ok,
            recorded: Array.isArray(settled) ? settled.length : 0,
            characters: output.length,
        };
    } finally {
        await tenant.close();
    }
}
