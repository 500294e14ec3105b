// Pages of a user's methods, bare or in an envelope, as Auth0 cuts them.

/** What the list was asked for. */
export interface PageQuery {
    readonly page?: number | undefined;
    readonly per_page?: number | undefined;
    readonly include_totals?: boolean | undefined;
}

/** The envelope of include_totals=true. */
export interface Envelope<T> {
    readonly authenticators: readonly T[];
    readonly start: number;
    readonly limit: number;
    readonly total?: number;
}

// 100 may be asked for, but the public cloud serves no more than 50.
const mostServed = 50;

/** The page of the items that the query asks for. */
export function pageOf<T>(items: readonly T[], query: PageQuery): readonly T[] | Envelope<T> {
    const limit = Math.min(query.per_page ?? mostServed, mostServed);
    const start = (query.page ?? 0) * limit;
    const authenticators = items.slice(start, start + limit);
    if (query.include_totals !== true) {
        return authenticators;
    }
    // Recorded: with no methods at all there is no total.
    return { authenticators, start, limit, ...(items.length > 0 && { total: items.length }) };
}
