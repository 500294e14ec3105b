// What a program may declare of one method, and how it is read.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import * as z from "zod";
import { InvalidArgumentsError } from "../../core/errors";
import {
    firstOf,
    methodArguments,
    methodToCompare,
    problemsBetween,
    problemsOf,
    type RawInputs,
    resourceArguments,
    resourceToCompare,
    strangersAmong,
    withoutNulls,
} from "../arguments";

const argumentSchemas = { ...methodArguments, ...resourceArguments };
const argumentNames = Object.keys(argumentSchemas);
const inputsSchema = z.object(argumentSchemas);

/** Inputs as the provider works with them. */
export type SettingsInputs = z.infer<z.ZodObject<typeof argumentSchemas>>;

/**
 * Inputs that were checked and are known, as the engine hands them to create and update.
 *
 * @throws InvalidArgumentsError: a policy may have changed them after the check.
 */
export function readInputs(inputs: RawInputs): SettingsInputs {
    const given = withoutNulls(inputs);
    const { data, error } = inputsSchema.safeParse(given);
    const reasons = [
        ...(error?.issues ?? []).map(({ message }) => message),
        ...problemsBetween(given).map(({ reason }) => reason),
    ];
    if (data === undefined || reasons.length > 0) {
        throw new InvalidArgumentsError(reasons.join(" "));
    }
    return data;
}

const comparedSchema = z.object({ ...methodToCompare, ...resourceToCompare });

/** Inputs as diff is given them: see {@link methodToCompare}. */
export function readInputsToCompare(inputs: RawInputs): SettingsInputs {
    return comparedSchema.parse(withoutNulls(inputs)) as SettingsInputs;
}

/** Checks the shape of inputs: one failure for each problem, in the user's words. Nothing is read from the tenant. */
export function checkShape(inputs: RawInputs): CheckFailure[] {
    const given = withoutNulls(inputs);
    const failures: CheckFailure[] = problemsOf(given, argumentSchemas).map(({ name, message }) => {
        return { property: name, reason: message };
    });
    if (given["name"] === undefined && given["preferredAuthenticationMethod"] === undefined) {
        failures.push({
            property: "",
            reason: "neither name nor preferredAuthenticationMethod is declared. Declare at least one of them.",
        });
    }
    failures.push(...problemsBetween(given).map(({ name, reason }) => ({ property: name, reason })));
    failures.push(...strangersAmong(given, argumentNames).map((reason) => ({ property: "", reason })));
    return firstOf(failures);
}
