// The files of a new stack, as `pulumi stack init` and `pulumi config set` leave them, which take a second for each stack and
// are the same for all. test/harness.test.ts holds them against what the engine's own commands write and read.

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Encryption } from "./encryption";

export type ConfigInput = Record<string, string | { value: string; secret?: boolean }>;

/** What the stacks' secrets are encrypted with. */
export const passphrase = "the passphrase of tests";

// One salt for all stacks of this process: a key takes a quarter of a second.
let encryption: Encryption | undefined;

/** Writes a stack without resources into a new temporary folder: the project, the state and a home for the engine. */
export function writeNewStack(stack: string, project: { name: string; file: string }, config: ConfigInput) {
    encryption ??= Encryption.create(passphrase);
    const folder = mkdtempSync(path.join(tmpdir(), "stack-"));
    const [home, backend, workDir] = [
        path.join(folder, "home"),
        path.join(folder, "backend"),
        path.join(folder, "project"),
    ];
    const stateFile = path.join(backend, ".pulumi", "stacks", project.name, `${stack}.json`);
    for (const name of [home, workDir, path.dirname(stateFile)]) {
        mkdirSync(name, { recursive: true });
    }
    const state = emptyState(`organization/${project.name}/${stack}`, encryption.salt);
    writeFileSync(path.join(backend, ".pulumi", "meta.yaml"), "version: 1\n");
    writeFileSync(stateFile, JSON.stringify(state));
    writeFileSync(path.join(workDir, "Pulumi.yaml"), project.file);
    writeFileSync(path.join(workDir, `Pulumi.${stack}.yaml`), settingsOf(config, project.name, encryption));
    return { folder, home, backend, workDir, stateFile };
}

function emptyState(stack: string, salt: string) {
    const manifest = { time: new Date().toISOString(), magic: "", version: "" };
    const secrets_providers = { type: "passphrase", state: { salt } };
    return { version: 3, checkpoint: { stack, latest: { manifest, secrets_providers, metadata: {} } } };
}

/** The text of Pulumi.STACK.yaml: whatever is JSON is YAML. */
function settingsOf(config: ConfigInput, project: string, encryption: Encryption): string {
    const entries = Object.entries(config).map(([key, setting]) => {
        const { value, secret = false } = typeof setting === "string" ? { value: setting } : setting;
        return [key.includes(":") ? key : `${project}:${key}`, secret ? { secure: encryption.encrypt(value) } : value];
    });
    return JSON.stringify({ encryptionsalt: encryption.salt, config: Object.fromEntries(entries) }, undefined, 4);
}
