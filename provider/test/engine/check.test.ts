import assert from "node:assert/strict";
import fc from "fast-check";
import { neverCancelled } from "../../src/core/cancellation";
import { UserNotFoundError } from "../../src/core/errors";
import { check } from "../../src/engine/check";
import { Runtime } from "../../src/engine/runtime";
import { checkShape } from "../../src/engine/single/inputs";
import { VirtualClock } from "../support/client";

const runtime = new Runtime(new VirtualClock(), {}, "test", neverCancelled());
const valid = { userId: "auth0|ada", authenticationMethodId: "phone|dev_1", name: "Work phone" };

async function propertiesOf(inputs: Record<string, unknown>): Promise<string[]> {
    const { failures = [] } = await check(runtime, inputs, {
        checkShape,
        checkLive: async () => [],
        propertyOf: () => "",
    });
    return failures.map(({ property }) => property);
}

describe("a failure of check", () => {
    it("names the property where its value is a short text or absent: the engine prints it", async () => {
        assert.deepEqual(await propertiesOf({ ...valid, onDelete: "delete" }), ["onDelete"]);
        assert.deepEqual(await propertiesOf({ ...valid, userId: undefined }), ["userId"]);
    });

    it("is what this package says of the tenant; a defect is none, and is thrown", async () => {
        const configured = new Runtime(new VirtualClock(), {}, "test", neverCancelled());
        const config: Record<string, string> = { "auth0:domain": "example.com", "auth0:apiToken": "token" };
        configured.configure({ get: (key) => config[key] });
        const checked = (thrown: Error) =>
            check(configured, valid, {
                checkShape,
                checkLive: () => Promise.reject(thrown),
                propertyOf: () => "userId",
            });
        assert.deepEqual((await checked(new UserNotFoundError("No such user."))).failures, [
            { property: "userId", reason: "No such user." },
        ]);
        await assert.rejects(checked(new TypeError("not a function")), TypeError);
    });

    it("names no property whose value is no text, long, or would write into the terminal", async () => {
        for (const onDelete of ["de\nlete", "\u001b[31m", "x".repeat(5_000)]) {
            assert.deepEqual(await propertiesOf({ ...valid, onDelete }), [""]);
        }
        const names = fc.constantFrom("userId", "name", "onDelete", "tenant", "pick", "authenticationMethodId");
        await fc.assert(
            fc.asyncProperty(names, fc.jsonValue(), async (name, value) => {
                fc.pre(typeof value !== "string" && value !== null);
                assert.deepEqual([...new Set(await propertiesOf({ ...valid, [name]: value }))], [""]);
            }),
        );
    });
});
