// The files of a new stack, as `pulumi stack init` and `pulumi config set` leave them, which take a second for each stack and
// are the same for all. test/harness.test.ts holds them against what the engine's own commands write and read.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SecretsProvider } from "./secretsProviders";

export type ConfigInput = Record<string, string | { value: string; secret?: boolean }>;

export interface NewStack {
    readonly name: string;
    /** The name of the project, and the text of its Pulumi.yaml. */
    readonly project: { readonly name: string; readonly file: string };
    readonly config: ConfigInput;
    readonly secrets: SecretsProvider;
}

/** Writes a stack without resources into a new temporary folder: the project, the state and a home for the engine. */
export function writeNewStack(stack: NewStack) {
    const { name, project } = stack;
    const folder = mkdtempSync(path.join(tmpdir(), "stack-"));
    const [home, backend, workDir] = [
        path.join(folder, "home"),
        path.join(folder, "backend"),
        path.join(folder, "project"),
    ];
    const stateFile = path.join(backend, ".pulumi", "stacks", project.name, `${name}.json`);
    for (const made of [home, workDir, path.dirname(stateFile)]) {
        mkdirSync(made, { recursive: true });
    }
    writeFileSync(path.join(backend, ".pulumi", "meta.yaml"), "version: 1\n");
    writeFileSync(stateFile, JSON.stringify(emptyState(stack)));
    writeFileSync(path.join(workDir, "Pulumi.yaml"), project.file);
    // Whatever is JSON is YAML.
    writeFileSync(path.join(workDir, `Pulumi.${name}.yaml`), JSON.stringify(settingsOf(stack), undefined, 4));
    return { folder, home, backend, workDir, stateFile };
}

function emptyState({ name, project, secrets }: NewStack) {
    const manifest = { time: new Date().toISOString(), magic: "", version: "" };
    const latest = { manifest, secrets_providers: secrets.recorded, metadata: {} };
    return { version: 3, checkpoint: { stack: `organization/${project.name}/${name}`, latest } };
}

function settingsOf({ project, config, secrets }: NewStack) {
    const entries = Object.entries(config).map(([key, setting]) => {
        const { value, secret = false } = typeof setting === "string" ? { value: setting } : setting;
        const written = secret ? { secure: secrets.encryption.encrypt(value) } : value;
        return [key.includes(":") ? key : `${project.name}:${key}`, written];
    });
    return { ...secrets.settings, config: Object.fromEntries(entries) };
}
