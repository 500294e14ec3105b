// Rules about which factors users have, and how many.

import { methodRule, stackRule } from "../rule";
import { patterns, wholeNumber } from "../settings";
import { isListed } from "../view/listed";
import { worthOf } from "../view/methodTypes";
import { isMeant } from "../view/patterns";
import { usersOf } from "../view/users";
import { privilegedUsers } from "./privileged";
import { standards } from "./standards";

/** `email-is-no-factor`: a mailbox proves nothing that a password does not. */
export const emailIsNoFactor = methodRule({
    name: "email-is-no-factor",
    description: "Checks whether no e-mail method is declared as a factor.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.email, standards.noEmail],
    mending: "Declare a passkey, a security key or TOTP of the user's instead.",
    settings: {
        except: patterns("Users or names of resources whose e-mail methods are for recovery alone."),
    },
    judge: (method, { config: { except } }, resource) =>
        method.type === "email" && !isListed(except, method, resource)
            ? "e-mail is not to be used as an authentication factor"
            : undefined,
});

/** `privileged-user-has-phishing-resistant-method`: those who can do the most harm cannot be phished. */
export const privilegedUserHasPhishingResistantMethod = stackRule({
    name: "privileged-user-has-phishing-resistant-method",
    description: "Checks whether each privileged user has a method that is resistant to phishing.",
    enforcementLevel: "advisory",
    severity: "high",
    standards: [
        standards.aal2,
        standards.aal3,
        standards.phishingResistance,
        standards.multiFactor,
        standards.phishingResistanceOfAgencies,
    ],
    mending: "Declare a passkey or a security key of the user's (webauthn-roaming, webauthn-platform) in this stack.",
    settings: { privilegedUsers },
    judge: (resources, { config }, report) => {
        for (const { userId, methods, isUndecided } of usersOf(resources)) {
            const hasOne = methods.some(
                ({ method }) => worthOf(method.type ?? "").isPhishingResistant && !method.isUnconfirmed,
            );
            const [first] = methods;
            if (first !== undefined && !hasOne && !isUndecided && isMeant(config.privilegedUsers, userId)) {
                report("a privileged user has no phishing-resistant method here", first.resource, first.method);
            }
        }
    },
});

/** `user-has-two-authenticators`: who loses one still has another. */
export const userHasTwoAuthenticators = stackRule({
    name: "user-has-two-authenticators",
    description: "Checks whether each user has at least two authenticators.",
    enforcementLevel: "advisory",
    severity: "low",
    standards: [standards.twoMeans],
    mending: "Declare another authenticator of the user's in this stack, so that the loss of one locks nobody out.",
    settings: {
        minimum: wholeNumber(
            "How many each user has at least, e-mail, passwords and recovery codes not counted.",
            1,
            2,
        ),
        except: patterns("Users whose other authenticators this stack does not declare."),
    },
    judge: (resources, { config: { minimum, except } }, report) => {
        for (const { userId, methods, isUndecided } of usersOf(resources)) {
            const counted = methods.filter(
                ({ method: { type, isUnconfirmed } }) =>
                    type !== undefined && !worthOf(type).isNoSecondFactor && !isUnconfirmed,
            );
            const different = new Set(
                counted.map(({ method: { methodId, type } }) => (typeof methodId === "string" ? methodId : type)),
            );
            const [first] = methods;
            if (first !== undefined && different.size < minimum && !isUndecided && !isMeant(except, userId)) {
                const problem = `this stack declares ${different.size} of the ${minimum} authenticators that a user is to have`;
                report(problem, first.resource, first.method);
            }
        }
    },
});
