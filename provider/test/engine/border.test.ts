import assert from "node:assert/strict";
import { ConfigurationError } from "../../src/core/errors";
import { acrossBorder, UnfinishedError } from "../../src/engine/border";

const text = "exports.handler=()=>provider";
const across = (task: () => Promise<object>, isDebug = false) => acrossBorder(text, () => isDebug, task);

/** What the engine is told of what was thrown. */
async function told(thrown: unknown, isDebug = false): Promise<Error> {
    return across(() => Promise.reject(thrown), isDebug).then(
        () => assert.fail("it did not fail"),
        (error: Error) => error,
    );
}

describe("the border to the engine", () => {
    it("lets plain JSON through, and nothing that is absent", async () => {
        assert.deepEqual(Object.keys(await across(async () => ({ id: "a", outs: undefined }))), ["id"]);
    });

    it("tells an error of this package in its own words, and its stack for auth0:debug alone", async () => {
        const error = new ConfigurationError("auth0:domain is not set.");
        const { name, message, stack } = await told(error);
        assert.deepEqual([name, message, stack], ["ConfigurationError", "auth0:domain is not set.", ""]);
        assert.match((await told(error, true)).stack ?? "", /auth0:domain is not set[\s\S]*border\.test/);
    });

    it("asks for a report of anything else, cleaned of what it may quote", async () => {
        const defect = new TypeError("no Bearer eyJhbGciOiJSUzI1NiJ9.e30.sig");
        const { name, message, stack } = await told(defect);
        assert.match(
            message,
            /^no Bearer \[token\]\. This is a defect of .* what `pulumi config set auth0:debug true`/,
        );
        assert.deepEqual([name, stack], ["TypeError", ""]);
        assert.match((await told(defect, true)).stack ?? "", /TypeError: no Bearer \[token\][\s\S]*border\.test/);
        assert.match((await told("thrown")).message, /^thrown\. This is a defect of /);
    });

    it("hands what is to be recorded to the engine, with the text that it reaches the provider by", async () => {
        const unfinished = new UnfinishedError(new Error("no answer"), "id", { name: "Work", tenant: undefined });
        for (const isDebug of [false, true]) {
            const error = await told(unfinished, isDebug);
            assert.deepEqual(
                { ...error, message: error.message, stack: error.stack },
                {
                    name: "UnfinishedError",
                    message: "no answer",
                    stack: "",
                    id: "id",
                    properties: { name: "Work", __provider: text },
                    reasons: ["no answer"],
                },
            );
        }
    });
});
