// All rules, in the order in which the README lists them.

import { emailIsNoFactor, privilegedUserHasPhishingResistantMethod, userHasTwoAuthenticators } from "./rules/factors";
import { oneResourcePerMethod, userConnectionIsAllowed } from "./rules/identity";
import { methodsAreRetainedInProduction, privilegedUserIsProtected } from "./rules/lifecycle";
import { nameHoldsNoPersonalData, nameIsPrintable } from "./rules/names";
import {
    noPhoneAtHighestAssurance,
    noVoicePreference,
    phoneNumberIsAllowed,
    phoneRiskIsAccepted,
    phoneUserHasUnrestrictedMethod,
} from "./rules/phone";
import { personalValuesAreSecret } from "./rules/secrets";

/** Every rule of this package. */
export const rules = [
    phoneRiskIsAccepted,
    phoneUserHasUnrestrictedMethod,
    noPhoneAtHighestAssurance,
    noVoicePreference,
    phoneNumberIsAllowed,
    emailIsNoFactor,
    privilegedUserHasPhishingResistantMethod,
    userHasTwoAuthenticators,
    nameHoldsNoPersonalData,
    nameIsPrintable,
    personalValuesAreSecret,
    methodsAreRetainedInProduction,
    privilegedUserIsProtected,
    userConnectionIsAllowed,
    oneResourcePerMethod,
] as const;

/** One of the rules. */
export type Rule = (typeof rules)[number];

/** The name of a rule. */
export type RuleName = Rule["name"];

/** What a rule can be configured with. */
export type RuleConfiguration<N extends RuleName> = Partial<Extract<Rule, { readonly name: N }>["defaults"]>;
