// The provider below the little engine: the calls that an engine makes, and what it is told.

import type { Difference, Properties } from "../support/providerProcess";

export interface Provider {
    /** All that was printed, and so an engine would show. */
    readonly printed: string;
    check(
        olds: Properties,
        news: Properties,
    ): Promise<{ inputs: Properties; failures: readonly { readonly reason: string }[] }>;
    diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
    create(news: Properties): Promise<{ id: string; outputs: Properties }>;
    /** Without an id where there is nothing any more. */
    read(id: string, outputs: Properties): Promise<{ id: string; outputs: Properties; inputs: Properties }>;
    update(id: string, olds: Properties, news: Properties): Promise<Properties>;
    delete(id: string, outputs: Properties): Promise<void>;
    kill(): void;
    stop(): Promise<void>;
}
