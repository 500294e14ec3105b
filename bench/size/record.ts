// What of a record in the state counts, and how many bytes that is: the same number in each run.

/** A resource in the state file, in the engine's own words (apitype.ResourceV3), as far as it is looked at. */
export interface StateRecord {
    readonly urn: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

const notCounted = ["sourcePosition", "sourcePositions", "stackTrace"];

/** The record without what depends on the program's files, and with times of full length: the engine cuts zeros. */
export function toCounted(record: StateRecord): StateRecord {
    const entries = Object.entries(record)
        .filter(([key]) => !notCounted.includes(key))
        .map(([key, value]) => [
            key,
            key === "created" || key === "modified" ? "2026-01-05T08:00:00.123456789Z" : value,
        ]);
    return Object.fromEntries(entries) as StateRecord;
}

/** The length of a value as compact JSON. */
export function bytesOf(value: unknown): number {
    return Buffer.byteLength(JSON.stringify(value));
}

/** The length of what an authenticator made: nothing can be done about it. */
export function keyMaterialOf({ outputs = {} }: StateRecord): number {
    return ["keyId", "publicKey"]
        .map((key) => outputs[key])
        .filter((value) => typeof value === "string")
        .reduce((sum, value) => sum + Buffer.byteLength(value), 0);
}
