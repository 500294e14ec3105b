// Auth0's own description of its API as a judge of answers. Nothing in it is loosened: where an answer differs, `problems`
// says in what, and it is the test that says whether that is one of the known disagreements.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { Answer } from "./tenant";

/** A JSON schema, as far as tests look into it. */
export interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly items?: Schema;
    readonly enum?: readonly string[];
    readonly $ref?: string;
    readonly maxLength?: number;
}

interface Operation {
    readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

interface Document {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

function load(file: string): Document {
    return JSON.parse(readFileSync(join(__dirname, "../../contract", file), "utf8")) as Document;
}

/** One of the two documents in `contract/`. */
export class Contract {
    readonly #document: Document;
    readonly #ajv = addFormats(new Ajv2020({ allErrors: true, allowUnionTypes: true }));
    readonly #validators = new Map<Schema, ValidateFunction>();

    constructor(file: "management-api.openapi.json" | "openapi-oauth-token-excerpt.json") {
        this.#document = load(file);
        // Auth0 does not publish what the format is; each id in its documents and recordings is of this form.
        this.#ajv.addFormat("authenticator-id", /^[^|]+\|.+$/s);
        // The schemas refer to each other below this key, and it says nothing about a value; nor do examples.
        this.#ajv.addVocabulary(["components", "example"]);
    }

    /** A schema by its name. */
    schema(name: string): Schema {
        return this.#document.components.schemas[name] ?? assert.fail(`no schema ${name}`);
    }

    /** The statuses that are documented for an operation, such as `GET /users/{id}`. */
    statuses(operation: string): number[] {
        return Object.keys(this.#operation(operation).responses).map(Number);
    }

    /**
     * How an answer differs from what is documented: its status, its content type, and each place where its body is not
     * as the schema has it. An answer without a documented schema must be an error of the Management API, or empty.
     */
    problems(operation: string, answer: Answer<unknown>): string[] {
        const documented = this.#operation(operation).responses[answer.status];
        if (documented === undefined) {
            return [`status ${answer.status} is not documented`];
        }
        const schema = documented.content?.["application/json"]?.schema;
        if (schema === undefined) {
            return answer.status < 300 ? problemsOfEmpty(answer) : problemsOfError(answer);
        }
        return [...problemsOfType(answer), ...this.problemsOf(answer.body, schema)];
    }

    /** Each place where a value is not as a schema has it. */
    problemsOf(value: unknown, schema: Schema): string[] {
        const validate = this.#validators.get(schema) ?? this.#compile(schema);
        return validate(value)
            ? []
            : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    }

    #compile(schema: Schema): ValidateFunction {
        const validate = this.#ajv.compile({ ...schema, components: this.#document.components });
        this.#validators.set(schema, validate);
        return validate;
    }

    #operation(name: string): Operation {
        const [method = "", path = ""] = name.split(" ");
        return this.#document.paths[path]?.[method.toLowerCase()] ?? assert.fail(`no operation ${name}`);
    }
}

function problemsOfType({ headers }: Answer<unknown>): string[] {
    const type = headers.get("content-type") ?? "none";
    return type.startsWith("application/json") ? [] : [`content type ${type}`];
}

function problemsOfEmpty({ text }: Answer<unknown>): string[] {
    return text === "" ? [] : ["a body where none is documented"];
}

// The excerpt has no schema for errors. This is what all recorded ones have; the code is missing in many.
function problemsOfError(answer: Answer<unknown>): string[] {
    const { statusCode, error, message, errorCode, attributes, ...more } = answer.body as Record<string, unknown>;
    return [
        ...problemsOfType(answer),
        ...(statusCode === answer.status ? [] : [`statusCode ${statusCode}`]),
        ...(typeof error === "string" && error !== "" ? [] : [`error ${error}`]),
        ...(typeof message === "string" && message !== "" ? [] : [`message ${message}`]),
        ...(errorCode === undefined || /^[a-z_]+$/.test(String(errorCode)) ? [] : [`errorCode ${errorCode}`]),
        // Recorded in refusals of tokens alone.
        ...(attributes === undefined || answer.status === 401 ? [] : ["attributes"]),
        ...Object.keys(more),
    ];
}
