// What is said of states and ids of `AuthenticationMethod` that cannot be read, and of methods that are gone.

import { InvalidArgumentsError, InvalidIdError, MethodNotFoundError } from "../../core/errors";
import type { MethodReference } from "../../core/ids";
import type { Selector } from "../../core/selector";
import type { Tenant } from "../../tenant/tenant";
import { methodOf } from "../lines";
import { readToGet } from "../toGet";
import { type RecordedOutputs, readOutputs } from "./outputs";

/** The outputs in a state. @throws InvalidIdError */
export function recordedIn(outputs: unknown): RecordedOutputs {
    const recorded = readOutputs(outputs);
    if (recorded === undefined) {
        throw new InvalidIdError(
            "the state of this resource has no userId, authenticationMethodId or tenant that can be read, so it cannot be told " +
                "which method it stands for. Look in Auth0 for what it enrolled and delete that; then remove the resource " +
                "from the state (`pulumi state delete`) and run `pulumi up`.",
        );
    }
    return recorded;
}

/** To take what is not recorded for changed would replace the method. @throws InvalidArgumentsError */
export function assertComparable(recorded: RecordedOutputs): void {
    if (recorded.declared?.["type"] === undefined) {
        throw new InvalidArgumentsError(
            `the state of this resource does not tell what was declared of ${methodOf(recorded)}, so it cannot be told whether ` +
                "the program declares the same. Take the state back to an earlier version (`pulumi stack export --version`), " +
                "or delete the method in Auth0 and run `pulumi up --refresh`, which enrols it anew.",
        );
    }
}

/**
 * Runs what needs the method. Where it was deleted elsewhere, a plain `up` does not enrol it again by itself: whoever deleted
 * a factor may have had a reason, such as a secret that became known.
 */
export async function tellGone<T>(tenant: Tenant, method: MethodReference, task: () => Promise<T>): Promise<T> {
    try {
        return await task();
    } catch (error) {
        if (!(error instanceof MethodNotFoundError)) {
            throw error;
        }
        throw new MethodNotFoundError(
            `${methodOf(method)} does not exist in tenant ${tenant.name} any more: it was deleted outside of this program. ` +
                "`pulumi up --refresh` enrols it anew; where it is to stay deleted, take it out of the program.",
        );
    }
}

/** What `AuthenticationMethod.get` reads: nothing is declared, the id says which method it is. */
export function outputsToGet(id: string, props: unknown): RecordedOutputs {
    const wanted =
        "AuthenticationMethod. Give the user's id, two colons and the method's id, such as " +
        '"auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5".';
    return { ...readToGet(id, props, isOfMethod, wanted), declared: undefined };
}

function isOfMethod(selector: Selector): selector is MethodReference {
    return selector.authenticationMethodId !== undefined;
}
