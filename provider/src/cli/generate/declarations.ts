// What of a tenant is declared in a generated program: each method with the name and the preference that it has now, so that
// applying it changes nothing. What cannot be declared is left out, and says why.

import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { compare } from "../../core/order";
import { select } from "../../core/selector";
import { namesOf, pickSettings, type Settings, settingsOf } from "../../core/settings";
import { quote } from "../../core/text";
import { checkShape } from "../../engine/single/inputs";
import type { ReadUser } from "../users/readUsers";
import { nameById, nameByType, uniqueName } from "./names";

/** How methods are selected. */
export type Selection = { readonly authenticationMethodId: string } | { readonly authenticationMethodType: string };

/** One method that is declared. */
export interface Declared {
    readonly kind: "declared";
    /** The name of the resource. */
    readonly resource: string;
    readonly userId: string;
    readonly selection: Selection;
    readonly settings: Settings;
    /** What is worth saying of it. */
    readonly remark?: string;
}

/** One that is not. */
export interface LeftOut {
    readonly kind: "left out";
    readonly userId: string;
    readonly authenticationMethodId: string;
    readonly reason: string;
}

/** See the first lines of this file. The order is that of the ids, so that the same tenant makes the same program. */
export function declare(users: readonly ReadUser[], byType: boolean): (Declared | LeftOut)[] {
    const taken = new Set<string>();
    return [...users]
        .sort((a, b) => compare(a.userId, b.userId))
        .flatMap(({ userId, methods }) => methods.map((method) => declareOne(userId, method, methods, byType, taken)));
}

function declareOne(
    userId: string,
    method: AuthenticationMethod,
    all: readonly AuthenticationMethod[],
    byType: boolean,
    taken: Set<string>,
): Declared | LeftOut {
    const { authenticationMethodId, type } = method;
    const leftOut = (reason: string): LeftOut => ({ kind: "left out", userId, authenticationMethodId, reason });
    if (method.confirmed === false) {
        return leftOut("its enrolment is not confirmed");
    }
    const settings = pickSettings(method, settingsOf(type));
    if (namesOf(settings).length === 0) {
        return leftOut(type === "phone" ? "it has neither a name nor a preference" : "it has no name");
    }
    const ofType = select(all, { authenticationMethodType: type });
    const isByType = byType && ofType.kind === "one";
    const selection = isByType ? { authenticationMethodType: type } : { authenticationMethodId };
    const [problem] = checkShape({ userId, ...selection, ...settings });
    if (problem !== undefined) {
        return leftOut(`no program can declare it as it is: ${problem.reason}`);
    }
    const name = isByType ? nameByType(userId, type) : nameById(userId, authenticationMethodId);
    return {
        kind: "declared",
        resource: uniqueName(name, [userId, authenticationMethodId], taken),
        userId,
        selection,
        settings,
        ...(byType && ofType.kind === "several" && { remark: remarkOnId(ofType.candidates.length, type) }),
    };
}

function remarkOnId(ofType: number, type: string): string {
    return `By its id, since the user has ${ofType} confirmed methods of type ${quote(type)}.`;
}
