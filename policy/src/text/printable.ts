// Text that can be printed: what hides, turns round or drives a terminal, in names that are judged and in messages.

// Control characters, bidirectional overrides, line separators, halves of surrogate pairs, private use, and whatever takes
// no room on a screen.
const unprintable =
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
// Where joiners and variation selectors mean something: in emoji ("❤️", "👩‍💻", "1️⃣") and between letters of scripts that are
// written with them. Between other letters they hide something.
const joinedScripts =
    "[\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}]";
const pictograph = "\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?";
const meaningful = new RegExp(
    `${pictograph}(?:\\u200d${pictograph})*|[0-9#*]\\ufe0f?\\u20e3|(?<=${joinedScripts})[\\u200c\\u200d](?=${joinedScripts})`,
    "gu",
);

/** Whether a name holds nothing that is invisible or that a terminal or browser would act upon. */
export function isPrintable(text: string): boolean {
    return text.replace(meaningful, "").search(unprintable) < 0;
}

/** A text without what {@link isPrintable} refuses: what separates becomes a space, what is invisible goes. */
export function withoutUnprintable(text: string): string {
    let clean = "";
    let end = 0;
    for (const { 0: found, index } of text.matchAll(meaningful)) {
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
