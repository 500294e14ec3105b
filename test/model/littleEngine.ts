// An engine in little: it makes the calls that the real one makes, in the same order and side by side where that one does, and
// keeps a state in memory. It starts a provider for each operation, as the real one does, and is many times as fast.
//
// Source: reference of the calls in pulumi/pulumi, pkg/resource/deploy/step_generator.go and step.go; that the model holds on
// the real engine too is what `npm run soak` shows.

import { InitFailure, type Properties } from "../support/providerProcess";
import type { Provider } from "./provider";
import { type Checkpoint, nameOf, type StateResource, typePrefix } from "./state";
import { argumentsOf, type EngineUnderTest, type Ran } from "./underTest";
import type { Operation, Resource } from "./world";

const classes = { single: "AuthenticationMethodSettings", group: "AuthenticationMethodSettingsGroup" };

type Kept = StateResource & { readonly id: string; readonly inputs: Properties; readonly outputs: Properties };

/** One operation that is under way. */
interface Run {
    readonly provider: Provider;
    readonly steps: Record<string, string[]>;
    readonly problems: string[];
}

export class LittleEngine implements EngineUnderTest {
    readonly #startProvider: () => Promise<Provider>;
    readonly #stop: () => Promise<void>;
    #resources: Kept[] = [];
    #provider: Provider | undefined;
    /** Whether this engine was killed: what comes after that it neither does nor records. */
    #isDead = false;

    constructor(startProvider: () => Promise<Provider>, stop: () => Promise<void> = async () => {}) {
        this.#startProvider = startProvider;
        this.#stop = stop;
    }

    async run(operation: Operation, program: Readonly<Record<string, Resource>>): Promise<Ran> {
        const provider = await this.#startProvider();
        this.#provider = provider;
        const run: Run = { provider, steps: {}, problems: [] };
        try {
            await this.#operate(run, operation, program);
        } finally {
            await provider.stop();
        }
        const wasDead = this.#isDead;
        this.#isDead = false;
        const isOk = run.problems.length === 0 && !wasDead;
        return { isOk, output: [provider.printed, ...run.problems].join("\n"), steps: run.steps };
    }

    checkpoint(): Checkpoint {
        return { resources: this.#resources, pending: [] };
    }

    kill(target: "engine" | "provider"): void {
        this.#isDead = target === "engine";
        this.#provider?.kill();
    }

    async recover(): Promise<void> {}

    async dispose(): Promise<void> {
        await this.#stop();
    }

    async #operate(run: Run, operation: Operation, program: Readonly<Record<string, Resource>>): Promise<void> {
        switch (operation) {
            case "refresh":
                await this.#all(
                    run,
                    this.#resources.map((resource) => () => this.#refresh(run, resource)),
                );
                break;
            case "destroy":
                await this.#all(
                    run,
                    this.#resources.map((resource) => () => this.#delete(run, resource)),
                );
                break;
            default:
                await this.#bringInLine(run, program, operation === "preview");
        }
    }

    async #bringInLine(run: Run, program: Readonly<Record<string, Resource>>, isPreview: boolean): Promise<void> {
        const registered = new Set<string>();
        const running: Promise<void>[] = [];
        for (const [name, resource] of Object.entries(program)) {
            // One that fails stops those that did not begin.
            if (run.problems.length > 0) {
                break;
            }
            const type = `${typePrefix}${classes[resource.kind]}`;
            const urnOf = (known: string) => `urn:pulumi:dev::test::${type}::${known}`;
            const old = this.#find([name, ...resource.formerNames].map(urnOf));
            registered.add(old?.urn ?? urnOf(name));
            await this.#attempt(run, async () => {
                const work = await this.#register(run, { old, urn: urnOf(name), type, resource });
                if (!isPreview && work !== undefined) {
                    running.push(this.#attempt(run, work));
                }
            });
        }
        await Promise.all(running);
        if (run.problems.length > 0) {
            return;
        }
        const leftOver = this.#resources.filter(({ urn }) => !registered.has(urn) && !this.#isFresh(urn, program));
        for (const { urn, pendingReplacement } of leftOver) {
            if (pendingReplacement !== true) {
                note(run, urn, "delete");
            }
        }
        if (!isPreview) {
            await this.#all(
                run,
                leftOver.map((resource) => () => this.#delete(run, resource, false)),
            );
        }
    }

    #isFresh(urn: string, program: Readonly<Record<string, Resource>>): boolean {
        return program[nameOf(urn)] !== undefined;
    }

    /** @returns What is to be done. */
    async #register(
        run: Run,
        { old, urn, type, resource }: { old: Kept | undefined; urn: string; type: string; resource: Resource },
    ): Promise<(() => Promise<void>) | undefined> {
        const { provider } = run;
        const __provider = `exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").${classes[resource.kind]}`;
        const news = { ...argumentsOf(resource), __provider };
        const { inputs, failures } = await provider.check(old?.inputs ?? {}, news);
        if (failures.length > 0) {
            throw new Error(
                failures.map(({ reason }) => `resource '${nameOf(urn)}' has a problem: ${reason}`).join("\n"),
            );
        }
        const create = async () => {
            const { id, outputs } = await this.#recordingFailure(urn, type, inputs, () => provider.create(inputs));
            this.#record({ urn, type, id, inputs, outputs }, old?.urn);
        };
        if (old === undefined || old.pendingReplacement === true) {
            note(run, urn, "create");
            return create;
        }
        const { hasChanges, isReplaced, isDeletedFirst } = await provider.diff(old.id, old.outputs, inputs);
        if (isReplaced) {
            note(run, urn, "replace");
            return async () => {
                if (isDeletedFirst) {
                    await provider.delete(old.id, old.outputs);
                    this.#record({ ...old, urn, pendingReplacement: true }, old.urn);
                    await create();
                } else {
                    await create();
                    await provider.delete(old.id, old.outputs);
                }
            };
        }
        if (!hasChanges && old.initErrors === undefined) {
            note(run, urn, "same");
            return async () => this.#record({ ...old, urn, inputs }, old.urn);
        }
        note(run, urn, "update");
        return async () => {
            const update = () => provider.update(old.id, old.outputs, inputs);
            const outputs = await this.#recordingFailure(urn, type, old.inputs, update, old.urn);
            this.#record({ urn, type, id: old.id, inputs, outputs }, old.urn);
        };
    }

    async #refresh(run: Run, resource: Kept): Promise<void> {
        const { id, outputs, inputs } = await run.provider.read(resource.id, resource.outputs);
        const { initErrors: _, ...kept } = resource;
        if (id === "") {
            this.#drop(resource.urn);
        } else {
            this.#record({ ...kept, outputs, inputs });
        }
    }

    async #delete(run: Run, { urn, id, outputs, pendingReplacement }: Kept, isNoted = true): Promise<void> {
        if (isNoted && pendingReplacement !== true) {
            note(run, urn, "delete");
        }
        if (pendingReplacement !== true) {
            await run.provider.delete(id, outputs);
        }
        this.#drop(urn);
    }

    async #recordingFailure<T>(
        urn: string,
        type: string,
        inputs: Properties,
        change: () => Promise<T>,
        oldUrn = urn,
    ): Promise<T> {
        try {
            return await change();
        } catch (error) {
            if (error instanceof InitFailure) {
                const { id, properties: outputs, message } = error;
                this.#record({ urn, type, id, inputs, outputs, initErrors: [message] }, oldUrn);
            }
            throw error;
        }
    }

    async #all(run: Run, tasks: readonly (() => Promise<void>)[]): Promise<void> {
        await Promise.all(tasks.map((task) => this.#attempt(run, task)));
    }

    async #attempt(run: Run, task: () => Promise<void>): Promise<void> {
        try {
            await task();
        } catch (error) {
            run.problems.push((error as Error).message);
        }
    }

    #find(urns: readonly string[]): Kept | undefined {
        return this.#resources.find(({ urn }) => urns.includes(urn));
    }

    #record(resource: Kept, oldUrn = resource.urn): void {
        if (!this.#isDead) {
            this.#resources = [
                ...this.#resources.filter(({ urn }) => urn !== oldUrn && urn !== resource.urn),
                JSON.parse(JSON.stringify(resource)) as Kept,
            ];
        }
    }

    #drop(gone: string): void {
        if (!this.#isDead) {
            this.#resources = this.#resources.filter(({ urn }) => urn !== gone);
        }
    }
}

function note({ steps }: Run, urn: string, step: string): void {
    steps[nameOf(urn)] = [...new Set([...(steps[nameOf(urn)] ?? []), step])];
}
