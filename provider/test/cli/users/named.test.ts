import assert from "node:assert/strict";
import fc from "fast-check";
import { readArguments, readLines } from "../../../src/cli/users/named";

describe("the names of users", () => {
    const known: readonly [text: string, kind: string | undefined][] = [
        ["auth0|507f1f77bcf86cd799439020", "id"],
        ["adfs|john@example.org", "id"],
        ["oauth2|siwe|eip155%3A5%3A0x5aAeb6053F", "id"],
        ["samlp|corp|staff/0042", "id"],
        ["ada@example.com", "email"],
        ["o'hara+auth0@example.co.uk", "email"],
        ["ada", undefined],
        ["|ada", undefined],
        ["auth0|", undefined],
        ["ada@", undefined],
        ["@example.com", undefined],
        ["ada@example.com, grace@example.com", undefined],
        ["..", undefined],
        ["", undefined],
        ["+44 20 7946 0958", undefined],
        [`auth0|${"x".repeat(2_000)}`, undefined],
    ];
    for (const [text, kind] of known) {
        it(`takes ${JSON.stringify(text.slice(0, 40))} for ${kind ?? "neither"}`, () => {
            const { users, mistakes } = readArguments([text]);
            assert.equal(users[0]?.kind, kind);
            assert.equal(mistakes.length, kind === undefined ? 1 : 0);
        });
    }

    it("are told by file and line, whatever ends a line", () => {
        const { users, mistakes } = readLines("\ufeffa|1\r\n\r\n  b|2  \n# no\rc@example.com\nwrong", "staff.txt");
        assert.deepEqual(users, [
            { kind: "id", text: "a|1", where: "staff.txt:1" },
            { kind: "id", text: "b|2", where: "staff.txt:3" },
            { kind: "email", text: "c@example.com", where: "staff.txt:5" },
        ]);
        assert.equal(mistakes.length, 1);
        assert.match(mistakes[0] ?? "", /^staff\.txt:6: /);
    });

    it("are told to be saved as UTF-8 where they are in another encoding", () => {
        const { users, mistakes } = readLines(Buffer.from("auth0|ada\n", "utf16le").toString("utf8"), "staff.txt");
        assert.deepEqual(users, []);
        assert.match(mistakes[0] ?? "", /^staff\.txt:1: is not UTF-8 text\. Save the file as UTF-8\.$/);
    });

    it("are read or told by their line, each of them, and a mistake repeats nothing of the line", () => {
        const line = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ""));
        fc.assert(
            fc.property(fc.array(line), (lines) => {
                const { users, mistakes } = readLines(lines.join("\n"), "f");
                const places = [...users.map(({ where }) => where ?? ""), ...mistakes].map((text) =>
                    Number(/^f:(\d+)/.exec(text)?.[1]),
                );
                const wanted = lines.flatMap((text, index) => {
                    const shown = (index === 0 ? text.replace(/^\ufeff/, "") : text).trim();
                    return shown === "" || shown.startsWith("#") ? [] : [index + 1];
                });
                assert.deepEqual(
                    places.sort((a, b) => a - b),
                    wanted,
                );
                for (const mistake of mistakes) {
                    assert.match(mistake, /^f:\d+: (holds characters|is neither a user id|is not UTF-8)/);
                }
            }),
        );
    });
});
