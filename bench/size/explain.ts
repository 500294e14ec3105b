// What the bytes of a record are, largest first: where to look when one is too large.

import type { Table } from "../report/table";
import { bytesOf, type StateRecord } from "./record";

/** The record's own keys, and those of its inputs and outputs. */
export function explain(type: string, record: StateRecord): Table[] {
    return [
        tableOf(`What the record of a method of type ${type} is made of`, { ...record }),
        tableOf(`… its inputs`, record.inputs ?? {}),
        tableOf(`… its outputs`, record.outputs ?? {}),
    ];
}

function tableOf(title: string, record: Readonly<Record<string, unknown>>): Table {
    // A key stands in quotes, with a colon after it and a comma after its value.
    const parts = Object.entries(record)
        .map(([key, value]) => ({ key, bytes: bytesOf(key) + bytesOf(value) + 2 }))
        .sort((one, other) => other.bytes - one.bytes);
    return {
        title: `${title}: ${bytesOf(record)} bytes`,
        columns: ["key", "bytes"],
        rows: parts.map(({ key, bytes }) => [key, String(bytes)]),
        notes: [],
    };
}
