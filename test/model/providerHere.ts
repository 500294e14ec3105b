// The provider in this process, on a clock that does not wait: for very many operations.

import { setImmediate as turn } from "node:timers/promises";
import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import type { Clock } from "../../provider/src/core/clock";
import { groupProvider } from "../../provider/src/engine/group/groupProvider";
import { Runtime } from "../../provider/src/engine/runtime";
import { settingsProvider } from "../../provider/src/engine/single/settingsProvider";
import { type Difference, InitFailure, type Properties } from "../support/providerProcess";
import type { Provider } from "./provider";

function clockThatDoesNotWait(): Clock {
    let ahead = 0;
    return {
        now: () => Date.now() + ahead,
        sleep: async (milliseconds) => {
            ahead += Math.max(0, milliseconds);
            await turn();
        },
        random: () => Math.random(),
    };
}

/** Nothing that crosses a border is the same object on the other side. */
function copied<T>(value: T): T {
    return JSON.parse(JSON.stringify(value)) as T;
}

export class ProviderHere implements Provider {
    printed = "";
    readonly #cancel = new AbortController();
    readonly #runtime: Runtime;
    readonly #onKill: () => void;
    readonly #write = process.stdout.write;

    /** @param onKill - Sees to it that nothing more has an effect, which is what killing a process does. */
    constructor(config: Readonly<Record<string, string>>, onKill: () => void) {
        this.#runtime = new Runtime(clockThatDoesNotWait(), {}, "model-based test", this.#cancel.signal);
        this.#runtime.configure({ get: (key: string) => config[key] });
        this.#onKill = onKill;
        // A process of its own prints to its engine.
        process.stdout.write = (text: string | Uint8Array) => {
            this.printed += text.toString();
            return true;
        };
    }

    async check(olds: Properties, news: Properties) {
        const { inputs = news, failures = [] } = await this.#ask(news, (to) => to.check(copied(olds), copied(news)));
        return {
            inputs: { ...copied(inputs as Properties), __provider: news["__provider"] },
            failures,
        };
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<Difference> {
        const answer = await this.#ask(olds, (to) => to.diff(id, copied(olds), copied(news)));
        return {
            hasChanges: answer.changes === true,
            isReplaced: (answer.replaces ?? []).length > 0,
            isDeletedFirst: answer.deleteBeforeReplace === true,
        };
    }

    async create(news: Properties) {
        const { id, outs } = await this.#ask(news, (to) => to.create(copied(news)));
        return { id, outputs: { ...copied(outs as Properties), __provider: news["__provider"] } };
    }

    async read(id: string, outputs: Properties) {
        const answer = await this.#ask(outputs, (to) => to.read(id, copied(outputs)));
        const __provider = outputs["__provider"];
        return {
            id: answer.id ?? "",
            outputs: { ...copied(answer.props ?? {}), __provider },
            inputs: { ...copied(answer.inputs ?? {}), __provider },
        };
    }

    async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
        const { outs } = await this.#ask(news, (to) => to.update(id, copied(olds), copied(news)));
        return { ...copied(outs as Properties), __provider: news["__provider"] };
    }

    async delete(id: string, outputs: Properties): Promise<void> {
        await this.#ask(outputs, (to) => to.delete(id, copied(outputs)));
    }

    kill(): void {
        this.#onKill();
    }

    async stop(): Promise<void> {
        process.stdout.write = this.#write;
        this.#cancel.abort();
    }

    async #ask<T>(properties: Properties, call: (provider: Required<ResourceProvider>) => Promise<T>): Promise<T> {
        const isGroup = String(properties["__provider"]).endsWith("Group");
        const provider = (isGroup ? groupProvider : settingsProvider)(this.#runtime);
        try {
            return await call(provider as unknown as Required<ResourceProvider>);
        } catch (error) {
            const { id, properties: recorded, message } = error as Error & { id?: string; properties?: Properties };
            throw id === undefined || recorded === undefined ? error : new InitFailure(message, id, copied(recorded));
        }
    }
}
