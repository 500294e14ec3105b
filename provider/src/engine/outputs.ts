// What a resource keeps in the state. States of every release must be readable for ever, so fields are added, never
// renamed, and what is read is read with patience.

import * as z from "zod";
import type { AuthenticationMethod } from "../auth0/wire";
import { namesOf, pickSettings, type SettingName, type Settings, settingNames } from "../core/settings";
import type { SettingsInputs } from "./inputs";
import { onDeleteChoices } from "./inputs";

/** The outputs of `AuthenticationMethodSettings`. */
export interface SettingsOutputs extends AuthenticationMethod {
    readonly userId: string;
    readonly tenant?: string;
    readonly onDelete: (typeof onDeleteChoices)[number];
    /** Which settings are declared: delete and read are given outputs alone. */
    readonly declaredSettings: readonly SettingName[];
    /** The settings at adoption, for `restore`. */
    readonly originalSettings: Settings;
}

/** What later operations need of the outputs in a state. */
export type RecordedOutputs = Settings &
    Pick<
        SettingsOutputs,
        "userId" | "authenticationMethodId" | "onDelete" | "declaredSettings" | "originalSettings"
    > & {
        readonly tenant?: string;
    };

/** Makes the outputs of an adopted method. */
export function makeOutputs(
    inputs: SettingsInputs,
    method: AuthenticationMethod,
    originalSettings: Settings,
): SettingsOutputs {
    const { userId, tenant, onDelete = "retain" } = inputs;
    const declaredSettings = namesOf(declaredIn(inputs));
    return remakeOutputs(
        { userId, ...(tenant !== undefined && { tenant }), onDelete, declaredSettings, originalSettings },
        method,
    );
}

/** The outputs of a method that was adopted before, as it is now. */
export function remakeOutputs(
    recorded: Pick<RecordedOutputs, "userId" | "tenant" | "onDelete" | "declaredSettings" | "originalSettings">,
    method: AuthenticationMethod,
): SettingsOutputs {
    const { userId, tenant, onDelete, declaredSettings, originalSettings } = recorded;
    return {
        ...method,
        userId,
        ...(tenant !== undefined && { tenant }),
        onDelete,
        declaredSettings,
        originalSettings,
    };
}

/** The settings that inputs declare. */
export function declaredIn(inputs: SettingsInputs): Settings {
    return pickSettings(inputs as Settings);
}

const settingsSchema = z
    .object({ name: z.string().optional(), preferredAuthenticationMethod: z.string().optional() })
    .transform((settings) => pickSettings(settings as Settings));

const recordedSchema = z
    .object({
        userId: z.string(),
        authenticationMethodId: z.string(),
        tenant: z.string().optional(),
        onDelete: z.enum(onDeleteChoices).catch("retain"),
        declaredSettings: z.array(z.enum(settingNames)).catch([]),
        originalSettings: settingsSchema.catch({}),
        name: z.string().optional(),
        preferredAuthenticationMethod: z.string().optional(),
    })
    .transform((recorded) => recorded as RecordedOutputs);

/** Reads outputs from a state; undefined when they are those of a resource that `get` only begins to read. */
export function readOutputs(outputs: unknown): RecordedOutputs | undefined {
    return recordedSchema.safeParse(outputs).data;
}

/**
 * The inputs that stand for a resource as it was read: what is declared has its live value, so that a difference to the
 * program shows.
 */
export function inputsOf(outputs: SettingsOutputs): Record<string, unknown> {
    return {
        userId: outputs.userId,
        authenticationMethodId: outputs.authenticationMethodId,
        ...pickSettings(outputs, outputs.declaredSettings),
        ...(outputs.onDelete !== "retain" && { onDelete: outputs.onDelete }),
        ...(outputs.tenant !== undefined && { tenant: outputs.tenant }),
    };
}
