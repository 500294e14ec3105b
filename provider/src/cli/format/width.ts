// How many columns of a terminal a printable text takes, so that tables stand straight whatever their cells are written in.

const takesNone = /^[\p{Mn}\p{Me}]$/u;

// Blocks that Unicode calls wide, and the pictures among the symbols below them.
// Source: https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt
const wideBlocks: readonly (readonly [first: number, last: number])[] = [
    [0x1100, 0x115f],
    [0x2e80, 0x303e],
    [0x3041, 0x33ff],
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xa000, 0xa4cf],
    [0xa960, 0xa97f],
    [0xac00, 0xd7a3],
    [0xf900, 0xfaff],
    [0xfe30, 0xfe6f],
    [0xff00, 0xff60],
    [0xffe0, 0xffe6],
    [0x17000, 0x18cff],
    [0x1b000, 0x1b2ff],
    [0x20000, 0x3fffd],
];
const picture = /^\p{Emoji_Presentation}$/u;

/** The columns that a text takes. It is taken to hold nothing unprintable. */
export function textWidth(text: string): number {
    let width = 0;
    for (const character of text) {
        width += characterWidth(character);
    }
    return width;
}

function characterWidth(character: string): number {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x300) {
        return 1;
    }
    if (takesNone.test(character)) {
        return 0;
    }
    return picture.test(character) || wideBlocks.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
