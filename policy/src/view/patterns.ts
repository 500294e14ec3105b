// The patterns of configurations: a text in which `*` stands for any characters, such as `auth0|admin-*`.

/** Whether a text is meant by one of these patterns. */
export function isMeant(patterns: readonly string[], text: string): boolean {
    return patterns.some((pattern) => matches(pattern, text));
}

function matches(pattern: string, text: string): boolean {
    const [first = "", ...rest] = pattern.split("*");
    if (rest.length === 0) {
        return pattern === text;
    }
    const last = rest.pop() ?? "";
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) {
        return false;
    }
    // Each part as far to the left as it goes: no backtracking, whatever the pattern.
    const end = text.length - last.length;
    let at = first.length;
    for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found < 0 || found + part.length > end) {
            return false;
        }
        at = found + part.length;
    }
    return true;
}
