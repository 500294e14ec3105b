// Numbers that look random and are always the same: ids and secrets must not change from one start to the next.

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A source of reproducible numbers. */
export interface Random {
    /** A whole number from 0, below the limit. */
    below(limit: number): number;
    /** One of the items. */
    pick<T>(items: readonly [T, ...T[]]): T;
    /** This many characters of an alphabet, letters and digits unless told. */
    text(length: number, alphabet?: string): string;
}

/** The source that belongs to a seed: equal seeds give equal numbers. */
export function createRandom(seed: string): Random {
    let state = hash(seed);
    // mulberry32, public domain.
    const next = (): number => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const below = (limit: number): number => Math.floor(next() * limit);
    return {
        below,
        pick: (items) => items[below(items.length)] ?? items[0],
        text: (length, alphabet = alphanumerics) =>
            Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(""),
    };
}

/** FNV-1a. */
function hash(text: string): number {
    let value = 0x811c9dc5;
    for (const byte of Buffer.from(text)) {
        value = Math.imul(value ^ byte, 0x01000193);
    }
    return value;
}
