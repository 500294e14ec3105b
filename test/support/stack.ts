// Stacks on the real engine for tests: each in a temporary folder with a home and a state of its own, so that nothing of
// the user's is read or written. The program is a function of the test, and runs in its process.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
    CommandError,
    type Deployment,
    type DestroyOptions,
    type EngineEvent,
    LocalWorkspace,
    type OpMap,
    type PreviewOptions,
    type PulumiFn,
    type RefreshOptions,
    Stack,
    type UpOptions,
} from "@pulumi/pulumi/automation";
import type { Canaries } from "./canaries";
import { findEngine } from "./engine";
import { withEnvironment } from "./environment";
import { type ConfigInput, writeNewStack } from "./newStack";
import { projectOf } from "./project";
import { passphrase, passphraseProvider, vaultProvider } from "./secretsProviders";
import { deploymentIn, readable, resourcesOf, type StateResource } from "./state";

export type { ConfigInput };

export interface StackOptions {
    /** What `pulumi up` runs. What it resolves to are the stack's outputs. */
    program: PulumiFn;
    config?: ConfigInput;
    /** Environment of the program, the engine and the provider. Nothing else that begins AUTH0_ or PULUMI_ reaches them. */
    env?: Record<string, string>;
    /** The provider's working directory, from where it finds node_modules. Default: the repository's root. */
    cwd?: string;
    projectName?: string;
    /** The folder of a project, in the place of `cwd` and `projectName`: its Pulumi.yaml is taken, with what it configures. */
    project?: string;
    stackName?: string;
    /** What its secrets are encrypted with. Default: a key from a vault, which is quicker. */
    secrets?: "passphrase" | "vault";
    /** What each operation is searched for. Default: nothing. */
    canaries?: Canaries;
}

/** What the engine can be asked to do with a stack. */
export type Operation = "preview" | "up" | "refresh" | "destroy";

/** How an operation of the engine went. A failure is a result too: tests look at what the user gets to read. */
export interface OperationResult {
    ok: boolean;
    /** All that the engine printed, stdout and stderr, in order and without colours. */
    output: string;
    /** How many resources were, or in a preview would be, created, updated, left the same and so on. */
    changes: OpMap;
    /** The stack's outputs in the clear. Empty after a preview or a failure. */
    outputs: Record<string, unknown>;
    /** Why it failed. */
    error?: CommandError;
    /** The engine's own account, event by event. */
    events: EngineEvent[];
}

/** What the harness itself hands to the engine. */
type Own = "program" | "onOutput" | "onError" | "onEvent" | "color";
type Observed = Required<Pick<UpOptions, Exclude<Own, "program">>>;

const runFile = promisify(execFile);
const openStacks = new Set<TestStack>();

// For what a test that was interrupted could not dispose of.
process.on("exit", disposeAll);

export async function createStack(options: StackOptions): Promise<TestStack> {
    const { stackName: name = "dev", env = {}, config = {}, canaries } = options;
    const project = projectOf(options);
    const pulumiCommand = await findEngine();
    const secrets = options.secrets === "passphrase" ? passphraseProvider() : await vaultProvider();
    const { folder, home, backend, workDir, stateFile } = writeNewStack({ name, project, config, secrets });
    const automation = await withEnvironment(env, async () => {
        const workspace = await LocalWorkspace.create({
            workDir,
            pulumiCommand,
            pulumiHome: home,
            envVars: {
                PULUMI_BACKEND_URL: pathToFileURL(backend).href,
                PULUMI_CONFIG_PASSPHRASE: passphrase,
                ...secrets.env,
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            },
        });
        // It is there already; neither `pulumi stack init` nor `pulumi stack select` has anything to do.
        workspace.createStack = async () => {};
        return Stack.create(name, workspace);
    });
    const stack = new TestStack(automation, { folder, stateFile, env, program: options.program, canaries });
    openStacks.add(stack);
    return stack;
}

/** Removes what all stacks of this process left: `afterEach(disposeAll)`. */
export function disposeAll(): void {
    for (const stack of openStacks) {
        stack.dispose();
    }
}

export class TestStack {
    /** May be replaced between operations. */
    program: PulumiFn;
    /** May be changed between operations. */
    env: Record<string, string>;
    readonly folder: string;
    readonly stateFile: string;
    /** What must not be seen in whatever an operation prints, throws and writes. */
    readonly canaries: Canaries | undefined;

    constructor(
        /** For all that is not wrapped here. */
        readonly automation: Stack,
        options: Required<Pick<StackOptions, "program" | "env">> & {
            folder: string;
            stateFile: string;
            canaries: Canaries | undefined;
        },
    ) {
        this.program = options.program;
        this.env = options.env;
        this.folder = options.folder;
        this.stateFile = options.stateFile;
        this.canaries = options.canaries;
        // After each operation the Automation API starts the engine three times more, for the history and twice for
        // the outputs, which costs twice the time of an empty `up`. Events and the state file say the same.
        automation.outputs = async () => ({});
        automation.info = async () => undefined;
    }

    /** Sets what is given and leaves the rest. With `path`, keys are paths: `auth0:tenants.eu.domain`. */
    async setConfig(config: ConfigInput, options: { path?: boolean } = {}): Promise<void> {
        const entries = Object.entries(config).map(
            ([key, value]) => [key, typeof value === "string" ? { value } : value] as const,
        );
        if (entries.length > 0) {
            await this.#inEnvironment(() => this.automation.setAllConfig(Object.fromEntries(entries), options.path));
        }
    }

    async removeConfig(...keys: string[]): Promise<void> {
        await this.#inEnvironment(() => this.automation.removeAllConfig(keys));
    }

    /** Runs an operation that must succeed. */
    async succeed(operation: Operation, options: object = {}): Promise<OperationResult> {
        const result = await this[operation](options);
        assert.ok(result.ok, result.output);
        return result;
    }

    /** Runs an operation that must fail. */
    async fail(operation: Operation, options: object = {}): Promise<OperationResult> {
        const result = await this[operation](options);
        assert.equal(result.ok, false, result.output);
        return result;
    }

    async up(options: Omit<UpOptions, Own> = {}): Promise<OperationResult> {
        return this.#operate("up", (own) => this.automation.up({ ...options, ...own }));
    }

    async preview(options: Omit<PreviewOptions, Own> = {}): Promise<OperationResult> {
        const result = await this.#operate("preview", (own) => this.automation.preview({ ...options, ...own }));
        return { ...result, outputs: {} };
    }

    async refresh(options: Omit<RefreshOptions, Own> = {}): Promise<OperationResult> {
        return this.#operate("refresh", (own) => this.automation.refresh({ ...options, ...own }));
    }

    async destroy(options: Omit<DestroyOptions, Own> = {}): Promise<OperationResult> {
        return this.#operate("destroy", (own) => this.automation.destroy({ ...options, ...own }));
    }

    /** The state, with secrets in the clear: what `pulumi stack export --show-secrets` prints. */
    exportState(): Promise<Deployment> {
        return deploymentIn(this.rawState());
    }

    /** What another command of the Pulumi CLI prints, such as `stack export`. */
    async command(...args: string[]): Promise<string> {
        const { workspace, name } = this.automation;
        return this.#inEnvironment(async () => {
            const { command } = await findEngine();
            const env = { ...process.env, ...workspace.envVars, PULUMI_HOME: workspace.pulumiHome };
            const { stdout, stderr } = await runFile(command, [...args, "--stack", name], {
                cwd: workspace.workDir,
                env,
            });
            return stdout + stderr;
        });
    }

    async importState(state: Deployment): Promise<void> {
        await this.#inEnvironment(() => this.automation.importStack(state));
    }

    /** The one resource of this name in the state, or undefined. */
    async resource(name: string): Promise<StateResource | undefined> {
        const found = resourcesOf(await this.exportState()).filter(({ urn }) => urn.endsWith(`::${name}`));
        if (found.length > 1) {
            throw new Error(`Several resources are named ${name}: ${found.map(({ urn }) => urn).join(", ")}`);
        }
        return found[0] && readable(found[0]);
    }

    /** The state file as it stands on the disk, to look for what must not be in it. */
    rawState(): string {
        return readFileSync(this.stateFile, "utf8");
    }

    /** Removes the stack's folder. What its resources stand for is not touched. */
    dispose(): void {
        openStacks.delete(this);
        rmSync(this.folder, { recursive: true, force: true });
    }

    async #operate(name: string, operation: (own: Observed) => Promise<unknown>): Promise<OperationResult> {
        const events: EngineEvent[] = [];
        let output = "";
        const append = (text: string) => {
            output += text;
        };
        const own: Observed = {
            color: "never",
            onOutput: append,
            onError: append,
            onEvent: (event) => events.push(event),
        };
        return this.#inEnvironment(async () => {
            // Not as an option of the operation: refresh and destroy have none, and run it when asked to.
            this.automation.workspace.program = this.program;
            const error = await operation(own).then(() => undefined, asCommandError);
            this.#search(name, output, events, error);
            const changes = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
            const result = { ok: error === undefined, output, changes, events };
            return error ? { ...result, outputs: {}, error } : { ...result, outputs: await this.#outputs() };
        });
    }

    /** @throws Leak */
    #search(name: string, output: string, events: EngineEvent[], error: CommandError | undefined): void {
        this.canaries?.assertNone(output, "output", `the output of ${name}`);
        const stream = JSON.stringify(events.filter(isNoDebugLine));
        this.canaries?.assertNone(stream, "events", `the events of ${name}`);
        this.canaries?.assertNoneThrown(error, `the error of ${name}`);
        // The state, its backups and the history; not the project's configuration, where a user may write what is secret.
        this.canaries?.assertNoneInFolder(path.join(this.folder, "backend"));
        this.canaries?.assertNoneInFolder(path.join(this.folder, "home"));
    }

    async #outputs(): Promise<Record<string, unknown>> {
        const stack = resourcesOf(await this.exportState()).find(({ type }) => type === "pulumi:pulumi:Stack");
        return stack ? readable(stack).outputs : {};
    }

    #inEnvironment<T>(action: () => Promise<T>): Promise<T> {
        return withEnvironment(this.env, action);
    }
}

/**
 * The SDK's own lines for debugging hold a resource's outputs in the clear, for every provider, and the engine puts them into
 * its event stream even where it does not show them: see test/secrets/verbose.test.ts.
 */
function isNoDebugLine({ diagnosticEvent }: EngineEvent): boolean {
    return String(diagnosticEvent?.severity) !== "debug";
}

/** The engine's failures are results; a defect of the program's harness is not, and must not look like one. */
function asCommandError(error: unknown): CommandError {
    if (error instanceof CommandError) {
        return error;
    }
    throw error;
}
