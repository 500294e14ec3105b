// The one rule of this provider: a PATCH holds the declared settings that differ from the live method, and nothing else.

import { namesOf, pickSettings, type SettingName, type Settings } from "./settings";

/**
 * What has to be sent so that a method is as declared.
 *
 * @returns The declared settings that differ from the live ones, or undefined when there is nothing to send: an empty
 * PATCH is never sent, since its effect is not documented.
 * @example
 * plan({ name: "Work phone" }, { name: "Old phone", preferredAuthenticationMethod: "sms" }); // { name: "Work phone" }
 * plan({ name: "Work phone" }, { name: "Work phone" }); // undefined
 */
export function plan(declared: Settings, live: Settings): Settings | undefined {
    const differing = namesOf(declared).filter((name) => declared[name] !== live[name]);
    return differing.length === 0 ? undefined : pickSettings(declared, differing);
}

/**
 * Which settings were changed behind Pulumi's back: those that are neither as they were recorded nor as they are
 * declared.
 */
export function drift(declared: Settings, recorded: Settings, live: Settings): SettingName[] {
    return namesOf(declared).filter((name) => live[name] !== recorded[name] && live[name] !== declared[name]);
}
