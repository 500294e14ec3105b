// What is said of a few noisy times: medians, and how far the paired ratios lie apart.

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = sorted.length / 2;
    const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
    if (low === undefined || high === undefined) {
        throw new Error("There is no median of nothing.");
    }
    return (low + high) / 2;
}

/** Combines values that were measured one right after the other. */
export function paired(
    ones: readonly number[],
    others: readonly number[],
    combine: (one: number, other: number) => number,
): number[] {
    return ones.map((one, turn) => combine(one, others[turn] ?? Number.NaN));
}
