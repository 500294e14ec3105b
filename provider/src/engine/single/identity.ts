// Which method a resource stands for: as its state says, as a program declares, as an id to read says.

import { InvalidArgumentsError, InvalidIdError } from "../../core/errors";
import { pickSelector, type Selector } from "../../core/selector";
import { isUnknown, type RawInputs } from "../arguments";
import { meantBy, methodOf } from "../lines";
import { readToGet } from "../toGet";
import type { SettingsInputs } from "./inputs";
import { type RecordedOutputs, readOutputs } from "./outputs";

const identity = ["userId", "authenticationMethodId", "authenticationMethodType", "tenant"] as const;

type Identity = { readonly [K in (typeof identity)[number]]?: string | undefined };

function identityOf(recorded: RecordedOutputs): Identity {
    return { ...pickSelector(recorded), tenant: recorded.tenant };
}

/** The arguments by which inputs mean another method than the recorded one, or may. */
export function otherIdentity(news: RawInputs, recorded: RecordedOutputs): string[] {
    const declared = identityOf(recorded);
    return identity.filter((name) => isUnknown(news[name]) || news[name] !== declared[name]);
}

/** Whether it is known which method inputs mean. */
export function isIdentityKnown(inputs: RawInputs): boolean {
    return ![...identity, "pick"].some((name) => isUnknown(inputs[name]));
}

/** What `AuthenticationMethodSettings.get` reads: nothing is declared, the id says which method it is. */
export function outputsToGet(id: string, props: unknown): RecordedOutputs {
    const wanted =
        "AuthenticationMethodSettings. Give the user's id, two colons and the method's id, such as " +
        '"auth0|507f1f77bcf86cd799439020::phone|dev_kXVq4drj3Mw6uCF5", or its type, such as ' +
        '"auth0|507f1f77bcf86cd799439020::type:phone".';
    const toGet = readToGet(id, props, (selector): selector is Selector => true, wanted);
    const { authenticationMethodId = "" } = toGet;
    return { ...toGet, authenticationMethodId, declaredSettings: [], originalSettings: {} };
}

/** What is recorded. @throws InvalidIdError */
export function recordedIn(outputs: unknown): RecordedOutputs {
    const recorded = readOutputs(outputs);
    if (recorded === undefined) {
        throw new InvalidIdError(
            "the state of this resource has no userId, authenticationMethodId or tenant that can be read, so it cannot be told " +
                "which method it stands for. Remove it from the state (`pulumi state delete`) and run `pulumi up`: it adopts the method again.",
        );
    }
    return recorded;
}

/** The engine replaces a resource whose method changes. To update it would give one method the history of another. */
export function assertSameMethod(recorded: RecordedOutputs, inputs: SettingsInputs): void {
    const declared = identityOf(recorded);
    if (identity.some((name) => inputs[name] !== declared[name])) {
        throw new InvalidArgumentsError(
            `the state of this resource stands for ${methodOf(recorded)}, and the program declares ${meantBy(inputs)}, ` +
                "or another tenant. Run `pulumi up` again: it replaces the resource.",
        );
    }
}
