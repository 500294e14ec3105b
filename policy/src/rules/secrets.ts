// The rule about values that must not stand in a state in the clear. A policy that judges is given every value in the clear
// and cannot tell which is a secret; one that remediates can, and can make it one. Hence the rule's level.

import { Secret } from "@pulumi/policy";
import { resourceRule } from "../rule";
import { yesOrNo } from "../settings";
import type { DeclaredResource } from "../view/declared";
import { read, unknown } from "../view/reading";
import { standards } from "./standards";

/** What an enrolment is given that is somebody's. */
const personalInputs = ["phoneNumber", "email", "totpSecret"] as const;

/**
 * What was found to be no secret, by resource. The engine has each resource remediated before it is judged; one that is not
 * here was not looked at, since the rule runs at another level, and must not pass.
 */
const plainValues = new Map<string, readonly string[]>();

/** `personal-values-are-secret`: what is personal is encrypted. */
export const personalValuesAreSecret = resourceRule({
    name: "personal-values-are-secret",
    description:
        "Checks whether phone numbers, e-mail addresses and TOTP secrets are Pulumi secrets, and makes them so.",
    enforcementLevel: "remediate",
    severity: "critical",
    standards: [standards.secretsManagement, standards.protection],
    mending:
        "Pass such values by pulumi.secret or config.requireSecret, and run the rule at the level " +
        '"remediate": at any other it cannot see what is a secret.',
    settings: {
        refuse: yesOrNo("Whether a value that is no secret is refused, instead of being made one.", false),
    },
    judge: (resource, { config }, report) => {
        const given = givenOf(resource);
        const plain = plainValues.get(resource.urn);
        if (given.length > 0 && plain === undefined) {
            report(`at this level it cannot be seen which of ${given.join(", ")} are secrets`);
        } else if (config.refuse && plain !== undefined && plain.length > 0) {
            report(`no secrets: ${plain.join(", ")}`);
        }
    },
    remedy: (resource, { config }) => {
        const { props, urn } = resource;
        const plain = givenOf(resource).filter((key) => !isSecret(props, key));
        plainValues.set(urn, plain);
        if (config.refuse) {
            return false;
        }
        for (const key of plain) {
            props[key] = new Secret(read(props, key));
        }
        return plain.length > 0;
    },
});

function givenOf({ kind, props }: DeclaredResource): string[] {
    return kind === "enrolment" ? personalInputs.filter((key) => isKnown(read(props, key))) : [];
}

function isKnown(value: unknown): boolean {
    return value !== undefined && value !== null && value !== unknown;
}

/** Reading a property gives what is in the secret; its descriptor gives the secret. */
function isSecret(props: object, key: string): boolean {
    return Object.getOwnPropertyDescriptor(props, key)?.value instanceof Secret;
}
