// Methods as the tenants of tests have them.

/** A method as it is on the wire. */
export interface Wire {
    readonly id: string;
    readonly type: string;
    readonly created_at: string;
    readonly name?: string;
    readonly preferred_authentication_method?: string;
    readonly confirmed?: boolean;
    readonly key_id?: string;
    readonly public_key?: string;
}

/** The type is that of the id. */
export const wire = (id: string, more: Partial<Wire> = {}): Wire => ({
    id,
    type: id.split("|")[0] ?? "",
    created_at: "2026-01-01T00:00:00.000Z",
    ...more,
});
