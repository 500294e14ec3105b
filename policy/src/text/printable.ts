// Text that can be printed: what hides, turns round or drives a terminal, in names that are judged and in messages.

// Control characters, bidirectional overrides, line separators, halves of surrogate pairs, private use, and whatever takes
// no room on a screen.
const unprintable =
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
// Variation selectors and joiners that emoji are made with: "❤️", "👩‍💻". Between letters they hide something.
const emoji =
    /\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?(?:\u200d\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)*/gu;

/** Whether a name holds nothing that is invisible or that a terminal or browser would act upon. */
export function isPrintable(text: string): boolean {
    return text.replace(emoji, "").search(unprintable) < 0;
}

/** A text without what {@link isPrintable} refuses: what separates becomes a space, what is invisible goes. */
export function withoutUnprintable(text: string): string {
    let clean = "";
    let end = 0;
    for (const { 0: found, index } of text.matchAll(emoji)) {
        clean += cleaned(text.slice(end, index)) + found;
        end = index + found.length;
    }
    return (clean + cleaned(text.slice(end))).replace(/ {2,}/g, " ").trim();
}

function cleaned(text: string): string {
    return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ").replace(unprintable, "");
}

/** A text with every such character shown as an escape. */
export function escaped(text: string): string {
    return text.replace(unprintable, (character) => {
        const code = character.codePointAt(0) ?? 0;
        return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
    });
}
