// The JSON of an answer, made safe to keep: what is read here gets into messages, into the state and over the engine's protocol.

// A secret of a few letters may be the word of a type.
const shortestSecret = 12;

/**
 * Reads JSON. Half of a Unicode surrogate pair, which JSON can write and UTF-8 cannot, becomes the replacement character: the
 * engine's protocol would break off at it, after the change was made. A tenant that cuts names may well halve an emoji.
 *
 * @param secrets - Texts that no value may repeat: a name would be recorded in the clear.
 * @returns Undefined when the text is not JSON.
 */
export function parseJson(text: string, secrets: readonly string[] = []): unknown {
    const long = secrets.filter((secret) => secret.length >= shortestSecret);
    // Whatever is not as it seems needs an escape; few answers have one.
    const isPlain = !text.includes("\\u") && !long.some((secret) => text.includes(secret));
    try {
        return JSON.parse(text, isPlain ? undefined : (_key, value: unknown) => cleaned(value, long)) as unknown;
    } catch {
        return undefined;
    }
}

function cleaned(value: unknown, secrets: readonly string[]): unknown {
    if (typeof value !== "string") {
        return value;
    }
    return secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), value.replace(/\p{Cs}/gu, "\ufffd"));
}
