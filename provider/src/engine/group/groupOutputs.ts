// What a group keeps in the state: of each entry what was declared, the id of the method, and the original settings. States
// of every release must be readable for ever, so fields are added, never renamed, and what is read is read with patience.

import * as z from "zod";
import type { MethodReference } from "../../core/ids";
import { type Pick as PickOf, pickSelector } from "../../core/selector";
import { namesOf, type SettingName, type Settings, settingNames } from "../../core/settings";
import { type Adopted, adoptedBefore, recordedMethod, recordedSettings, recordedTenant } from "../adopted";
import { onDeleteChoices } from "../arguments";
import type { GroupEntry, GroupInputs } from "./groupInputs";

/**
 * One method as the state records it. A setting that is declared is there, with the value that was last seen or made, or
 * null where there is none.
 */
export interface RecordedEntry extends MethodReference {
    readonly name?: string | null;
    readonly preferredAuthenticationMethod?: string | null;
    /** See {@link Adopted}. */
    readonly authenticationMethodType?: string | undefined;
    readonly pick?: PickOf | undefined;
    readonly adoptedMethodId?: string | undefined;
    readonly originalSettings: Settings;
    /** The answer to the last change was lost: what was sent is recorded, and must be looked at again. */
    readonly unfinished?: true;
}

/** The outputs of `AuthenticationMethodSettingsGroup`. Named as the inputs, so that what is secret there is so here. */
export interface GroupOutputs extends Pick<GroupInputs, "onDelete" | "tenant"> {
    readonly settings: readonly RecordedEntry[];
}

/**
 * Records an entry.
 *
 * @param adopted - What was recorded of it before; of one that is adopted now, what is recorded for ever.
 * @param found - Its method.
 * @param live - The settings that the method has now.
 */
export function recordEntry(
    entry: GroupEntry,
    adopted: Pick<Adopted, "authenticationMethodId" | "adoptedMethodId" | "originalSettings">,
    found: string,
    live: Settings,
): RecordedEntry {
    const { userId, authenticationMethodType, pick } = entry;
    return recordAnew(
        { ...adopted, userId, authenticationMethodType, pick, declaredSettings: namesOf(entry) },
        found,
        live,
    );
}

/** The same entry with the method that was found now, and the settings that it has. */
export function recordAnew(recorded: Adopted, found: string, live: Settings): RecordedEntry {
    const { userId, authenticationMethodType, pick, declaredSettings, originalSettings } = recorded;
    return {
        userId,
        authenticationMethodId: found,
        ...(authenticationMethodType !== undefined && { authenticationMethodType }),
        ...(pick !== undefined && { pick }),
        ...adoptedBefore(recorded, found),
        ...liveOf(declaredSettings, live),
        originalSettings,
    };
}

function liveOf(names: readonly SettingName[], live: Settings): Record<string, string | null> {
    return Object.fromEntries(names.map((name) => [name, live[name] ?? null]));
}

/** What single resources and groups have in common of what they record. */
export function adoptedFrom(recorded: RecordedEntry): Adopted {
    const { name: _name, preferredAuthenticationMethod: _preferred, unfinished: _unfinished, ...method } = recorded;
    const declaredSettings = settingNames.filter((name) => recorded[name] !== undefined);
    return { ...method, ...valuesOf(recorded), declaredSettings };
}

/** What is recorded of the settings, without those that have no value. */
export function valuesOf(recorded: RecordedEntry): Settings {
    return Object.fromEntries(
        settingNames.flatMap((name) => (typeof recorded[name] === "string" ? [[name, recorded[name]]] : [])),
    );
}

const setting = z.string().nullish().catch(undefined);

const entrySchema = z.object({
    ...recordedMethod,
    name: setting,
    preferredAuthenticationMethod: setting,
    originalSettings: recordedSettings.catch({}),
    unfinished: z.literal(true).optional().catch(undefined),
});

const outputsSchema = z.object({
    settings: z.array(entrySchema),
    onDelete: z.enum(onDeleteChoices).optional().catch(undefined),
    tenant: recordedTenant,
});

/** Reads outputs from a state; undefined when they are none of a group. */
export function readGroupOutputs(outputs: unknown): GroupOutputs | undefined {
    return outputsSchema.safeParse(outputs).data as GroupOutputs | undefined;
}

/**
 * The inputs that stand for a group as it was read: what is declared has its live value, so that a difference to the
 * program shows.
 */
export function groupInputsOf({ settings, onDelete, tenant }: GroupOutputs): Record<string, unknown> {
    return {
        settings: settings.map((recorded) => ({ ...pickSelector(recorded), ...valuesOf(recorded) })),
        ...(onDelete !== undefined && { onDelete }),
        ...(tenant !== undefined && { tenant }),
    };
}
