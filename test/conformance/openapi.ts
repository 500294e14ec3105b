// OpenAPI documents, as far as the conformance tests look into them and change them.

import { readFileSync } from "node:fs";
import path from "node:path";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON schema. */
export interface Schema {
    [keyword: string]: Json;
}

interface Response {
    content?: Record<string, { schema: Schema }>;
    headers?: Record<string, { required: boolean; schema: Schema }>;
    links?: Record<string, { operationId: string; parameters: Record<string, string> }>;
}

export interface Operation {
    operationId: string;
    parameters?: { name: string; in: string; schema: Schema }[];
    requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
    responses: Record<string, Response>;
}

export interface Document {
    info?: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
}

/** One of Auth0's documents that the emulator keeps. */
export function readDocument(file: string): Document {
    return JSON.parse(readFileSync(path.join(__dirname, "../../emulator/contract", file), "utf8")) as Document;
}

/** An operation, by its name as in `GET /users/{id}`. @throws Error when there is none. */
export function operationOf({ paths }: Document, name: string): Operation {
    const [method = "", template = ""] = name.split(" ");
    return found(paths[template]?.[method.toLowerCase()], name);
}

/** A schema of the document, by its name. @throws Error when there is none. */
export function schemaOf({ components }: Document, name: string): Schema {
    return found(components.schemas[name], name);
}

/** The schemas of an object's properties. */
export function propertiesOf(schema: Schema): Record<string, Schema> {
    return schema["properties"] as Record<string, Schema>;
}

function found<T>(value: T | undefined, name: string): T {
    if (value === undefined) {
        throw new Error(`Auth0's document has no ${name} any more: see what became of it.`);
    }
    return value;
}
