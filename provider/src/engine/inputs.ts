// What a program may declare, and the words for everything else. Aware that at preview a value may not be known yet.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import * as z from "zod";
import { invalidIdReason } from "../auth0/paths";
import { InvalidArgumentsError } from "../core/errors";
import { isMethodIdSeparable } from "../core/ids";
import { preferredAuthenticationMethods } from "../core/settings";
import { quote } from "../core/text";

/** What stands for a whole value that is not known at preview. Source: `unknownValue` of the Pulumi SDK's rpc.ts. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What happens to the declared settings when the resource is deleted. */
export const onDeleteChoices = ["retain", "restore"] as const;

function text(name: string, example: string) {
    return z.string({
        error: ({ input }) =>
            input === undefined ? `${name} is required: ${example}.` : `${name} is not a text: ${example}.`,
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

const argumentSchemas = {
    userId: id("userId", 'the id of the Auth0 user, such as "auth0|507f1f77bcf86cd799439020"'),
    authenticationMethodId: id("authenticationMethodId", methodIdExample).refine(isMethodIdSeparable, {
        error: `authenticationMethodId holds "::", which no id of Auth0 does. Give ${methodIdExample}.`,
    }),
    name: text("name", "the name to keep")
        .min(1, { error: "name is empty, and Auth0 cannot unset a name. Leave it out to leave the name alone." })
        .optional(),
    preferredAuthenticationMethod: choice("preferredAuthenticationMethod", preferredAuthenticationMethods),
    onDelete: z
        .enum(onDeleteChoices, {
            error: 'onDelete must be "retain" (the default: leave the method as it is) or "restore" (put the declared settings back).',
        })
        .optional(),
    tenant: text("tenant", "the name of a block of auth0-authentication-methods:tenants")
        .min(1, { error: "tenant is empty. Leave it out for the tenant of auth0:domain." })
        .optional(),
};

type ArgumentName = keyof typeof argumentSchemas;
const argumentNames = Object.keys(argumentSchemas) as ArgumentName[];

/** Inputs as the provider works with them. */
export type SettingsInputs = z.infer<z.ZodObject<typeof argumentSchemas>>;

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

/**
 * Inputs that were checked and are known, as the engine hands them to create and update.
 *
 * @throws InvalidArgumentsError: a policy may have changed them after the check.
 */
export function readInputs(inputs: RawInputs): SettingsInputs {
    const { data, error } = z.object(argumentSchemas).safeParse(withoutNulls(inputs));
    if (data === undefined) {
        throw new InvalidArgumentsError(error.issues.map(({ message }) => message).join(" "));
    }
    return data;
}

const recordedInputsSchema = z.object({
    userId: z.string(),
    authenticationMethodId: z.string(),
    name: z.string().optional().catch(undefined),
    preferredAuthenticationMethod: z.string().optional().catch(undefined),
    onDelete: argumentSchemas.onDelete.catch(undefined),
    tenant: z.string().optional().catch(undefined),
});

/**
 * Inputs as diff is given them: a refresh passes those of the state, where a tenant's own values may stand that no program
 * can declare. To refuse them is the business of check alone.
 */
export function readInputsToCompare(inputs: RawInputs): SettingsInputs {
    return recordedInputsSchema.parse(withoutNulls(inputs)) as SettingsInputs;
}

/** Checks the shape of inputs: one failure for each problem, in the user's words. Nothing is read from the tenant. */
export function checkShape(inputs: RawInputs): CheckFailure[] {
    const given = withoutNulls(inputs);
    const failures: CheckFailure[] = [];
    for (const name of argumentNames) {
        const value = given[name];
        const result = isUnknown(value) ? undefined : argumentSchemas[name].safeParse(value);
        for (const issue of result?.error?.issues ?? []) {
            // The engine prints the value of a named property in the clear: only short texts may be named.
            const isShown = value === undefined || typeof value === "string";
            failures.push({ property: isShown ? name : "", reason: issue.message });
        }
    }
    if (given["name"] === undefined && given["preferredAuthenticationMethod"] === undefined) {
        failures.push({
            property: "",
            reason: "neither name nor preferredAuthenticationMethod is declared. Declare at least one of them.",
        });
    }
    for (const key of Object.keys(given)) {
        if (key !== "__provider" && !Object.hasOwn(argumentSchemas, key)) {
            failures.push({
                property: "",
                reason: `${quote(key)} is not an argument. The arguments are ${argumentNames.join(", ")}.`,
            });
        }
    }
    return failures;
}
