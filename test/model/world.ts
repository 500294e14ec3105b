// What the model-based test speaks of: a tenant, a program and what the state has, without the provider's code.

/** What can be declared of a method. */
export interface Settings {
    readonly name?: string;
    readonly preferredAuthenticationMethod?: string;
}
export const fields = ["name", "preferredAuthenticationMethod"] as const;
export type Field = (typeof fields)[number];
export type OnDelete = "retain" | "restore";

/** A resource of the program. Methods go by {@link keyOf}. */
export interface Resource {
    readonly kind: "single" | "group";
    readonly entries: Readonly<Record<string, Settings>>;
    readonly onDelete?: OnDelete;
    /** The names that it had before, as its aliases say. */
    readonly formerNames: readonly string[];
}

export interface RecordedEntry {
    /** What was last seen of what was declared; null where there was nothing. */
    readonly values: Readonly<Partial<Record<Field, string | null>>>;
    /** The settings at adoption. */
    readonly original: Settings;
    readonly unfinished?: boolean;
}

/** A resource as the state has it. */
export interface RecordedResource {
    readonly kind: Resource["kind"];
    readonly entries: Readonly<Record<string, RecordedEntry>>;
    readonly onDelete?: OnDelete;
    /** Its last change failed in the middle. */
    readonly isBroken?: boolean;
    /** It is deleted, and was to be created anew. */
    readonly isDeleted?: boolean;
}

/** Everything that an outcome depends on. */
export interface World {
    /** The methods that exist. */
    readonly tenant: Readonly<Record<string, Settings>>;
    readonly program: Readonly<Record<string, Resource>>;
    readonly recorded: Readonly<Record<string, RecordedResource>>;
    /** Whether previews read the tenant. */
    readonly isLive: boolean;
}

export type Operation = "preview" | "up" | "refresh" | "destroy";
export type Step = "create" | "update" | "same" | "replace" | "delete";
/** The values that each setting of each method may have; undefined for none. */
export type Possible = Readonly<Record<string, Readonly<Record<Field, ReadonlySet<string | undefined>>>>>;

/** What an operation that nothing disturbs comes to. */
export interface Expectation {
    /** What happens to each resource. */
    readonly steps: Readonly<Record<string, readonly Step[]>>;
    /** The methods that the program declares, the tenant lacks, and the operation meets. */
    readonly missing: readonly string[];
    readonly isOk: boolean;
    readonly tenant: Possible;
    /** Undefined where the operation fails: some of it is done. */
    readonly recorded: Readonly<Record<string, ExpectedResource>> | undefined;
}

export interface ExpectedResource extends Omit<RecordedResource, "entries"> {
    readonly entries: Readonly<Record<string, { declared: readonly Field[]; original: Possible[string] }>>;
}

export function keyOf(userId: string, methodId: string): string {
    return `${methodId} of ${userId}`;
}

export function pick(settings: Settings, names: readonly Field[]): Settings {
    return Object.fromEntries(names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])));
}

export function namesOf(settings: Settings): Field[] {
    return fields.filter((field) => settings[field] !== undefined);
}

export function mapValues<V, R>(
    from: Readonly<Record<string, V>>,
    map: (value: V, key: string) => R,
): Record<string, R> {
    return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]));
}

export function without<V>(
    from: Readonly<Record<string, V>>,
    isLeftOut: (value: V, key: string) => boolean,
): Record<string, V> {
    return Object.fromEntries(Object.entries(from).filter(([key, value]) => !isLeftOut(value, key)));
}
