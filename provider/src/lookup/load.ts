// The way from what programs import to what runs. Most programs look nothing up, and loading the HTTP client would add a quarter
// to the time in which the Pulumi SDK itself is loaded.

import type * as lookups from "./program";

/** Loads the look-ups at the first one. */
export function loadLookups(): typeof lookups {
    return require("./program");
}
