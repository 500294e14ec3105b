// The rule about values that must not stand in a state in the clear. A policy that judges is given every value in the clear
// and cannot tell which is a secret; one that remediates can, and can make it one. Hence the rule's level.

import { Secret } from "@pulumi/policy";
import { resourceRule } from "../rule";
import type { DeclaredResource } from "../view/declared";
import { read, unknown } from "../view/reading";
import { standards } from "./standards";

/** What an enrolment is given that is somebody's. */
const personalInputs = ["phoneNumber", "email", "totpSecret"] as const;

/**
 * The resources that were looked at for secrets. The engine has each one remediated before it is judged; where it has not,
 * the rule runs at another level, and must not pass what nobody looked at.
 */
const lookedAt = new Set<string>();

/** What is personal is encrypted. */
export const personalValuesAreSecret = resourceRule({
    name: "personal-values-are-secret",
    description:
        "Checks whether phone numbers, e-mail addresses and TOTP secrets are Pulumi secrets, and makes them so.",
    enforcementLevel: "remediate",
    severity: "critical",
    standards: [standards.secretsManagement, standards.protection],
    mending: 'Run the rule at the level "remediate", at which it sees what is a secret and makes one of what is none.',
    settings: {},
    judge: (resource, _judging, report) => {
        const given = givenOf(resource);
        if (given.length > 0 && !lookedAt.has(resource.urn)) {
            report(`at this level it cannot be seen which of ${given.join(", ")} are secrets`);
        }
    },
    remedy: (resource) => {
        lookedAt.add(resource.urn);
        const { props } = resource;
        const plain = givenOf(resource).filter((key) => !isSecret(props, key));
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
