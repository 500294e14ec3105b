import assert from "node:assert/strict";
import fc from "fast-check";
import { methodPath } from "../../src/auth0/paths";
import { buildId, isSeparable, parseId } from "../../src/core/ids";
import { goodScript } from "./support/answers";
import { Driven, ScriptedTenant } from "./support/drive";
import { assertTellsWhatToDo } from "./support/messages";
import { holds } from "./support/runs";
import { anyText, carried } from "./support/texts";

const separators = [
    "::",
    ":",
    "/",
    "\\",
    "|",
    "%2f",
    "%2F",
    "%252f",
    "%3a%3a",
    ".",
    "..",
    "\r\n",
    "?",
    "#",
    "@",
    ";",
    "a",
    "é",
];

/** Ids as no tenant makes them. */
const anyId = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...separators), maxLength: 8 }) },
    { weight: 2, arbitrary: anyText().map((text) => text.slice(0, 20_000)) },
    { weight: 1, arbitrary: fc.constantFrom("auth0|ada", "phone|dev_1", "é".repeat(10_000)) },
);

const isId = (id: string) => id !== "" && id !== "." && id !== ".." && !/\p{Cs}/u.test(id);

describe("whatever an id holds", () => {
    it("a resource's id is read at its last separator, as it was built", async () => {
        await holds(
            1_000,
            fc.asyncProperty(anyId, anyId, async (userId, authenticationMethodId) => {
                const reference = { userId, authenticationMethodId };
                const isReadable =
                    userId !== "" && authenticationMethodId !== "" && isSeparable(authenticationMethodId);
                const read = parseId(buildId(reference));
                if (isReadable) {
                    assert.deepEqual(read, reference);
                }
                if (read !== undefined) {
                    assert.equal(buildId(read), buildId(reference));
                }
            }),
        );
    });

    it("it stays one segment of the path, and decoding it once gives it back", async () => {
        await holds(
            1_000,
            fc.asyncProperty(anyId, anyId, async (userId, authenticationMethodId) => {
                if (!isId(userId) || !isId(authenticationMethodId)) {
                    assert.throws(() => methodPath(userId, authenticationMethodId), { name: "InvalidIdError" });
                    return;
                }
                const path = methodPath(userId, authenticationMethodId);
                const { pathname, search, hash, origin } = new URL(path, "https://tenant.example.com");
                assert.equal(`${origin}${pathname}${search}${hash}`, `https://tenant.example.com${path}`);
                const [, user, , method, ...more] = pathname.split("/").slice(3);
                assert.deepEqual(
                    [user, method].map((part) => decodeURIComponent(part ?? "")),
                    [userId, authenticationMethodId],
                );
                assert.deepEqual(more, []);
            }),
        );
    });

    it("check refuses it with what to do, or the tenant is asked for that user and no other", async () => {
        await holds(
            300,
            fc.asyncProperty(anyId.map(carried), anyId.map(carried), async (userId, authenticationMethodId) => {
                const tenant = new ScriptedTenant(goodScript);
                const driven = new Driven(tenant);
                const news = { userId, authenticationMethodId, name: "Work phone" };
                for (const call of [
                    () => driven.single.check({}, news),
                    () => driven.single.create(news),
                    () => driven.group.check({}, { settings: [news] }),
                    () => driven.group.create({ settings: [news] }),
                ]) {
                    await driven.call(call);
                }
                for (const { path, method } of tenant.requests) {
                    if (method !== "POST") {
                        assert.equal(decodeURIComponent(path.split("/")[4] ?? ""), userId);
                    }
                }
            }),
        );
    });

    it("get reads the method that the id names, or says what an id looks like", async () => {
        await holds(
            300,
            fc.asyncProperty(
                fc.oneof(
                    anyId.map(carried),
                    fc.tuple(anyId, anyId).map(([a, b]) => carried(`${a}::${b}`)),
                ),
                async (id) => {
                    const tenant = new ScriptedTenant(goodScript);
                    const driven = new Driven(tenant);
                    const outcome = await driven.call(() => driven.single.read(id));
                    if ("error" in outcome) {
                        assertTellsWhatToDo(outcome.error.message);
                        return;
                    }
                    assert.equal((outcome.result as { id: string }).id, id);
                    const asked = tenant.requests.find(({ method }) => method === "GET");
                    assert.equal(decodeURIComponent(asked?.path.split("/")[4] ?? ""), parseId(id)?.userId);
                },
            ),
        );
    });
});
