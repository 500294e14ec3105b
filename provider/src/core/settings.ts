// The settings this provider keeps as declared: everything that PATCH /authentication-methods/{id} takes, and nothing else.

/** How a phone method reaches its user: a call or a text message. */
export const preferredAuthenticationMethods = ["voice", "sms"] as const;

/** How a phone method reaches its user: `"voice"`, a call, or `"sms"`, a text message. */
export type PreferredAuthenticationMethod = (typeof preferredAuthenticationMethods)[number];

/** The names of the settings, in the order in which messages and states list them. */
export const settingNames = ["name", "preferredAuthenticationMethod"] as const;

/**
 * The settings that a method of this type takes. Auth0 says of the preference: "Applies to phone authentication methods
 * only." Source: its OpenAPI, `preferred_authentication_method`.
 */
export function settingsOf(type: string): readonly SettingName[] {
    return type === "phone" ? settingNames : ["name"];
}

/** Whether a method of this type takes every one of these settings. */
export function areApplicable(names: readonly SettingName[], type: string): boolean {
    return names.every((name) => settingsOf(type).includes(name));
}

/** The name of one setting. */
export type SettingName = (typeof settingNames)[number];

/**
 * Settings of a method: declared ones, live ones, or those to send. One that is absent is not declared, not set, or not to
 * be changed. The preference is any text here, since Auth0 may add values that a program cannot declare yet.
 */
export interface Settings {
    readonly name?: string;
    readonly preferredAuthenticationMethod?: string;
}

/** The settings of a method or a declaration, and nothing else of it. */
export function pickSettings(from: Settings, names: readonly SettingName[] = settingNames): Settings {
    return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

/** The names of the settings that are there. */
export function namesOf(settings: Settings): SettingName[] {
    return settingNames.filter((name) => settings[name] !== undefined);
}
