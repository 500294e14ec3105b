import assert from "node:assert/strict";
import { textWidth } from "../../../src/cli/format/width";

describe("the width of a text on a terminal", () => {
    const texts: readonly [text: string, width: number, what: string][] = [
        ["", 0, "nothing"],
        ["Work phone", 10, "Latin"],
        ["Häuschen", 8, "letters with marks of their own"],
        ["e\u0301", 1, "a mark that stands on a letter"],
        ["ключ", 4, "Cyrillic"],
        ["電話", 4, "Chinese and Japanese"],
        ["전화", 4, "Korean"],
        ["ﾃﾞﾝﾜ", 4, "half-width katakana"],
        ["Ａ１", 4, "full-width letters"],
        ["🔑", 2, "a picture"],
        ["→✓", 2, "signs that are no pictures"],
        ["𠮷", 2, "a sign beyond the first plane"],
    ];
    for (const [text, width, what] of texts) {
        it(`counts ${width} for ${what}`, () => assert.equal(textWidth(text), width));
    }
});
