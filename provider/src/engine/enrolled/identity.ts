// Which method a resource stands for: as its state says, as an id to read says.

import { InvalidIdError } from "../../core/errors";
import type { MethodReference } from "../../core/ids";
import type { Selector } from "../../core/selector";
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
