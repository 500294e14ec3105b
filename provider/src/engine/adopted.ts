// A method that was adopted, as single resources and groups record it; and which ones were adopted just now.

import type { MethodReference } from "../core/ids";
import type { SettingName, Settings } from "../core/settings";

/** What later operations need to know of an adopted method. The settings are those that were last seen or made. */
export interface Adopted extends MethodReference, Settings {
    /** Which settings are declared. */
    readonly declaredSettings: readonly SettingName[];
    /** The settings at adoption, for `restore`. */
    readonly originalSettings: Settings;
}

/**
 * The methods that this process, which is one operation of the engine, has adopted. A resource that was renamed in the
 * program, or moved into a group, is created in its new place before it is deleted in the old one, and that deletion must
 * not undo the creation.
 */
export class Adoptions {
    readonly #keys = new Set<string>();

    add(tenant: string | undefined, method: MethodReference): void {
        this.#keys.add(keyOf(tenant, method));
    }

    /** For one that came to nothing. */
    remove(tenant: string | undefined, method: MethodReference): void {
        this.#keys.delete(keyOf(tenant, method));
    }

    has(tenant: string | undefined, method: MethodReference): boolean {
        return this.#keys.has(keyOf(tenant, method));
    }
}

/** Two names of one tenant are two adoptions. */
function keyOf(tenant: string | undefined, { userId, authenticationMethodId }: MethodReference): string {
    return JSON.stringify([tenant ?? null, userId, authenticationMethodId]);
}
