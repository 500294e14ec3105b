// How the text of one setting becomes a value, with a message for each way of getting it wrong.

import { ConfigurationError } from "../core/errors";
import { quoteForeign } from "../core/text";

const truths = new Map([
    ["true", true],
    ["on", true],
    ["1", true],
    ["false", false],
    ["off", false],
    ["0", false],
]);

/** One setting as found: its text without spaces around it, and where it stood, for messages. */
export interface FoundSetting {
    readonly text: string;
    readonly origin: string;
}

/** Reads a switch. */
export function parseSwitch({ text, origin }: FoundSetting): boolean {
    const value = truths.get(text.toLowerCase());
    if (value === undefined) {
        throw new ConfigurationError(`${origin} is ${quoteForeign(text)}: set it to "true" or "false".`);
    }
    return value;
}

// Below this, what is worked out from a number is none any more: a wait would have no end.
const smallest = 1e-9;

/** Reads a number greater than zero and not greater than the maximum. */
export function parsePositive({ text, origin }: FoundSetting, unit: string, maximum: number): number {
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= smallest && value <= maximum)) {
        throw new ConfigurationError(
            `${origin} is ${quoteForeign(text)}: set it to a number of ${unit} greater than 0 and at most ${maximum}.`,
        );
    }
    return value;
}

/** An address as it stands in a message: whatever is before the last "@" may be a password, after a scheme or not. */
export function withoutCredentials(address: string): string {
    return address.replace(/^(\w+:\/\/)?.*@/s, "$1[credentials]@");
}
