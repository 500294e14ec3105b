// What a change in the program means for a method that is enrolled: nothing to record, other settings, or another method.

import { InvalidArgumentsError } from "../../core/errors";
import { pickSettings, type SettingName, type Settings, settingNames } from "../../core/settings";
import { withoutNulls } from "../arguments";
import { methodOf } from "../lines";
import { argumentNames, hasUnknown } from "./inputs";
import { kindOf } from "./kinds";
import type { RecordedOutputs } from "./outputs";

/** What can be changed of a method. Everything else makes another one of it. */
function isChangeable(name: string): name is SettingName {
    return settingNames.some((setting) => setting === name);
}

/** The arguments whose new values, as far as they are known, make another method. */
export function replacingIn(
    news: Readonly<Record<string, unknown>>,
    declared: RecordedOutputs["declared"] = {},
): string[] {
    const given = withoutNulls(news);
    return argumentNames.filter(
        (name) => !isChangeable(name) && (hasUnknown(given[name]) || !isSame(given[name], declared[name])),
    );
}

/** In whatever order a list names them. */
function isSame(a: unknown, b: unknown): boolean {
    const [one, other] = [a, b].map((value) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value));
    return one === other;
}

/**
 * Whether a replacement must delete the old method first. By itself the new one comes first: it may be refused, and then the
 * user still has the old one and cannot be locked out, nor asked to enrol anew by whoever has the password. Auth0 documents
 * no type of which a user may have but one. But it answers 409 to a method that the user has already, which the old one is
 * where what tells the two apart stays: as with another user agent for one passkey, or another name for the same tenant.
 */
export function isSameFactor(
    news: Readonly<Record<string, unknown>>,
    declared: RecordedOutputs["declared"] = {},
): boolean {
    const identity = kindOf(news["type"])?.identifiedBy;
    return (
        identity !== undefined &&
        (["userId", "type", identity] as const).every(
            (name) => !hasUnknown(news[name]) && news[name] === declared[name],
        )
    );
}

/** Whether an update has nothing to record. */
export function isAsRecorded(inputs: Settings, recorded: RecordedOutputs): boolean {
    const declared = pickSettings(recorded.declared as Settings);
    return settingNames.every((name) => inputs[name] === (declared[name] === undefined ? undefined : recorded[name]));
}

/** To take what is not recorded for changed would replace the method. @throws InvalidArgumentsError */
export function assertComparable(recorded: RecordedOutputs): void {
    if (recorded.declared?.["type"] === undefined) {
        throw new InvalidArgumentsError(
            `the state of this resource does not tell what was declared of ${methodOf(recorded)}, so it cannot be told whether ` +
                "the program declares the same. Take the state back to an earlier version (`pulumi stack export --version`), " +
                "or delete the method in Auth0 and run `pulumi up --refresh`, which enrols it anew.",
        );
    }
}

/** The engine replaces a resource whose method changes. To update it would give one method the history of another. */
export function assertSameMethod(recorded: RecordedOutputs, inputs: Readonly<Record<string, unknown>>): void {
    if (replacingIn(inputs, recorded.declared).length > 0) {
        throw new InvalidArgumentsError(
            `the program declares another method than ${methodOf(recorded)}, which the state of this resource ` +
                "stands for. Run `pulumi up` again: it replaces the resource.",
        );
    }
}
