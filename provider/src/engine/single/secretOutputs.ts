// Which outputs are secret: the addresses of a method, a phone number or an e-mail address. The engine has to be told by the
// constructor, before anything is known of the method but its id or type, and keeps their names in the state. So only those are
// named that a method of this kind of id can have; and one that is not named never becomes an output.

import type { AuthenticationMethod } from "../../auth0/wire/methods";

const addresses = ["phoneNumber", "email"] as const;

type Address = (typeof addresses)[number];

// The types that Auth0 gives no address, or but one. Source: its OpenAPI, `phone_number` and `email`.
const byType: ReadonlyMap<string, readonly Address[]> = new Map([
    ["phone", ["phoneNumber"]],
    ["email", ["email"]],
    ["email-verification", ["email"]],
    ["totp", []],
    ["push", []],
    ["passkey", []],
    ["webauthn-roaming", []],
    ["webauthn-platform", []],
]);

/**
 * The outputs that are secret.
 *
 * @param idOrType - The method's id or type as it is declared: perhaps an output of another resource, or nothing.
 */
export function secretOutputsOf(idOrType: unknown): readonly Address[] {
    const type = typeof idOrType === "string" ? idOrType.split("|", 1)[0] : undefined;
    return byType.get(type ?? "") ?? addresses;
}

/**
 * The method without an address that would not be secret.
 *
 * @param type - The type that the method is selected by, where it is not by its id.
 */
export function withSecretAddressesOnly(method: AuthenticationMethod, type: string | undefined): AuthenticationMethod {
    const secret = secretOutputsOf(type ?? method.authenticationMethodId);
    const open = addresses.filter((address) => !secret.includes(address));
    return Object.fromEntries(
        Object.entries(method).filter(([name]) => !open.includes(name as Address)),
    ) as unknown as AuthenticationMethod;
}
