// The provider below the little engine: the calls that an engine makes, and what it is told.

/** Values as they cross the border; `__provider` among those of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Provider {
    /** All that was printed, and so an engine would show. */
    readonly printed: string;
    check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: readonly string[] }>;
    diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
    create(news: Properties): Promise<{ id: string; outputs: Properties }>;
    /** Without an id where there is nothing any more. */
    read(id: string, outputs: Properties): Promise<{ id: string; outputs: Properties; inputs: Properties }>;
    update(id: string, olds: Properties, news: Properties): Promise<Properties>;
    delete(id: string, outputs: Properties): Promise<void>;
    kill(): void;
    stop(): Promise<void>;
}

export interface Difference {
    readonly hasChanges: boolean;
    readonly isReplaced: boolean;
    readonly isDeletedFirst: boolean;
}

/** A change that could not be finished, with what the engine is to record all the same. */
export class InitFailure extends Error {
    constructor(
        message: string,
        readonly id: string,
        readonly properties: Properties,
    ) {
        super(message);
    }
}
