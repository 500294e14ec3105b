// The provider of single resources in a process of its own: for what needs many calls at once, or many calls in little time.

import { type Properties, ProviderProcess } from "../support/providerProcess";

const providerText =
    'exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").AuthenticationMethodSettings';

const of = (properties: Properties): Properties => ({ ...properties, __provider: providerText });

/** Calls about `AuthenticationMethodSettings`. */
export class DynamicProvider {
    readonly #process = new ProviderProcess();

    /** Starts the process and configures it, as the engine does before anything else. */
    static async start(config: Record<string, string>): Promise<DynamicProvider> {
        const provider = new DynamicProvider();
        await provider.#process.configure(config);
        return provider;
    }

    /** See {@link ProviderProcess.printed}. */
    get printed(): string {
        return this.#process.printed;
    }

    /** The failures, each as "property: reason". */
    async check(news: Properties): Promise<string[]> {
        const { failures } = await this.#process.check(of({}), of(news));
        return failures.map(({ property, reason }) => `${property}: ${reason}`);
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<void> {
        await this.#process.diff(id, of(olds), of(news));
    }

    create(news: Properties): Promise<{ id: string; outputs: Properties }> {
        return this.#process.create(of(news));
    }

    async read(id: string, outputs: Properties): Promise<Properties> {
        return (await this.#process.read(id, of(outputs))).outputs;
    }

    async update(id: string, olds: Properties, news: Properties): Promise<void> {
        await this.#process.update(id, of(olds), of(news));
    }

    delete(id: string, outputs: Properties): Promise<void> {
        return this.#process.delete(id, of(outputs));
    }

    stop(): Promise<void> {
        return this.#process.stop();
    }
}
