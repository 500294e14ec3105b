// What an engine's state says of our resources, and whether it is a state at all.

import assert from "node:assert/strict";
import { type Field, fields, keyOf, type RecordedEntry, type RecordedResource, type Settings } from "./world";

/** A resource in the engine's words, as far as it matters here. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly delete?: boolean;
    readonly pendingReplacement?: boolean;
    readonly initErrors?: readonly string[];
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A state. */
export interface Checkpoint {
    readonly resources: readonly StateResource[];
    /** What was under way when it was written. */
    readonly pending: readonly { readonly type: string }[];
}

export const typePrefix = "pulumi-nodejs:dynamic/auth0:";

export function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}

/** Reads a state, which must be valid. */
export function readCheckpoint({ resources }: Checkpoint): Record<string, RecordedResource> {
    const urns = resources.filter((resource) => resource.delete !== true).map(({ urn }) => urn);
    assert.equal(new Set(urns).size, urns.length, `a URN stands twice in the state: ${urns.join(", ")}`);
    const ours = resources.filter(({ type }) => type.startsWith(typePrefix));
    for (const { urn, type, inputs, outputs, id } of ours) {
        const text = `exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").${type.slice(typePrefix.length)}`;
        assert.equal(inputs?.["__provider"], text, `inputs of ${urn}`);
        assert.equal(outputs?.["__provider"], text, `outputs of ${urn}`);
        assert.ok(id !== undefined && id !== "", `id of ${urn}`);
    }
    return Object.fromEntries(
        ours.filter((resource) => resource.delete !== true).map((resource) => [nameOf(resource.urn), read(resource)]),
    );
}

function read({ type, outputs = {}, initErrors = [], pendingReplacement }: StateResource): RecordedResource {
    const isGroup = type.endsWith("Group");
    const list = (isGroup ? outputs["settings"] : [outputs]) as Readonly<Record<string, unknown>>[];
    return {
        kind: isGroup ? "group" : "single",
        entries: Object.fromEntries(
            list.map((entry) => [
                keyOf(String(entry["userId"]), String(entry["authenticationMethodId"])),
                readEntry(entry, isGroup),
            ]),
        ),
        ...(outputs["onDelete"] !== undefined && { onDelete: outputs["onDelete"] as "retain" | "restore" }),
        ...(initErrors.length > 0 && { isBroken: true }),
        ...(pendingReplacement === true && { isDeleted: true }),
    };
}

function readEntry(entry: Readonly<Record<string, unknown>>, isGroup: boolean): RecordedEntry {
    const all: readonly Field[] = entry["type"] === "phone" ? fields : ["name"];
    const declared = isGroup
        ? fields.filter((field) => entry[field] !== undefined)
        : ((entry["declaredSettings"] as Field[] | undefined) ?? all);
    return {
        values: Object.fromEntries(declared.map((field) => [field, (entry[field] as string | undefined) ?? null])),
        original: (entry["originalSettings"] ?? {}) as Settings,
        ...(entry["unfinished"] === true && { unfinished: true }),
    };
}
