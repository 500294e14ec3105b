import assert from "node:assert/strict";
import fc from "fast-check";
import { methodPath, methodsPath, pathSegment } from "../../src/auth0/paths";

describe("paths", () => {
    const hostile = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string({
            unit: fc.constantFrom(".", "/", "\\", "%2f", "%2e", "?", "#", "|", "\r\n", "::", "@", "%"),
            maxLength: 12,
        }),
    );

    it("keep every id within one segment", () => {
        fc.assert(
            fc.property(hostile, hostile, (userId, methodId) => {
                let path: string;
                try {
                    path = methodPath(userId, methodId);
                } catch (error) {
                    assert.match(String(error), /InvalidIdError/);
                    return;
                }
                // What a URL parser makes of it is what is sent.
                const url = new URL(path, "https://example.auth0.com");
                const segments = url.pathname.split("/");
                assert.equal(url.host, "example.auth0.com");
                assert.equal(url.search + url.hash, "");
                assert.deepEqual(segments.slice(0, 4), ["", "api", "v2", "users"]);
                assert.deepEqual(segments.slice(4).map(decodeURIComponent), [
                    userId,
                    "authentication-methods",
                    methodId,
                ]);
            }),
            { numRuns: 500 },
        );
    });

    it("encode text that is already encoded once more", () => {
        assert.equal(pathSegment("oauth2|siwe|eip155%3A5"), "oauth2%7Csiwe%7Ceip155%253A5");
    });

    for (const [id, message] of [
        ["", '"" is empty.'],
        [".", '"." is not an id: a URL would take it for a step between folders.'],
        ["..", '".." is not an id: a URL would take it for a step between folders.'],
        ["\ud800", '"\\ud800" is not an id: it holds half of a Unicode surrogate pair.'],
    ] as const) {
        it(`refuse ${JSON.stringify(id)}, and say why`, () => {
            assert.throws(() => methodsPath(id), { name: "InvalidIdError", message });
            assert.throws(() => methodPath("auth0|ada", id), { name: "InvalidIdError", message });
        });
    }
});
