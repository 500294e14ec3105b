import assert from "node:assert/strict";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";

const patchRoute = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";

describe("a change that could not be finished, on the engine", () => {
    let scenario: Scenario;
    beforeEach(async () => {
        scenario = await startScenario();
    });
    afterEach(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };
    const nameNow = () => scenario.emulator.method(ada, adaPhone).name;

    /** The next PATCH is carried out (or not), its answer is lost, and what is sent after it is refused. */
    function loseAnswer({ applied }: { applied: boolean }): void {
        scenario.emulator.fault({ route: patchRoute, reset: true, applied });
        scenario.emulator.fault({
            route: patchRoute,
            nth: 2,
            status: 403,
            body: { statusCode: 403, error: "Forbidden", message: "Insufficient scope" },
        });
    }

    async function up() {
        const result = await scenario.stack.up();
        assert.ok(result.ok, result.output);
        return result;
    }

    for (const applied of [true, false]) {
        const fate = applied ? "carried out" : "not carried out";

        it(`keeps the original settings of an adoption that was ${fate}, and the next up finishes it`, async () => {
            scenario.declare(args);
            loseAnswer({ applied });
            const failed = await scenario.stack.up();
            assert.equal(failed.ok, false);
            assert.match(failed.output, /change authentication method .*403: Insufficient scope/);
            assert.equal(nameNow(), applied ? "Work phone" : "Old phone");
            const { originalSettings } = (await scenario.stack.resource("m"))?.outputs ?? {};
            assert.deepEqual(originalSettings, { name: "Old phone", preferredAuthenticationMethod: "sms" });

            scenario.sent();
            const { changes } = await up();
            assert.equal(changes.update, 1);
            assert.equal(scenario.sent().patches, applied ? 0 : 1);
            assert.equal(nameNow(), "Work phone");
            assert.equal((await scenario.stack.resource("m"))?.initErrors, undefined);
            assert.deepEqual(Object.keys((await up()).changes), ["same"]);

            assert.ok((await scenario.stack.destroy()).ok);
            assert.equal(nameNow(), "Old phone");
        });

        it(`puts the method right when an update was ${fate} and then taken back, without live reading`, async () => {
            await scenario.stack.setConfig({ "auth0-authentication-methods:livePreview": "false" });
            scenario.declare(args);
            await up();
            scenario.declare({ ...args, name: "Desk phone" });
            loseAnswer({ applied });
            assert.equal((await scenario.stack.up()).ok, false);
            assert.equal(nameNow(), applied ? "Desk phone" : "Work phone");

            scenario.declare(args);
            assert.equal((await up()).changes.update, 1);
            assert.equal(nameNow(), "Work phone");
            assert.deepEqual(Object.keys((await up()).changes), ["same"]);
            assert.ok((await scenario.stack.destroy()).ok);
            assert.equal(nameNow(), "Old phone");
        });
    }

    it("says what Auth0 says when it lists a method and does not find it for a PATCH, and restores nothing in silence", async () => {
        const notFound = {
            route: patchRoute,
            status: 404,
            body: { statusCode: 404, error: "Not Found", message: "The authentication method could not be found." },
        } as const;
        scenario.declare(args);
        scenario.emulator.fault(notFound);
        const failed = await scenario.stack.up();
        assert.equal(failed.ok, false);
        assert.match(failed.output, /404: The authentication method could not be found\. .*Run again/);
        assert.doesNotMatch(failed.output, /does not exist/);
        assert.equal(await scenario.stack.resource("m"), undefined);

        await up();
        scenario.emulator.fault(notFound);
        const destroy = await scenario.stack.destroy();
        assert.equal(destroy.ok, false);
        assert.match(destroy.output, /404: The authentication method could not be found\./);
        assert.ok((await scenario.stack.destroy()).ok);
        assert.equal(nameNow(), "Old phone");
    });
});
