// How large the groups are, and how often they are measured.

import type { Options } from "../options";
import type { GroupOptions } from "./measure";

export function scaleGroups({ extent, rounds }: Options): readonly GroupOptions[] {
    if (extent === "quick") {
        return [{ entries: 200, rounds: 1, isWhole: true }];
    }
    const usual: GroupOptions = {
        entries: 2_000,
        rounds: Math.min(rounds, 2),
        isWhole: true,
    };
    const large: GroupOptions = { entries: 20_000, rounds: 1, isWhole: false };
    return extent === "full" ? [usual, large] : [usual];
}
