// A stack's state in a form that tests can ask about: what a resource recorded, and what of it is secret.

import type { Deployment } from "@pulumi/pulumi/automation";
import { encryptionOf, type RecordedProvider } from "./secretsProviders";

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

/** A secret as it stands in a state file, or in one that was exported in the clear. */
interface Secret {
    readonly ciphertext: string;
    readonly plaintext: string;
}

interface StateFile {
    readonly version: number;
    readonly checkpoint: { readonly latest: { readonly secrets_providers?: RecordedProvider } };
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

/** What a state file records, with its secrets in the clear. */
export async function deploymentIn(stateFile: string): Promise<Deployment> {
    const { version, checkpoint } = JSON.parse(stateFile) as StateFile;
    const { latest } = checkpoint;
    const provider = latest.secrets_providers;
    const encryption = provider && (await encryptionOf(provider));
    const deployment = mapSecrets(latest, ({ ciphertext }) => {
        return { [signatureKey]: secretSignature, plaintext: encryption?.decrypt(ciphertext) };
    });
    return { version, deployment };
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

function secretNames(values: Record<string, unknown>): string[] {
    return Object.keys(values)
        .filter((name) => isSecret(values[name]))
        .sort();
}

function inTheClear(value: unknown): unknown {
    return mapSecrets(value, ({ plaintext }) => inTheClear(JSON.parse(plaintext)));
}

/** The value with what `change` makes of each secret in it. */
function mapSecrets(value: unknown, change: (secret: Secret) => unknown): unknown {
    if (isSecret(value)) {
        return change(value);
    }
    if (Array.isArray(value)) {
        return value.map((item) => mapSecrets(item, change));
    }
    if (isObject(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapSecrets(item, change)]));
    }
    return value;
}

function isSecret(value: unknown): value is Secret {
    return isObject(value) && value[signatureKey] === secretSignature;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
