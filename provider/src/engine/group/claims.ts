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

/** What an entry takes over from another one. */
export interface Inheritance extends MethodReference {
    readonly originalSettings: Settings;
}

/** See the first lines of this file. */
export class Claims {
    readonly #places: ReadonlyMap<string, number>;
    readonly #heritage: ReadonlyMap<string, RecordedEntry>;
    readonly #goingOn = new Set<string>();

    /** @param recorded - What is recorded, whether it is still declared or not. */
    constructor(entries: readonly PlacedEntry[], recorded: readonly RecordedEntry[] = []) {
        const byId = entries.filter(({ entry }) => entry.authenticationMethodType === undefined);
        this.#places = new Map(byId.map(({ index, entry }) => [selectorKey(entry), index]));
        this.#heritage = new Map(recorded.map((entry) => [selectorKey(firstAdopted(adoptedFrom(entry))), entry]));
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

    /**
     * What was recorded of the method under another entry. It is no longer declared, or is to be: one method cannot stay in two
     * entries.
     */
    inherit(found: MethodReference): Inheritance | undefined {
        const recorded = this.#heritage.get(selectorKey(found));
        const { userId, authenticationMethodId } = found;
        return recorded && { userId, authenticationMethodId, originalSettings: recorded.originalSettings };
    }

    /** The history of a method, which began when it was adopted, goes on in an entry that is declared. */
    goOn(first: MethodReference): void {
        this.#goingOn.add(selectorKey(first));
    }

    /** For an entry that came to nothing. */
    giveBack(first: MethodReference): void {
        this.#goingOn.delete(selectorKey(first));
    }

    isGoingOn(method: MethodReference): boolean {
        return this.#goingOn.has(selectorKey(method));
    }
}
