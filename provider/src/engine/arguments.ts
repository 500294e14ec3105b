// The arguments that the resources of this package have in common, and the words for what is wrong with them. Aware that
// at preview a value may not be known yet.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import * as z from "zod";
import { invalidIdReason } from "../auth0/paths";
import { isSeparable, looksLikeType } from "../core/ids";
import { picks } from "../core/selector";
import { areApplicable, preferredAuthenticationMethods } from "../core/settings";
import { quote } from "../core/text";

/** What stands for a whole value that is not known at preview. Source: `unknownValue` of the Pulumi SDK's rpc.ts. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What happens to the declared settings when they are no longer declared. */
export const onDeleteChoices = ["retain", "restore"] as const;

/** Inputs as the engine sends them: not checked, some perhaps unknown, `__provider` among them. */
export type RawInputs = Readonly<Record<string, unknown>>;

/** Whether a value is not known yet. */
export function isUnknown(value: unknown): boolean {
    return value === unknownValue;
}

/** Inputs without what is absent: a program may pass null for it. */
export function withoutNulls(inputs: RawInputs): Record<string, unknown> {
    return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null && value !== undefined));
}

function text(name: string, example: string) {
    return z.string({
        error: ({ input }) =>
            input === undefined ? `${name} is required: give ${example}.` : `${name} is not a text: give ${example}.`,
    });
}

function id(name: string, example: string) {
    return text(name, example).superRefine((value, context) => {
        const reason = invalidIdReason(value);
        if (reason !== undefined) {
            context.addIssue({ code: "custom", message: `${name} ${reason} Give ${example}.` });
        }
    });
}

function choice<const T extends readonly string[]>(name: string, choices: T) {
    const listed = choices.map((value) => `"${value}"`).join(" or ");
    return z.enum(choices, { error: `${name} must be ${listed}; leave it out to leave it alone.` }).optional();
}

const methodIdExample = 'the id of the authentication method, such as "phone|dev_kXVq4drj3Mw6uCF5"';

const methodTypeExample = 'the type of the method, such as "phone"';

/** What declares the settings of one method. Each message begins with the name of its argument. */
export const methodArguments = {
    userId: id("userId", 'the id of the Auth0 user, such as "auth0|507f1f77bcf86cd799439020"'),
    authenticationMethodId: id("authenticationMethodId", methodIdExample)
        .refine(isSeparable, {
            error: `authenticationMethodId holds "::", which no id of Auth0 does. Give ${methodIdExample}.`,
        })
        .refine((value) => !looksLikeType(value), {
            error: 'authenticationMethodId begins with "type:". To select a method by its type, declare authenticationMethodType.',
        })
        .optional(),
    authenticationMethodType: id("authenticationMethodType", methodTypeExample)
        .refine(isSeparable, {
            error: `authenticationMethodType holds "::", which no type of Auth0 does. Give ${methodTypeExample}.`,
        })
        .optional(),
    pick: z
        .enum(picks, {
            error: 'pick must be "only" (the default: several methods of the type are an error) or "newest" (the one created last).',
        })
        .optional(),
    name: text("name", "the name to keep")
        .min(1, { error: "name is empty, and Auth0 cannot unset a name. Leave it out to leave the name alone." })
        .optional(),
    preferredAuthenticationMethod: choice("preferredAuthenticationMethod", preferredAuthenticationMethods),
};

/** What every resource is told besides. */
export const resourceArguments = {
    onDelete: z
        .enum(onDeleteChoices, {
            error: 'onDelete must be "retain" (the default: leave the method as it is) or "restore" (put the declared settings back).',
        })
        .optional(),
    tenant: text("tenant", "the name of a block of auth0-authentication-methods:tenants")
        .min(1, { error: "tenant is empty. Leave it out for the tenant of auth0:domain." })
        .optional(),
};

const textToCompare = z.string().optional().catch(undefined);

/**
 * The same arguments as diff is given them: a refresh passes those of the state, where a tenant's own values may stand that no
 * program can declare. To refuse them is the business of check alone.
 */
export const methodToCompare = {
    userId: z.string(),
    authenticationMethodId: textToCompare,
    authenticationMethodType: textToCompare,
    pick: methodArguments.pick.catch(undefined),
    name: textToCompare,
    preferredAuthenticationMethod: textToCompare,
};

/** See {@link methodToCompare}. */
export const resourceToCompare = { onDelete: resourceArguments.onDelete.catch(undefined), tenant: textToCompare };

/** One thing that is wrong with an argument. */
export interface Problem {
    readonly name: string;
    readonly message: string;
}

/** What is wrong with the values of these arguments, as far as they are known. */
export function problemsOf(given: RawInputs, schemas: Readonly<Record<string, z.ZodType>>): Problem[] {
    return Object.entries(schemas).flatMap(([name, schema]) => {
        const value = given[name];
        const issues = isUnknown(value) ? [] : (schema.safeParse(value).error?.issues ?? []);
        return issues.map(({ message }) => ({ name, message }));
    });
}

// A list that is wrong as a whole, such as one that was read from the wrong column, must not fill a screen a hundred times.
const mostFailures = 20;

/** The first failures, and how many more there are. */
export function firstOf(failures: readonly CheckFailure[]): CheckFailure[] {
    const more = failures.length - mostFailures;
    return more <= 0
        ? [...failures]
        : [
              ...failures.slice(0, mostFailures),
              { property: "", reason: `and ${more} more problems of this resource: mend those above first.` },
          ];
}

/** What is wrong with these arguments beside one another, and the one that it is about. */
export function problemsBetween(given: RawInputs): { readonly name: string; readonly reason: string }[] {
    const { authenticationMethodId, authenticationMethodType: type, pick, preferredAuthenticationMethod } = given;
    const problems: { name: string; reason: string }[] = [];
    if (authenticationMethodId === undefined && type === undefined) {
        problems.push({
            name: "authenticationMethodId",
            reason: `authenticationMethodId is required: give ${methodIdExample}. Or declare authenticationMethodType instead, for the user's one method of a type.`,
        });
    }
    if (authenticationMethodId !== undefined && type !== undefined) {
        problems.push({
            name: "",
            reason:
                "authenticationMethodId and authenticationMethodType are both declared. Declare the one or the other: the id of " +
                "a method, or the type that the user has one method of.",
        });
    }
    if (pick !== undefined && type === undefined) {
        problems.push({
            name: "pick",
            reason: "pick says which of several methods of a type is meant. Declare authenticationMethodType with it, or take it out.",
        });
    }
    const isPreferring = preferredAuthenticationMethod !== undefined;
    if (isKnownText(type) && isPreferring && !areApplicable(["preferredAuthenticationMethod"], type)) {
        problems.push({
            name: "preferredAuthenticationMethod",
            reason:
                `preferredAuthenticationMethod applies to phone methods alone, and authenticationMethodType is ${quote(type)}. ` +
                "Take preferredAuthenticationMethod out.",
        });
    }
    return problems;
}

function isKnownText(value: unknown): value is string {
    return typeof value === "string" && !isUnknown(value);
}

/** What was given that is no argument. */
export function strangersAmong(given: RawInputs, names: readonly string[]): string[] {
    return Object.keys(given)
        .filter((key) => key !== "__provider" && !names.includes(key))
        .map((key) => `${quote(key)} is not an argument. The arguments are ${names.join(", ")}.`);
}
