// Which entry of a group has which method. An entry that selects by type has one that is known only once its user was read:
// another entry may declare it too, or it may have been adopted under an entry that is no longer declared.

import { InvalidArgumentsError } from "../../core/errors";
import type { MethodReference } from "../../core/ids";
import { selectorKey } from "../../core/selector";
import type { Settings } from "../../core/settings";
import { quote } from "../../core/text";
import { firstAdopted } from "../adopted";
import { meantBy } from "../lines";
import type { GroupEntry } from "./groupInputs";
import { adoptedFrom, type RecordedEntry } from "./groupOutputs";

/** An entry, and where it stands in `settings`. */
export interface PlacedEntry {
    readonly index: number;
    readonly entry: GroupEntry;
}

/** What an entry takes over from one that is no longer declared. */
export interface Inheritance {
    readonly authenticationMethodId: string;
    readonly originalSettings: Settings;
}

/** See the first lines of this file. */
export class Claims {
    readonly #places: ReadonlyMap<string, number>;
    readonly #heritage: ReadonlyMap<string, RecordedEntry>;
    readonly #inherited = new Set<string>();

    /** @param undeclared - What is recorded and no longer declared. */
    constructor(entries: readonly PlacedEntry[], undeclared: readonly RecordedEntry[] = []) {
        const byId = entries.filter(({ entry }) => entry.authenticationMethodType === undefined);
        this.#places = new Map(byId.map(({ index, entry }) => [selectorKey(entry), index]));
        this.#heritage = new Map(undeclared.map((entry) => [selectorKey(firstAdopted(adoptedFrom(entry))), entry]));
    }

    /** @throws InvalidArgumentsError when another entry declares by its id what this one selects by its type. */
    assertFree(entry: GroupEntry, found: MethodReference): void {
        const place = this.#places.get(selectorKey(found));
        if (entry.authenticationMethodType !== undefined && place !== undefined) {
            throw new InvalidArgumentsError(
                `${meantBy(entry)} is ${quote(found.authenticationMethodId)}, which settings[${place}] declares by its id. ` +
                    "Declare it once.",
            );
        }
    }

    /** What was recorded of the method under an entry that is no longer declared: its history goes on in this one. */
    inherit(found: MethodReference): Inheritance | undefined {
        const key = selectorKey(found);
        const recorded = this.#heritage.get(key);
        if (recorded === undefined) {
            return undefined;
        }
        this.#inherited.add(key);
        return { authenticationMethodId: found.authenticationMethodId, originalSettings: recorded.originalSettings };
    }

    /** For an entry that came to nothing. */
    giveBack(found: MethodReference): void {
        this.#inherited.delete(selectorKey(found));
    }

    isInherited(method: MethodReference): boolean {
        return this.#inherited.has(selectorKey(method));
    }
}
