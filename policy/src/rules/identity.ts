// Rules about which users and which methods a stack may declare.

import { resourceRule, stackRule } from "../rule";
import { texts } from "../settings";
import type { DeclaredMethod, DeclaredResource } from "../view/declared";
import { standards } from "./standards";

/** `user-connection-is-allowed`: a stack reaches the users that it is for. */
export const userConnectionIsAllowed = resourceRule({
    name: "user-connection-is-allowed",
    description: "Checks whether user ids name a connection, and one that is allowed.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.objectAuthorization, standards.identityNamespace],
    mending: "Correct userId, or add its connection to allow.",
    settings: {
        allow: texts(
            "Beginnings of user ids, such as `auth0|` or `samlp|company|`. Empty: any connection.",
            "^[^|]+\\|",
        ),
    },
    judge: (resource, { config: { allow } }, report) => {
        for (const method of resource.methods) {
            const { userId } = method;
            if (typeof userId !== "string") {
                continue;
            }
            if (!/^[^|\s]+\|./u.test(userId)) {
                report("userId does not begin with a connection, such as auth0|", method);
            } else if (allow.length > 0 && !allow.some((beginning) => userId.startsWith(beginning))) {
                report("userId is of a connection that allow does not list", method);
            }
        }
    },
});

/** `one-resource-per-method`: two resources that keep one method as declared undo each other's work for ever. */
export const oneResourcePerMethod = stackRule({
    name: "one-resource-per-method",
    description: "Checks whether no method is declared twice in a stack, by single resources, groups or both.",
    enforcementLevel: "mandatory",
    severity: "medium",
    standards: [standards.objectAuthorization],
    mending: "Declare each method in one place.",
    settings: {},
    judge: (resources, _judging, report) => {
        const places = new Map<string, { resource: DeclaredResource; method: DeclaredMethod }>();
        for (const resource of resources) {
            for (const method of resource.methods) {
                const earlier = keysOf(method).map((key) => places.get(key) ?? { key });
                const other = earlier.find((found) => "resource" in found);
                for (const found of earlier) {
                    if ("key" in found) {
                        places.set(found.key, { resource, method });
                    }
                }
                if (other !== undefined) {
                    report(`the method is declared by ${nameOf(other)} as well`, resource, method);
                }
            }
        }
    },
});

/** By which a method is the same as another: its id, and the type by which it is chosen where that is how. */
function keysOf({ userId, methodId, chosenType, tenant }: DeclaredMethod): string[] {
    if (typeof userId !== "string" || typeof tenant === "symbol") {
        return [];
    }
    const key = (kind: string, value: string) => JSON.stringify([tenant ?? null, userId, kind, value]);
    return [
        ...(typeof methodId === "string" ? [key("id", methodId)] : []),
        ...(typeof chosenType === "string" ? [key("type", chosenType)] : []),
    ];
}

function nameOf({ resource, method }: { resource: DeclaredResource; method: DeclaredMethod }): string {
    const name = JSON.stringify(resource.name);
    return method.place === "" ? name : `${method.place} of ${name}`;
}
