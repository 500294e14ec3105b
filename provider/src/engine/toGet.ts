// What `get` of a resource is told: an id, and perhaps a tenant.

import { invalidIdReason } from "../auth0/paths";
import { InvalidArgumentsError, InvalidIdError } from "../core/errors";
import { parseId } from "../core/ids";
import type { Selector } from "../core/selector";
import { quote } from "../core/text";
import { recordedTenant } from "./adopted";

/**
 * Reads them.
 *
 * @param isRight - Whether the resource can be read by what the id says.
 * @param wanted - What such an id is, to follow "is not an id of".
 * @throws InvalidIdError, InvalidArgumentsError
 */
export function readToGet<S extends Selector>(
    id: string,
    props: unknown,
    isRight: (selector: Selector) => selector is S,
    wanted: string,
): S & { readonly tenant?: string } {
    const selector = parseId(id);
    if (selector === undefined || !isRight(selector)) {
        throw new InvalidIdError(`${quote(id)} is not an id of ${wanted}`);
    }
    const { userId, authenticationMethodId, authenticationMethodType } = selector;
    const parts = [userId, authenticationMethodId, authenticationMethodType].filter((part) => part !== undefined);
    for (const part of parts) {
        const reason = invalidIdReason(part);
        if (reason !== undefined) {
            throw new InvalidIdError(
                `${quote(id)} cannot be read: ${quote(part)} ${reason} Give the ids as Auth0 has them.`,
            );
        }
    }
    const tenant = recordedTenant.safeParse((props as { tenant?: unknown } | undefined)?.tenant);
    if (!tenant.success) {
        throw new InvalidArgumentsError(
            "tenant is not a text: the name of a block of auth0-authentication-methods:tenants. Leave it out for the tenant " +
                "of auth0:domain.",
        );
    }
    return { ...selector, ...(tenant.data !== undefined && { tenant: tenant.data }) };
}
