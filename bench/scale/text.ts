// How the tables of large groups write numbers.

export function withCommas(count: number): string {
    return count.toLocaleString("en-US");
}

export function seconds(milliseconds = 0): string {
    return (milliseconds / 1_000).toFixed(2);
}
