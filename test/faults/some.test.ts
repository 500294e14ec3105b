import assert from "node:assert/strict";
import { AuthenticationMethodSettings } from "pulumi-auth0-authentication-methods";
import { patchRoute, phones, refusal, userOf } from "../group/support";
import { Bench, declaredBy } from "./support";

describe("some of many single resources that fail, on the engine", () => {
    let bench: Bench;
    before(async () => {
        bench = await Bench.start();
    });
    after(async () => bench.stop());

    it("leave the state of the others as it is, make the up fail, and are done alone by the next one", async () => {
        const { emulator, stack } = bench;
        const count = declaredBy("a group").length;
        stack.program = async () => {
            for (const entry of phones(count)) {
                new AuthenticationMethodSettings(entry["userId"] as string, { ...entry, onDelete: "restore" } as never);
            }
        };
        emulator.fault({ route: patchRoute, nth: 2, times: 2, ...refusal });
        const failed = await stack.up({ continueOnError: true });
        assert.equal(failed.ok, false);
        const diagnostics = failed.output.slice(failed.output.indexOf("Diagnostics:"));
        assert.equal(diagnostics.match(/error: .*403: Insufficient scope/g)?.length, 2, failed.output);
        const undone = declaredBy("a group").filter((method) => bench.names("a group")[method] === "Old phone");
        assert.equal(undone.length, 2);
        bench.patched();

        const { changes } = await bench.run("up");
        assert.deepEqual(changes, { create: 2, same: count - 2 + 1 });
        assert.deepEqual(bench.patched(), undone);
        for (const index of [0, count - 1]) {
            const { outputs } = (await stack.resource(userOf(index))) ?? {};
            assert.deepEqual(outputs?.["originalSettings"], {
                name: "Old phone",
                preferredAuthenticationMethod: "sms",
            });
        }
        await bench.run("destroy");
        bench.assertNothingElseChanged("a group");
        assert.ok(Object.values(bench.names("a group")).every((name) => name === "Old phone"));
    });
});
