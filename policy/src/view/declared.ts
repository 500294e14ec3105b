// One view of all three resources: the methods that each declares. Rules see this and nothing else of a resource, so that
// what holds for a single method holds for an entry of a group.

import type { PolicyResourceOptions } from "@pulumi/policy";
import { typeNamed, typeOfId } from "./methodTypes";
import { read, readElements, readText, type Text, unknown } from "./reading";
import { kindOf, type ResourceKind } from "./tokens";

/** A method as a resource declares it and, where the stack is judged, as the outputs tell it. */
export interface DeclaredMethod {
    /** Where in its resource it stands: "" or `settings[3]`. */
    readonly place: string;
    readonly userId: Text;
    readonly methodId: Text;
    /** The type by which the method is chosen, where it is not by its id. */
    readonly chosenType: Text;
    /** Undefined where it cannot be told. */
    readonly type: string | undefined;
    /** Whether the type is told by what is declared, rather than by an output alone. */
    readonly isTypeDeclared: boolean;
    readonly name: Text;
    readonly preference: Text;
    readonly tenant: Text;
    /** In the clear, and so only of an enrolment. */
    readonly phoneNumber: Text;
    /** Whether Auth0 says that the user has not finished the enrolment. */
    readonly isUnconfirmed: boolean;
    /** The properties that this was read from, to be changed in place. */
    readonly source: unknown;
}

/** One of the provider's resources. */
export interface DeclaredResource {
    readonly kind: ResourceKind;
    readonly urn: string;
    readonly name: string;
    readonly options: PolicyResourceOptions;
    readonly methods: readonly DeclaredMethod[];
    /** Whether there are methods that the preview knows nothing of. */
    readonly hasUnknownMethods: boolean;
    readonly onDelete: Text;
    readonly props: Record<string, unknown>;
}

/** What policies get of a resource, of its inputs or of its outputs. */
export interface GivenResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly opts: PolicyResourceOptions;
    // As @pulumi/policy gives it.
    readonly props: Record<string, unknown>;
}

/** The view of a resource; undefined when it is none of the provider's. */
export function declaredIn(given: GivenResource): DeclaredResource | undefined {
    const kind = kindOf(given.type);
    if (kind === undefined) {
        return undefined;
    }
    const { urn, name, opts: options, props } = given;
    const tenant = readText(props, "tenant");
    const entries = kind === "group" ? readElements(props, "settings") : [props];
    const known = entries === unknown ? [] : entries;
    return {
        kind,
        urn,
        name,
        options,
        methods: known.map((entry, index) => methodOf(kind, entry, index, tenant)),
        hasUnknownMethods: entries === unknown,
        onDelete: readText(props, "onDelete"),
        props,
    };
}

function methodOf(kind: ResourceKind, entry: unknown, index: number, tenant: Text): DeclaredMethod {
    const text = (key: string) => (entry === unknown ? unknown : readText(entry, key));
    const methodId = text("authenticationMethodId");
    const chosenType = text("authenticationMethodType");
    const output = text("type");
    // An enrolment's `type` is an argument; that of settings is an output.
    const declared = firstType(
        nameOfType(chosenType),
        nameOfType(kind === "enrolment" ? output : undefined),
        typeof methodId === "string" ? typeOfId(methodId) : undefined,
    );
    return {
        place: kind === "group" ? `settings[${index}]` : "",
        userId: text("userId"),
        methodId,
        chosenType,
        type: declared ?? nameOfType(output),
        isTypeDeclared: declared !== undefined,
        name: text("name"),
        preference: text("preferredAuthenticationMethod"),
        tenant,
        phoneNumber: kind === "enrolment" ? text("phoneNumber") : undefined,
        isUnconfirmed: entry !== unknown && read(entry, "confirmed") === false,
        source: entry,
    };
}

function nameOfType(text: Text): string | undefined {
    return typeof text === "string" ? typeNamed(text) : undefined;
}

function firstType(...types: readonly (string | undefined)[]): string | undefined {
    return types.find((type) => type !== undefined);
}
