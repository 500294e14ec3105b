// What a program may declare of many methods, and how it is read.

import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import * as z from "zod";
import { InvalidArgumentsError } from "../../core/errors";
import { pickSelector, type Selector, selectorKey } from "../../core/selector";
import { pickSettings, type Settings } from "../../core/settings";
import {
    firstOf,
    isUnknown,
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
import { meantBy } from "../lines";

const groupWide = Object.keys(resourceArguments);
const argumentNames = ["settings", ...groupWide];
const entryNames = Object.keys(methodArguments);
// When some of a group fails, the engine is handed what is recorded in the trailers of the answer, and breaks off beyond
// 16 MB of base64: nothing would be recorded. What is recorded is about twice as long as what is declared.
const mostMegabytes = 6;
const megabyte = 1_000_000;

/** One entry of a group: a method, and what is declared of it. */
export type GroupEntry = Selector & Settings;

/** Inputs as the provider works with them. */
export interface GroupInputs extends z.infer<z.ZodObject<typeof resourceArguments>> {
    readonly settings: readonly GroupEntry[];
}

/**
 * Inputs that were checked and are known, as the engine hands them to create and update.
 *
 * @throws InvalidArgumentsError: a policy may have changed them after the check.
 */
export function readGroupInputs(inputs: RawInputs): GroupInputs {
    const failures = checkGroupShape(inputs);
    if (failures.length > 0) {
        throw new InvalidArgumentsError(failures.map(({ reason }) => reason).join(" "));
    }
    return readGroupInputsToCompare(inputs);
}

const entrySchema = z.object(methodToCompare);
const groupWideSchema = z.object(resourceToCompare);

/** Inputs as diff is given them: see {@link methodToCompare}. */
export function readGroupInputsToCompare(inputs: RawInputs): GroupInputs {
    const { onDelete, tenant } = groupWideSchema.parse(withoutNulls(inputs));
    return {
        settings: knownEntries(inputs).map(({ entry }) => entry),
        ...(onDelete !== undefined && { onDelete }),
        ...(tenant !== undefined && { tenant }),
    };
}

/** The entries whose method is known, with what is known of them, and where they stand in `settings`. */
export function knownEntries({ settings }: RawInputs): { index: number; entry: GroupEntry }[] {
    return entriesOf(settings).flatMap((given, index) => {
        const { data } = entrySchema.safeParse(isObject(given) ? withoutUnknowns(given) : given);
        const isMeant = isObject(given) && !isUnknown(given["pick"]) && hasMethod(data ?? {});
        return data === undefined || !isMeant
            ? []
            : [{ index, entry: { ...pickSelector(data), ...pickSettings(data as Settings) } }];
    });
}

/** Whether anything of the inputs is not known yet. */
export function hasUnknowns(inputs: RawInputs): boolean {
    return (
        Object.values(inputs).some(isUnknown) ||
        entriesOf(inputs["settings"]).some(
            (entry) => isUnknown(entry) || (isObject(entry) && Object.values(entry).some(isUnknown)),
        )
    );
}

/**
 * Checks the shape of inputs: one failure for each problem, in the user's words, up to twenty. Nothing is read from the
 * tenant. No property is named: the engine would print its value, which is the whole list.
 */
export function checkGroupShape(inputs: RawInputs): CheckFailure[] {
    const given = withoutNulls(inputs);
    const reasons = [
        ...problemsOf(given, resourceArguments).map(({ message }) => message),
        ...problemsOfSettings(given["settings"]),
        ...strangersAmong(given, argumentNames),
    ];
    return firstOf(reasons.map((reason) => ({ property: "", reason })));
}

function problemsOfSettings(settings: unknown): string[] {
    if (isUnknown(settings)) {
        return [];
    }
    if (!Array.isArray(settings)) {
        const problem = settings === undefined ? "is required" : "is not a list";
        return [`settings ${problem}: declare the methods, each as { userId, authenticationMethodId, name … }.`];
    }
    const megabytes = Buffer.byteLength(JSON.stringify(settings)) / megabyte;
    if (megabytes > mostMegabytes) {
        return [
            `settings is too long for one group: ${settings.length} entries, ${megabytes.toFixed(1)} MB as JSON. At most ` +
                `${mostMegabytes} MB can be recorded when some of it fails: declare several groups instead.`,
        ];
    }
    const places = new Map<string, number>();
    return settings.flatMap((entry: unknown, index) => problemsOfEntry(entry, index, places));
}

function problemsOfEntry(entry: unknown, index: number, places: Map<string, number>): string[] {
    const place = `settings[${index}]`;
    if (isUnknown(entry)) {
        return [];
    }
    if (!isObject(entry)) {
        return [`${place} is not an object: give { userId, authenticationMethodId, name … }.`];
    }
    const given = withoutNulls(entry);
    const problems = problemsOf(given, methodArguments).map(({ message }) => `${place}.${message}`);
    if (given["name"] === undefined && given["preferredAuthenticationMethod"] === undefined) {
        problems.push(
            `${place} declares neither name nor preferredAuthenticationMethod. Declare at least one of them.`,
        );
    }
    problems.push(...problemsBetween(given).map(({ reason }) => `${place}: ${reason}`));
    // A program that moves single resources into a group may bring along what the group takes once.
    const own = Object.fromEntries(Object.entries(given).filter(([name]) => !groupWide.includes(name)));
    problems.push(
        ...groupWide
            .filter((name) => name in given)
            .map(
                (name) =>
                    `${place}: ${name} is declared once for the whole group, beside settings. Take it out of the entry.`,
            ),
        ...strangersAmong(own, entryNames).map((reason) => `${place}: ${reason}`),
    );
    const selector = selectorIn(given);
    if (selector !== undefined) {
        const key = selectorKey(selector);
        const first = places.get(key);
        if (first !== undefined) {
            problems.push(
                `settings[${first}] and ${place} are the same method, ${meantBy(selector)}. Declare it once.`,
            );
        }
        places.set(key, first ?? index);
    }
    return problems;
}

/** What an entry means, as far as it is known. */
function selectorIn({ userId, authenticationMethodId: id, authenticationMethodType: type }: RawInputs) {
    if (!isText(userId)) {
        return undefined;
    }
    if (isText(type)) {
        return { userId, authenticationMethodType: type };
    }
    return type === undefined && isText(id) ? { userId, authenticationMethodId: id } : undefined;
}

function hasMethod({ authenticationMethodId, authenticationMethodType }: Partial<Selector>): boolean {
    return (authenticationMethodId ?? authenticationMethodType) !== undefined;
}

function entriesOf(settings: unknown): readonly unknown[] {
    return Array.isArray(settings) ? settings : [];
}

function isObject(value: unknown): value is RawInputs {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
    return typeof value === "string" && !isUnknown(value);
}

function withoutUnknowns(entry: RawInputs): RawInputs {
    return Object.fromEntries(Object.entries(withoutNulls(entry)).filter(([, value]) => !isUnknown(value)));
}
