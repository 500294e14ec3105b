// What a resource keeps in the state. States of every release must be readable for ever, so fields are added, never
// renamed, and what is read is read with patience.

import * as z from "zod";
import type { AuthenticationMethod } from "../../auth0/wire/methods";
import { type Pick, pickSelector } from "../../core/selector";
import { namesOf, pickSettings, type SettingName, type Settings, settingNames, settingsOf } from "../../core/settings";
import {
    type Adopted,
    adoptedBefore,
    recordedMethod,
    recordedSettings,
    recordedTenant,
    recordedText,
} from "../adopted";
import { onDeleteChoices } from "../arguments";
import type { SettingsInputs } from "./inputs";
import { withSecretAddressesOnly } from "./secretOutputs";

/** The outputs of `AuthenticationMethodSettings`. */
export interface SettingsOutputs extends AuthenticationMethod {
    readonly userId: string;
    readonly tenant?: string;
    /** See {@link Adopted}. */
    readonly authenticationMethodType?: string;
    readonly pick?: Pick;
    /** See {@link Adopted}. */
    readonly adoptedMethodId?: string;
    /** Absent where it is not declared. */
    readonly onDelete?: (typeof onDeleteChoices)[number];
    /**
     * Which settings are declared, since delete and read are given outputs alone. Absent where they are all that the type
     * of method takes, which is nearly always: the state is written anew at each step of the engine, and every byte of it
     * counts.
     */
    readonly declaredSettings?: readonly SettingName[];
    /** The settings at adoption, for `restore`. */
    readonly originalSettings: Settings;
}

/** What later operations need of the outputs in a state. */
export interface RecordedOutputs extends Adopted {
    readonly tenant?: string | undefined;
    readonly onDelete?: (typeof onDeleteChoices)[number] | undefined;
}

/** Makes the outputs of a method that is adopted now. */
export function makeOutputs(
    inputs: SettingsInputs,
    method: AuthenticationMethod,
    originalSettings: Settings,
): SettingsOutputs {
    const { authenticationMethodId } = method;
    const { userId, authenticationMethodType, pick, onDelete, tenant } = inputs;
    const declared = {
        userId,
        authenticationMethodType,
        pick,
        onDelete,
        tenant,
        declaredSettings: namesOf(declaredIn(inputs)),
    };
    return remakeOutputs({ ...declared, authenticationMethodId, originalSettings }, method);
}

/** The outputs of a method that was adopted before, as it is now. */
export function remakeOutputs(recorded: RecordedOutputs, method: AuthenticationMethod): SettingsOutputs {
    const { userId, authenticationMethodType, pick, tenant, onDelete, declaredSettings, originalSettings } = recorded;
    return {
        ...withSecretAddressesOnly(method, authenticationMethodType),
        userId,
        ...(authenticationMethodType !== undefined && { authenticationMethodType }),
        ...(pick !== undefined && { pick }),
        ...adoptedBefore(recorded, method.authenticationMethodId),
        ...(tenant !== undefined && { tenant }),
        ...(onDelete !== undefined && { onDelete }),
        ...(isEverySetting(declaredSettings, method.type) ? {} : { declaredSettings }),
        originalSettings,
    };
}

function isEverySetting(declared: readonly SettingName[], type: string): boolean {
    return settingsOf(type).every((name) => declared.includes(name));
}

/** The settings that inputs declare. */
export function declaredIn(inputs: SettingsInputs): Settings {
    return pickSettings(inputs as Settings);
}

const recordedSchema = z
    .object({
        ...recordedMethod,
        tenant: recordedTenant,
        type: z.string().catch(""),
        onDelete: z.enum(onDeleteChoices).optional().catch(undefined),
        // A later release may know more settings; what this one knows of them still holds.
        declaredSettings: z
            .array(z.unknown())
            .transform((names) => settingNames.filter((name) => names.includes(name)))
            .optional()
            .catch([]),
        originalSettings: recordedSettings.catch({}),
        name: recordedText,
        preferredAuthenticationMethod: recordedText,
    })
    .transform(({ type, declaredSettings = settingsOf(type), ...recorded }) => {
        return { ...recorded, declaredSettings } as RecordedOutputs;
    });

/** Reads outputs from a state; undefined when it cannot be told from them which method they stand for. */
export function readOutputs(outputs: unknown): RecordedOutputs | undefined {
    return recordedSchema.safeParse(outputs).data;
}

/** Whether outputs are those of a resource that `get` only begins to read. */
export function isToGet(outputs: unknown): boolean {
    return !Object.keys(outputs ?? {}).some((key) =>
        ["userId", "authenticationMethodId", "originalSettings"].includes(key),
    );
}

/**
 * The inputs that stand for a resource as it was read: what is declared has its live value, so that a difference to the
 * program shows.
 */
export function inputsOf(outputs: SettingsOutputs): Record<string, unknown> {
    return {
        ...pickSelector(outputs),
        ...pickSettings(outputs, outputs.declaredSettings ?? settingsOf(outputs.type)),
        ...(outputs.onDelete !== undefined && { onDelete: outputs.onDelete }),
        ...(outputs.tenant !== undefined && { tenant: outputs.tenant }),
    };
}
