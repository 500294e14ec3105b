// A stack's state in a form that tests can ask about: what a resource recorded, and what of it is secret.

import type { Deployment } from "@pulumi/pulumi/automation";

// How the engine marks a secret in a state file: an object with this key and value, and the secret beside it.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A resource in the engine's own words (apitype.ResourceV3), as far as tests look at it. */
export interface RecordedResource {
    urn: string;
    type: string;
    parent?: string;
    id?: string;
    custom?: boolean;
    delete?: boolean;
    external?: boolean;
    protect?: boolean;
    initErrors?: string[];
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

export interface StateResource extends RecordedResource {
    inputs: Record<string, unknown>;
    outputs: Record<string, unknown>;
    /** The names of the inputs and outputs that are secret as a whole, sorted. */
    secretInputs: string[];
    secretOutputs: string[];
}

/** Every resource of a deployment, providers and the stack itself included. */
export function resourcesOf(deployment: Deployment): RecordedResource[] {
    const { resources } = deployment.deployment as { resources?: RecordedResource[] };
    return resources ?? [];
}

/** A resource with its secrets in the clear, from a deployment that was exported with them. */
export function readable(resource: RecordedResource): StateResource {
    const inputs = resource.inputs ?? {};
    const outputs = resource.outputs ?? {};
    return {
        ...resource,
        inputs: inTheClear(inputs) as Record<string, unknown>,
        outputs: inTheClear(outputs) as Record<string, unknown>,
        secretInputs: secretNames(inputs),
        secretOutputs: secretNames(outputs),
    };
}

export function hasSecret(value: unknown): boolean {
    return isSecret(value) || (isObject(value) && Object.values(value).some(hasSecret));
}

function secretNames(values: Record<string, unknown>): string[] {
    return Object.keys(values)
        .filter((name) => isSecret(values[name]))
        .sort();
}

function inTheClear(value: unknown): unknown {
    if (isSecret(value)) {
        return inTheClear(JSON.parse(value.plaintext));
    }
    if (Array.isArray(value)) {
        return value.map(inTheClear);
    }
    if (isObject(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inTheClear(item)]));
    }
    return value;
}

function isSecret(value: unknown): value is { plaintext: string } {
    return isObject(value) && value[signatureKey] === secretSignature;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
