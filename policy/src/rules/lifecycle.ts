// Rules about what deleting and ignoring do.

import { resourceRule } from "../rule";
import { patterns, tickets } from "../settings";
import type { DeclaredResource } from "../view/declared";
import { isMeant } from "../view/patterns";
import { isProduction } from "../view/stack";
import { privilegedUsers } from "./privileged";
import { standards } from "./standards";

/** The names by which a production stack is known where nothing else is said. */
const productionNames = ["prod", "production", "prod-*", "production-*", "*-prod", "*-production"];

/** `methods-are-retained-in-production`: in production, nothing that users sign in with goes by itself. */
export const methodsAreRetainedInProduction = resourceRule({
    name: "methods-are-retained-in-production",
    description: "Checks whether destroying changes no method in production, unless a ticket says so.",
    enforcementLevel: "mandatory",
    severity: "high",
    standards: [standards.changeControl, standards.revocation, standards.replacement],
    mending:
        'Leave onDelete at "retain", set protect on an AuthenticationMethod, or name the ticket of the change in ' +
        "acceptDestruction.",
    settings: {
        stacks: patterns(
            "Names of production stacks. The tag `auth0:production` (`true` or `false`) goes before them.",
            productionNames,
        ),
        acceptDestruction: tickets("Tickets by which resources may do so, by name of the resource."),
    },
    judge: (resource, { config, stack }, report) => {
        if (!isProduction(stack, config.stacks) || isMeant(Object.keys(config.acceptDestruction), resource.name)) {
            return;
        }
        if (resource.onDelete === "restore") {
            report('onDelete is "restore", which changes users\' methods when the resource is deleted');
        }
        if (resource.kind === "enrolment" && !resource.options.protect) {
            report("an AuthenticationMethod that is not protected is deleted with its resource");
        }
    },
    remedy: (resource, { config, stack }) => {
        const isMeantHere =
            isProduction(stack, config.stacks) && !isMeant(Object.keys(config.acceptDestruction), resource.name);
        if (!isMeantHere || resource.onDelete !== "restore") {
            return false;
        }
        resource.props["onDelete"] = "retain";
        return true;
    },
});

/** `privileged-user-is-protected`: what privileged users sign in with is neither removed in passing nor left to drift. */
export const privilegedUserIsProtected = resourceRule({
    name: "privileged-user-is-protected",
    description: "Checks whether resources of privileged users are protected and ignore no changes.",
    enforcementLevel: "advisory",
    severity: "medium",
    standards: [standards.separationOfDuties],
    mending: "Set the resource options protect: true, and leave out ignoreChanges.",
    settings: { privilegedUsers },
    judge: (resource, { config }, report) => {
        const method = resource.methods.find(
            ({ userId }) => typeof userId === "string" && isMeant(config.privilegedUsers, userId),
        );
        if (method === undefined) {
            return;
        }
        const { protect, ignoreChanges } = resource.options;
        if (!protect) {
            report("the resource of a privileged user is not protected", method);
        }
        if (ignoresDeclared(resource, ignoreChanges)) {
            report("the resource of a privileged user ignores changes of what it declares", method);
        }
    },
});

function ignoresDeclared({ kind }: DeclaredResource, ignoreChanges: readonly string[]): boolean {
    // A group has one property that counts; of the others, those that describe the user are as good as the declaration.
    const harmless = kind === "enrolment" ? ["userAgent"] : [];
    return ignoreChanges.some((path) => !harmless.includes(path));
}
