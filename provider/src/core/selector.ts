// Which of a user's methods a program means: the one of an id, or the one of a type.

/** What several methods of the declared type mean: an error, or the newest of them. */
export const picks = ["only", "newest"] as const;

/** See {@link picks}. */
export type Pick = (typeof picks)[number];

/** A method as a program declares it: by its id or, where that may change, by its type. */
export interface Selector {
    readonly userId: string;
    readonly authenticationMethodId?: string | undefined;
    readonly authenticationMethodType?: string | undefined;
    readonly pick?: Pick | undefined;
}

/** What is told from one another of a method. */
export interface Selectable {
    readonly authenticationMethodId: string;
    readonly type: string;
    readonly confirmed?: boolean;
    readonly createdAt: string;
}

/** What a selector means of a user's methods: one, none, or one of several that cannot be told apart. */
export type Selected<M> =
    | { readonly kind: "one"; readonly method: M }
    | { readonly kind: "none" }
    | { readonly kind: "several"; readonly candidates: readonly M[] };

/**
 * Finds the method that is meant. By type, it is the one that the user has confirmed: an enrolment that was begun and never
 * finished is no way to sign in. Of several, `pick: "newest"` means the one that was created last.
 *
 * @example
 * select(methods, { userId, authenticationMethodType: "phone" }); // { kind: "one", method: … }
 */
export function select<M extends Selectable>(methods: readonly M[], selector: Omit<Selector, "userId">): Selected<M> {
    const { authenticationMethodId, authenticationMethodType } = selector;
    const candidates =
        authenticationMethodType === undefined
            ? methods.filter((method) => method.authenticationMethodId === authenticationMethodId)
            : methods.filter(({ type, confirmed }) => type === authenticationMethodType && confirmed !== false);
    const [first] = candidates;
    if (first === undefined) {
        return { kind: "none" };
    }
    const method = candidates.length === 1 ? first : selector.pick === "newest" ? newestOf(candidates) : undefined;
    return method === undefined ? { kind: "several", candidates } : { kind: "one", method };
}

/** Undefined where two are equally new, or it cannot be told: to write to either would be a guess. */
function newestOf<M extends Selectable>(methods: readonly M[]): M | undefined {
    const times = methods.map(({ createdAt }) => Date.parse(createdAt));
    const latest = Math.max(...times);
    const newest = methods.filter((_method, index) => times[index] === latest);
    return newest.length === 1 ? newest[0] : undefined;
}

/** Tells selectors apart: what two of them with one key mean is the same method. */
export function selectorKey({ userId, authenticationMethodId, authenticationMethodType }: Selector): string {
    return JSON.stringify(
        authenticationMethodType === undefined
            ? [userId, authenticationMethodId]
            : [userId, null, authenticationMethodType],
    );
}

/** The selector alone, of what also holds something else. */
export function pickSelector(from: Selector): Selector {
    const { userId, authenticationMethodId, authenticationMethodType, pick } = from;
    // What was found by its type has an id as well, which is not what the program means by it.
    return authenticationMethodType === undefined
        ? { userId, authenticationMethodId }
        : { userId, authenticationMethodType, ...(pick !== undefined && { pick }) };
}
