// Exceptions that a configuration makes, for users or for resources by their names.

import type { DeclaredMethod, DeclaredResource } from "./declared";
import { isMeant } from "./patterns";
import { unknown } from "./reading";

/**
 * Whether a list is about a method, by its user or by the name of its resource. A user that a preview does not know yet may
 * be any that is listed: the method is judged when the user is known.
 */
export function isListed(list: readonly string[], { userId }: DeclaredMethod, { name }: DeclaredResource): boolean {
    if (isMeant(list, name)) {
        return true;
    }
    return userId === unknown ? list.length > 0 : userId !== undefined && isMeant(list, userId);
}
