// The ways in which a secret may stand in a text: as it is, escaped, encoded, a part of something encoded, or cut.

/** How a value is looked for. */
export interface Spellings {
    readonly exact: readonly string[];
    /** In lower case: encodings whose digits may have either. */
    readonly anyCase: readonly string[];
    /** As people write it. */
    readonly patterns: readonly RegExp[];
}

// What is shorter stands in texts by chance.
const shortest = 8;
// What is longer is found by either end as well, since messages cut what is long.
const shortestCut = 24;
const cutLength = 16;

/** The spellings of a value. */
export function spellingsOf(value: string): Spellings {
    if (value.length < shortest) {
        throw new Error(`"${value}" is too short to be looked for: it would be found by chance.`);
    }
    const parts = partsOf(value);
    return {
        exact: unique([...cuts(parts), ...parts.flatMap(base64), escapedJson(value), value]),
        anyCase: unique(parts.flatMap((part) => [hex(part), ...percentEncoded(part)])),
        patterns: [...phoneNumber(value), ...emailAddress(value)],
    };
}

/** What of a value is a secret by itself: each line of a key, and a token's claims and signature. */
function partsOf(value: string): string[] {
    if (value.startsWith("-----BEGIN")) {
        return value.split("\n").filter((line) => line.length >= shortestCut && !line.startsWith("-----"));
    }
    return value.startsWith("eyJ") ? value.split(".").slice(1) : [value];
}

function cuts(parts: readonly string[]): string[] {
    return parts.flatMap((part) =>
        part.length < shortestCut ? [part] : [part, part.slice(0, cutLength), part.slice(-cutLength)],
    );
}

/** What base64 makes of it, wherever in the encoded text it begins. */
function base64(part: string): string[] {
    const bytes = Buffer.from(part);
    return [0, 1, 2].flatMap((before) => {
        const whole = Buffer.concat([Buffer.alloc(before), bytes]);
        // Without the digits that also tell of the neighbours.
        const [start, end] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)];
        return [whole.toString("base64"), whole.toString("base64url")].map((text) => text.slice(start, end));
    });
}

function hex(part: string): string {
    return Buffer.from(part).toString("hex");
}

function percentEncoded(part: string): string[] {
    const all = [...Buffer.from(part)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const form = new URLSearchParams({ "": part }).toString().slice(1);
    return [encodeURIComponent(part), form, all].map((text) => text.toLowerCase());
}

function escapedJson(value: string): string {
    return JSON.stringify(value).slice(1, -1);
}

// The country's code is left out where the trunk prefix stands in its place.
const nationalDigits = 8;

function phoneNumber(value: string): RegExp[] {
    const digits = /^\+(\d{8,})$/.exec(value)?.[1]?.slice(-nationalDigits);
    return digits === undefined ? [] : [new RegExp([...digits].join("[ ().-]{0,2}"))];
}

function emailAddress(value: string): RegExp[] {
    const [local = "", domain] = value.split("@");
    if (domain === undefined || domain === "") {
        return [];
    }
    const spelled = [...local].map((letter) => (/\w/.test(letter) ? letter : `(?:\\${letter}|%${hex(letter)})`));
    return [new RegExp(`${spelled.join("")}(?:@|%40)`, "i")];
}

function unique(texts: readonly string[]): string[] {
    return [...new Set(texts)];
}
