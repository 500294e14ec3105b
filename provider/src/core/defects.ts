// What may be said of whatever was thrown: an error of this package says all there is to say; anything else is a defect of it,
// and may quote anything.

import { isAuthenticationMethodsError } from "./errors";
import { scrub } from "./text";

/** What is said of it to who runs Pulumi. */
export function messageOf(thrown: unknown): string {
    return isAuthenticationMethodsError(thrown)
        ? thrown.message
        : defectMessage(thrown, "`pulumi config set auth0:debug true`");
}

/**
 * What is said of a defect.
 *
 * @param more - What shows where it was thrown.
 */
export function defectMessage(thrown: unknown, more: string): string {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return (
        `${scrub(message)}. This is a defect of pulumi-auth0-authentication-methods: please report it, with what ${more} ` +
        "adds to this message."
    );
}
