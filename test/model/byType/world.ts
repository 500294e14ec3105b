// What the test of selectors speaks of, without the provider's code: phones that users enrol and lose, entries that mean one by
// its id or by its type, and what the state has of them. Only names are declared: what matters here is whose they are.

import type { OnDelete } from "../world";

export interface Phone {
    readonly id: string;
    name?: string;
    isConfirmed: boolean;
    readonly createdAt: number;
}

/** The phones of each user. */
export type Phones = Readonly<Record<string, readonly Readonly<Phone>[]>>;

/** How an entry means its phone. */
export type How = { readonly by: "id"; readonly id: string } | { readonly by: "type"; readonly pick?: "newest" };

export interface Entry {
    readonly user: string;
    readonly how: How;
    readonly name: string;
}

export interface Resource {
    readonly kind: "single" | "group";
    readonly entries: readonly Entry[];
    readonly onDelete?: OnDelete | undefined;
    readonly formerNames: readonly string[];
}

export interface RecordedEntry {
    readonly user: string;
    readonly how: How;
    /** The phone that was found last. */
    readonly current: string;
    /** The one that was adopted at first, to which the original name belongs. */
    readonly first: string;
    readonly original: string | undefined;
    readonly seen: string | undefined;
    readonly isUnfinished: boolean;
}

export interface RecordedResource {
    readonly kind: Resource["kind"];
    readonly entries: readonly RecordedEntry[];
    readonly onDelete?: OnDelete | undefined;
    readonly isBroken: boolean;
    readonly isDeleted: boolean;
}

export interface World {
    readonly phones: Phones;
    readonly program: Readonly<Record<string, Resource>>;
    readonly recorded: Readonly<Record<string, RecordedResource>>;
    readonly isLive: boolean;
}

/** What entries with one key mean is the same, however they pick. */
export function keyOf({ user, how }: Pick<Entry, "user" | "how">): string {
    return how.by === "id" ? `${how.id} of ${user}` : `type:phone of ${user}`;
}

/** As the arguments of resources are made of it. */
export function argumentKeyOf({ user, how }: Pick<Entry, "user" | "how">): string {
    return how.by === "type" && how.pick !== undefined ? `type:phone:${how.pick} of ${user}` : keyOf({ user, how });
}

/** The id of the phone that is meant, if there is one, and one alone. */
export function meant(phones: Phones, { user, how }: Pick<Entry, "user" | "how">): string | "several" | undefined {
    const all = phones[user] ?? [];
    if (how.by === "id") {
        return all.find(({ id }) => id === how.id)?.id;
    }
    const confirmed = all.filter(({ isConfirmed }) => isConfirmed);
    if (confirmed.length < 2) {
        return confirmed[0]?.id;
    }
    const latest = Math.max(...confirmed.map(({ createdAt }) => createdAt));
    const newest = confirmed.filter(({ createdAt }) => createdAt === latest);
    return how.pick === "newest" && newest.length === 1 ? newest[0]?.id : "several";
}

export function nameOf(phones: Phones, id: string): string | undefined {
    return Object.values(phones)
        .flat()
        .find((phone) => phone.id === id)?.name;
}

export function idsIn(phones: Phones): string[] {
    return Object.values(phones)
        .flat()
        .map(({ id }) => id);
}
