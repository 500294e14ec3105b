import assert from "node:assert/strict";
import { parseJson } from "../../src/auth0/json";

const token = "an-opaque-access-token";

describe("the JSON of an answer", () => {
    it("is what it says, and nothing where it is none", () => {
        assert.deepEqual(parseJson('{"name":"Ada\\u0027s \\ud83d\\ude00","n":[1,null,true]}'), {
            name: "Ada's \u{1f600}",
            n: [1, null, true],
        });
        assert.equal(parseJson("<html>"), undefined);
        assert.equal(parseJson(""), undefined);
    });

    it("has no half of a character, which the engine's protocol could not carry", () => {
        assert.deepEqual(parseJson('["cut \\ud83d","\\uDE00 off"]'), ["cut \ufffd", "\ufffd off"]);
    });

    it("repeats no secret, however it is written", () => {
        const hidden = { name: "x [secret] y" };
        assert.deepEqual(parseJson(`{"name":"x ${token} y"}`, [token]), hidden);
        assert.deepEqual(parseJson(`{"name":"x \\u0061${token.slice(1)} y"}`, [token]), hidden);
    });

    it("is left alone by a secret so short that it may be a word", () => {
        assert.deepEqual(parseJson('{"type":"phone"}', ["phone"]), { type: "phone" });
    });
});
