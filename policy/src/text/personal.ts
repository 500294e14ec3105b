// Personal data in a text: e-mail addresses, phone numbers, payment cards and social security numbers. Rules find them in
// names; messages are cleaned of them.

/** A kind of personal data, as it is called in a message. */
export type PersonalKind =
    | "an e-mail address"
    | "a phone number"
    | "a payment card number"
    | "a social security number";

interface Detector {
    readonly kind: PersonalKind;
    readonly pattern: RegExp;
    /** Whether what the pattern finds is it, where the pattern alone does not tell. */
    readonly isIt?: (found: string) => boolean;
}

// As far as is looked: a pattern that searches for an end must not run over megabytes.
const readLimit = 4_000;

const detectors: readonly Detector[] = [
    // Of any script, with spaces where people put them to hide it, and as it stands in a URL.
    {
        kind: "an e-mail address",
        pattern:
            /[^\s"<>()|,;:@]{1,64}(?:\s?@\s?|%40|\s?[[(]at[\])]\s?)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu,
    },
    {
        kind: "a payment card number",
        pattern: /(?<![\p{L}\p{N}|])\d(?:[ .-]?\d){12,18}(?![\p{L}\p{N}])/gu,
        isIt: isCardNumber,
    },
    {
        kind: "a social security number",
        pattern: /(?<![\p{L}\p{N}-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\p{L}\p{N}-])/gu,
    },
    // Not a date, an IP address or a version, and not the digits of an id, such as facebook|1034567890.
    {
        kind: "a phone number",
        pattern:
            /(?:(?<![\p{L}\p{N}.|])|(?<=\|)(?=\+|%2B))(?!\d{4}-\d{2}-\d{2}(?!\d)|\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))(?:\+|%2B|00)?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?![\p{L}\p{N}])/giu,
        isIt: isPhoneNumber,
    },
];

/** The kinds of personal data in a text, each once. */
export function personalDataIn(text: string): PersonalKind[] {
    const plain = asPlain(text);
    return detectors.filter((detector) => findings(detector, plain).length > 0).map(({ kind }) => kind);
}

/** A text with what is personal in it replaced. */
export function withoutPersonalData(text: string): string {
    let clean = text.slice(0, readLimit);
    for (const detector of detectors) {
        for (const found of findings(detector, clean)) {
            clean = clean.split(found).join(`[${detector.kind.replace(/^an? /, "")}]`);
        }
    }
    return clean;
}

function findings({ pattern, isIt }: Detector, text: string): string[] {
    return [...text.matchAll(pattern)].map(([found]) => found).filter((found) => isIt?.(found) ?? true);
}

/** A name without disguise: wide digits and the like as the plain ones, what is invisible gone. A name is no id. */
function asPlain(text: string): string {
    return text
        .slice(0, readLimit)
        .normalize("NFKC")
        .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
        .replace(/[\u2010-\u2015\u2212]/gu, "-")
        .replaceAll("|", " ");
}

/** Begins as one that is dialled, or is as long as one with its area is; eight bare digits are the number of a security key. */
function isPhoneNumber(text: string): boolean {
    return /^(?:[+0(]|%2B)/i.test(text) || text.replace(/\D/g, "").length >= 9;
}

/** The check digit of Luhn, which every payment card has and one number of ten has by chance; of one digit alone it is none. */
function isCardNumber(text: string): boolean {
    const digits = [...text].filter((character) => /\d/.test(character)).map(Number);
    const sum = digits.reverse().reduce((total, digit, index) => {
        const doubled = index % 2 === 0 ? digit : digit * 2;
        return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return sum % 10 === 0 && new Set(digits).size > 1;
}
