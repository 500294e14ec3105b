// The provider of a kind of resources in a process of its own: for what needs many calls at once, or many calls in little time.

import { type Properties, ProviderProcess } from "../support/providerProcess";

type Kind = "AuthenticationMethodSettings" | "AuthenticationMethod";

/** Calls about resources of one kind. */
export class DynamicProvider {
    readonly #process = new ProviderProcess();
    readonly #text: string;

    private constructor(kind: Kind) {
        this.#text = `exports.handler=()=>require("pulumi-auth0-authentication-methods/provider").${kind}`;
    }

    /** Starts the process and configures it, as the engine does before anything else. */
    static async start(
        config: Record<string, string>,
        kind: Kind = "AuthenticationMethodSettings",
    ): Promise<DynamicProvider> {
        const provider = new DynamicProvider(kind);
        await provider.#process.configure(config);
        return provider;
    }

    /** See {@link ProviderProcess.printed}. */
    get printed(): string {
        return this.#process.printed;
    }

    /** The failures, each as "property: reason". */
    async check(news: Properties): Promise<string[]> {
        const { failures } = await this.#process.check(this.#of({}), this.#of(news));
        return failures.map(({ property, reason }) => `${property}: ${reason}`);
    }

    async diff(id: string, olds: Properties, news: Properties): Promise<void> {
        await this.#process.diff(id, this.#of(olds), this.#of(news));
    }

    create(news: Properties): Promise<{ id: string; outputs: Properties }> {
        return this.#process.create(this.#of(news));
    }

    async read(id: string, outputs: Properties): Promise<Properties> {
        return (await this.#process.read(id, this.#of(outputs))).outputs;
    }

    async update(id: string, olds: Properties, news: Properties): Promise<void> {
        await this.#process.update(id, this.#of(olds), this.#of(news));
    }

    delete(id: string, outputs: Properties): Promise<void> {
        return this.#process.delete(id, this.#of(outputs));
    }

    stop(): Promise<void> {
        return this.#process.stop();
    }

    #of(properties: Properties): Properties {
        return { ...properties, __provider: this.#text };
    }
}
