// What a resource keeps in the state. States of every release must be readable for ever, so fields are added, never
// renamed, and what is read is read with patience. What was declared is kept as it was declared: a read tells phone number
// and e-mail address masked, or not, as the tenant is set, and the TOTP secret never.

import * as z from "zod";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import type { MethodReference } from "../../core/ids";
import { type Settings, settingNames } from "../../core/settings";
import { type Adopted, recordedMethod, recordedTenant, recordedText } from "../adopted";
import { withoutNulls } from "../arguments";
import { argumentNames, type EnrolledInputs } from "./inputs";

type ArgumentName = (typeof argumentNames)[number];

/** The outputs of `AuthenticationMethod`: the arguments, and the method as Auth0 has it. */
export interface EnrolledOutputs extends Partial<AuthenticationMethod> {
    readonly userId: string;
    readonly authenticationMethodId: string;
    /** Which arguments are declared: Auth0 tells of some that are not. Absent of a method that is only read. */
    readonly declaredArguments?: readonly string[];
    readonly [argument: string]: unknown;
}

/** What later operations need of the outputs in a state. */
export interface RecordedOutputs extends MethodReference, Settings {
    readonly tenant?: string;
    /** What was declared, by name. Undefined where the state does not tell. */
    readonly declared: Readonly<Partial<Record<ArgumentName, unknown>>> | undefined;
}

/**
 * Makes the outputs.
 *
 * @param method - The method as Auth0 has it; undefined while it could not be read.
 */
export function makeOutputs(
    { userId, authenticationMethodId, tenant }: MethodReference & { readonly tenant?: string | undefined },
    declared: Readonly<Partial<Record<ArgumentName, unknown>>> | undefined,
    method: AuthenticationMethod | undefined,
): EnrolledOutputs {
    // What Auth0 has of the settings goes before what is declared of them: so it shows what was changed elsewhere.
    const settings = method === undefined ? {} : Object.fromEntries(settingNames.map((name) => [name, method[name]]));
    return withoutNulls({
        ...method,
        ...declared,
        ...settings,
        userId,
        authenticationMethodId,
        tenant,
        ...(declared !== undefined && { declaredArguments: Object.keys(declared) }),
    }) as EnrolledOutputs;
}

/** What inputs declare, without what is absent. */
export function declaredIn(inputs: EnrolledInputs): Readonly<Partial<Record<ArgumentName, unknown>>> {
    return pickArguments(inputs, argumentNames);
}

function pickArguments(from: Readonly<Record<string, unknown>>, names: readonly string[]) {
    return Object.fromEntries(
        argumentNames
            .filter((name) => names.includes(name) && from[name] !== undefined)
            .map((name) => [name, from[name]]),
    );
}

const recordedSchema = z.object({
    ...recordedMethod,
    tenant: recordedTenant,
    name: recordedText,
    preferredAuthenticationMethod: recordedText,
    declaredArguments: z.array(z.unknown()).optional().catch(undefined),
});

/** Reads outputs from a state; undefined when it cannot be told from them which method they stand for. */
export function readOutputs(outputs: unknown): RecordedOutputs | undefined {
    const recorded = recordedSchema.safeParse(outputs).data;
    if (recorded === undefined) {
        return undefined;
    }
    const { declaredArguments: names, tenant, ...others } = recorded;
    const declared = names && pickArguments(outputs as Record<string, unknown>, names.map(String));
    return {
        ...(withoutNulls(others) as unknown as MethodReference),
        ...(tenant !== undefined && { tenant }),
        declared,
    };
}

/** Whether outputs are those of a resource that `get` only begins to read. */
export function isToGet(outputs: unknown): boolean {
    return !Object.keys(outputs ?? {}).some((key) => ["userId", "authenticationMethodId"].includes(key));
}

/**
 * The inputs that stand for a resource as it was read: what is declared, and of the settings among it what Auth0 has, so that
 * a difference to the program shows.
 */
export function inputsOf({
    declaredArguments = ["userId", "type", "tenant"],
    ...outputs
}: EnrolledOutputs): Record<string, unknown> {
    return pickArguments(outputs, declaredArguments);
}

/** What is recorded of the settings, as the lines about drift want it. */
export function asAdopted({ declared = {}, ...recorded }: RecordedOutputs): Adopted {
    const declaredSettings = settingNames.filter((name) => declared[name] !== undefined);
    return { ...recorded, declaredSettings, originalSettings: {} };
}
