// What stands in a message: names and ids quoted so that they cannot forge a line or drive a terminal, and foreign text
// cleaned of what must never be printed.

// Control characters, bidirectional overrides, line separators, halves of surrogate pairs, and whatever takes no room on a
// screen: a name that holds them could hide or forge output.
const unprintable =
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

function escaped(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Makes a text safe to print: what a terminal would act upon is shown as an escape. */
export function printable(text: string): string {
    return text.replace(unprintable, escaped);
}

/** Whether a text holds nothing that {@link printable} would change. */
export function isPrintable(text: string): boolean {
    return printable(text) === text;
}

// Longer than any id or name that Auth0 makes: what is longer is a mistake or an attack, and must not fill a log.
const quotedLimit = 200;

/** Whether {@link quote} shows a text whole. */
export function isShort(text: string): boolean {
    return text.length <= quotedLimit;
}

/** A value as it stands in a message: quoted, escaped, cut when it is long; "not set" when there is none. */
export function quote(value: string | undefined): string {
    if (value === undefined) {
        return "not set";
    }
    const shown = isShort(value) ? value : `${value.slice(0, quotedLimit)}…`;
    return printable(JSON.stringify(shown));
}

/**
 * An e-mail address as it stands in a message: personal data, of which the first letter and the domain are enough for whoever
 * wrote it to know it again: `"a***@example.com"`. What is no address is not shown at all, since it may be a secret.
 */
export function maskedEmail(email: string): string {
    const at = email.lastIndexOf("@");
    const [first = ""] = email;
    return at < 1 ? '"***"' : quote(`${first}***${email.slice(at)}`);
}

const mostListed = 20;
const listedLimit = 1_500;

/** As many of these texts as a message can take, and how many more there are. */
export function listed(texts: readonly string[]): string {
    let length = 0;
    const shown = texts.slice(0, mostListed).filter((text, index) => {
        length += text.length;
        return index === 0 || length <= listedLimit;
    });
    const more = texts.length - shown.length;
    return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const shownLimit = 500;
// What is looked at: patterns that search for an end must not run over megabytes.
const readLimit = 4_000;

type Replacement = readonly [pattern: RegExp, replacement: string];

const personal: readonly Replacement[] = [
    // As people write it, and as it stands in a URL.
    [/(?:"[^"]+"|[^\s"'<>()|,;:=]+)(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu, "[e-mail]"],
    // Digits as people and E.164 write phone numbers; not those of an id such as 507f1f77bcf86cd799439020 or
    // google-oauth2|103547991597142817347, of a date or of an IP address.
    [
        /(?:(?<![\w.|-])|(?<=\|)(?=\+|%2B))(?!\d{4}-\d{2}-\d{2}|\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))(?:\+|%2B)?\(?\d(?:[ ().-]{0,2}\d){6,}(?![\w-])/gi,
        "[phone number]",
    ],
];

const secret: readonly Replacement[] = [
    // A JSON Web Token, whole or cut.
    [/\beyJ[\w-]{5,}(?:\.[\w-]*){0,2}/g, "[token]"],
    [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "[token]"],
    [/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, "[key]"],
    // A base32 TOTP secret or a long opaque credential.
    [/\b[A-Z2-7]{16,}={0,6}(?![\w])/g, "[secret]"],
    [/\b[\w-]{40,}\b/g, "[secret]"],
];

const sensitive = [...secret, ...personal];

/**
 * A name as the tenant has it, as it stands in a message: users put into their names what must not get into a log.
 */
export function quoteLive(value: string | undefined): string {
    return quote(value === undefined ? undefined : replaceAll(value.slice(0, readLimit), personal));
}

/**
 * A text that a user gave where something else belongs, as it stands in a message: it may be a secret that got there by
 * mistake.
 */
export function quoteForeign(value: string): string {
    return quote(replaceAll(value.slice(0, readLimit), secret));
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
    return replacements.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/**
 * Cleans text that comes from elsewhere (Auth0, a proxy, the network) before it is shown: e-mail addresses, phone
 * numbers, tokens and keys are replaced, control characters escaped, long texts cut.
 *
 * @param secrets - Values that must not be shown whatever they look like.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
    // A secret that the cut halves would not be recognised, so the last word goes as well.
    let clean = text.length > readLimit ? text.slice(0, readLimit).replace(/\S+$/, "") : text;
    for (const secret of secrets) {
        if (secret.length > 3) {
            clean = clean.split(secret).join("[secret]");
        }
    }
    clean = printable(replaceAll(clean, sensitive));
    return clean.length > shownLimit ? `${clean.slice(0, shownLimit)}…` : clean;
}
