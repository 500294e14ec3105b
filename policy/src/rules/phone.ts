// Rules about phones: text messages and calls are the weakest factor that the standards still let pass, under conditions.

import { methodRule, resourceRule, stackRule } from "../rule";
import { patterns, texts, tickets } from "../settings";
import type { DeclaredMethod, DeclaredResource } from "../view/declared";
import { isListed } from "../view/listed";
import { worthOf } from "../view/methodTypes";
import { isMeant } from "../view/patterns";
import { isHighestAssurance } from "../view/stack";
import { usersOf } from "../view/users";
import { standards } from "./standards";

/** `phone-risk-is-accepted`: every phone is a risk that somebody has accepted. */
export const phoneRiskIsAccepted = methodRule({
    name: "phone-risk-is-accepted",
    description: "Checks whether the risk of each phone method has been accepted, by a ticket.",
    enforcementLevel: "advisory",
    severity: "medium",
    standards: [standards.restrictedAuthenticators, standards.phoneNetwork, standards.phonesBesideStronger],
    mending:
        "Declare a passkey, a security key or TOTP instead, or name the ticket by which the risk was assessed and accepted " +
        "in acceptRestricted.",
    settings: {
        acceptRestricted: tickets(
            "Tickets by which phones are accepted, by user or by name of the resource (`*` stands for any characters). " +
                "The stack's tag `auth0:accept-restricted` holds one for all.",
        ),
    },
    judge: (method, { config, stack }, resource) => {
        const isAccepted =
            stack.tag("acceptRestricted") !== undefined ||
            isListed(Object.keys(config.acceptRestricted), method, resource);
        return isPhone(method) && !isAccepted ? "a phone is a restricted authenticator" : undefined;
    },
});

/** `phone-user-has-unrestricted-method`: nobody has phones alone. */
export const phoneUserHasUnrestrictedMethod = stackRule({
    name: "phone-user-has-unrestricted-method",
    description: "Checks whether each user with a phone method has a method that is not restricted as well.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.restrictedAuthenticators, standards.phonesBesideStronger],
    mending:
        "Declare a passkey, a security key, TOTP or push notifications of the user's in this stack too, or list the user in " +
        "except where it is known to have one.",
    settings: {
        except: patterns("Users who are known to have such a method that this stack does not declare."),
    },
    judge: (resources, { config }, report) => {
        for (const { userId, methods, isUndecided } of usersOf(resources)) {
            const phone = methods.find(({ method }) => isPhone(method));
            const hasUnrestricted = methods.some(({ method }) => {
                const { isRestricted, isNoSecondFactor } = worthOf(method.type ?? "");
                return method.type !== undefined && !isRestricted && !isNoSecondFactor && !method.isUnconfirmed;
            });
            if (phone !== undefined && !hasUnrestricted && !isUndecided && !isMeant(config.except, userId)) {
                report("a phone is all that this stack declares of its user", phone.resource, phone.method);
            }
        }
    },
});

/** `no-phone-at-highest-assurance`: at the highest level, no phones. */
export const noPhoneAtHighestAssurance = methodRule({
    name: "no-phone-at-highest-assurance",
    description: "Checks whether stacks of the highest assurance level (AAL3, L3) are without phone methods.",
    enforcementLevel: "mandatory",
    severity: "critical",
    standards: [standards.phonesBesideStronger, standards.aal3Types],
    mending: "Remove the phone from this stack and enrol a security key or a passkey bound to a device.",
    settings: {
        stacks: patterns(
            "Names of stacks of the highest level. The tag `auth0:assurance` (`aal3` or `l3`) says so too.",
        ),
    },
    judge: (method, { config, stack }) =>
        isPhone(method) && isHighestAssurance(stack, config.stacks)
            ? `the stack "${stack.name}" is of the highest assurance level, which takes no phone`
            : undefined,
});

/** `no-voice-preference`: a call is for those who need one. */
export const noVoicePreference = resourceRule({
    name: "no-voice-preference",
    description: "Checks whether calls are preferred to text messages for accessibility alone.",
    enforcementLevel: "advisory",
    severity: "low",
    standards: [standards.phoneNetwork, standards.phonesBesideStronger],
    mending:
        'Declare preferredAuthenticationMethod "sms", or list the user in accessibility where a call is what the user needs.',
    settings: {
        accessibility: patterns(
            "Users or names of resources for whom a call is a matter of accessibility. The stack's tag " +
                "`auth0:voice-for-accessibility` (`true` or a ticket) says so of all.",
        ),
    },
    judge: (resource, { config, stack }, report) => {
        for (const method of callsIn(resource, config.accessibility, stack.tag("voiceForAccessibility"))) {
            report("a call is preferred to a text message", method);
        }
    },
    remedy: (resource, { config, stack }) => {
        const calls = callsIn(resource, config.accessibility, stack.tag("voiceForAccessibility"));
        for (const { source } of calls) {
            (source as Record<string, unknown>)["preferredAuthenticationMethod"] = "sms";
        }
        return calls.length > 0;
    },
});

/** `phone-number-is-allowed`: a number is written so that one country alone has it, and of a country that is allowed. */
export const phoneNumberIsAllowed = resourceRule({
    name: "phone-number-is-allowed",
    description: "Checks whether phone numbers are in E.164 and of allowed countries.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.validation],
    mending:
        'Write the number in E.164 ("+", country, number, digits alone), of a country that allow lists and deny does not.',
    settings: {
        allow: texts(
            "Beginnings of allowed numbers, such as `+44`. Empty: all that deny does not list.",
            "^\\+[0-9]{1,15}$",
        ),
        deny: texts(
            "Beginnings of numbers that are refused, also where allow lists a shorter one. Initially the international " +
                "premium rate service.",
            "^\\+[0-9]{1,15}$",
            ["+979"],
        ),
    },
    judge: (resource, { config: { allow, deny } }, report) => {
        for (const method of resource.methods) {
            const { phoneNumber } = method;
            if (typeof phoneNumber !== "string") {
                continue;
            }
            const begins = (beginning: string) => phoneNumber.startsWith(beginning);
            if (!/^\+[1-9][0-9]{6,14}$/.test(phoneNumber)) {
                report("phoneNumber is not in E.164", method);
            } else if (deny.some(begins)) {
                report("phoneNumber is of a country or service that deny lists", method);
            } else if (allow.length > 0 && !allow.some(begins)) {
                report("phoneNumber is of a country that allow does not list", method);
            }
        }
    },
});

function isPhone({ type }: DeclaredMethod): boolean {
    return type !== undefined && worthOf(type).isRestricted === true;
}

function callsIn(
    resource: DeclaredResource,
    accessibility: readonly string[],
    tag: string | undefined,
): DeclaredMethod[] {
    if (tag !== undefined && tag.toLowerCase() !== "false") {
        return [];
    }
    return resource.methods.filter(
        (method) => method.preference === "voice" && !isListed(accessibility, method, resource),
    );
}
