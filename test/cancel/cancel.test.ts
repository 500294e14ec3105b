import assert from "node:assert/strict";
import { type GroupScenario, listRoute, patchRoute, phones, startStaff } from "../group/support";
import { findEngineProcess } from "../support/processes";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import type { Operation, OperationResult, TestStack } from "../support/stack";

const times = Number.POSITIVE_INFINITY;
// Much longer than any test may take: whoever waits for it to pass fails by the test's own time limit.
const oneHour = 3_600;
const atMost = 5_000;
const limited = { status: 429, headers: { "Retry-After": String(oneHour) } };

describe("Ctrl-C, once, on the engine", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    // Much longer than the test may take, or these would end it.
    const options = {
        config: {
            "auth0-authentication-methods:requestTimeout": String(oneHour),
            "auth0-authentication-methods:operationTimeout": String(2 * oneHour),
        },
    };

    /** Runs an operation, and presses Ctrl-C when so many requests of this method have arrived. */
    async function cancelled(stack: TestStack, operation: Operation, method: string, nth = 1) {
        const { emulator } = scenario;
        const before = emulator.requests.length;
        const running = stack[operation]();
        while (emulator.requests.slice(before).filter((request) => request.method === method).length < nth) {
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const start = Date.now();
        process.kill(findEngineProcess(operation), "SIGINT");
        const result = await running;
        return { ...result, took: Date.now() - start };
    }

    function assertCancelled({ ok, output }: OperationResult): void {
        assert.equal(ok, false, output);
        assert.match(output, /cancelled/);
        assert.doesNotMatch(output, /\n\s+at |defect/);
    }

    async function converges(): Promise<void> {
        scenario.emulator.clearFaults();
        const up = await scenario.stack.up();
        assert.ok(up.ok, up.output);
        const state = await scenario.stack.exportState();
        assert.deepEqual(state.deployment.pending_operations ?? [], []);
    }

    async function changesNothingMore(): Promise<void> {
        scenario.sent();
        const again = await scenario.stack.up();
        assert.deepEqual(Object.keys(again.changes), ["same"], again.output);
        assert.equal(scenario.sent().patches, 0);
    }

    describe("with a single resource", () => {
        beforeEach(async () => {
            scenario = await startScenario(options);
            scenario.declare({
                userId: ada,
                authenticationMethodId: adaPhone,
                name: "Work phone",
                onDelete: "restore",
            });
        });
        const nameNow = () => scenario.emulator.method(ada, adaPhone).name;

        it("ends a preview that waits for the rate limit, within five seconds", async () => {
            scenario.emulator.fault({ route: listRoute, times, ...limited });
            const result = await cancelled(scenario.stack, "preview", "GET");
            assertCancelled(result);
            assert.ok(result.took < atMost, `${result.took} ms`);
        });

        it("ends an up that waits for the rate limit, within five seconds; nothing more is sent, and the next up converges", async () => {
            scenario.emulator.fault({ route: patchRoute, times, ...limited });
            const result = await cancelled(scenario.stack, "up", "PATCH");
            assertCancelled(result);
            assert.match(result.output, /Could not change authentication method .* cancelled before that\. Run again/);
            assert.ok(result.took < atMost, `${result.took} ms`);
            assert.equal(scenario.sent().patches, 1);
            assert.equal(nameNow(), "Old phone");
            await converges();
            assert.equal(nameNow(), "Work phone");
            await changesNothingMore();
        });

        it("ends a destroy that waits to try again, and the next one puts back what was there", async () => {
            await converges();
            scenario.emulator.fault({
                route: patchRoute,
                times,
                status: 503,
                headers: { "Retry-After": String(oneHour) },
            });
            assertCancelled(await cancelled(scenario.stack, "destroy", "PATCH"));
            scenario.emulator.clearFaults();
            const destroy = await scenario.stack.destroy();
            assert.ok(destroy.ok, destroy.output);
            assert.equal(nameNow(), "Old phone");
        });

        it("gives an answer that does not come a few seconds, and keeps what the method was before", async () => {
            scenario.emulator.fault({ route: patchRoute, applied: true, delay: oneHour * 1_000, reset: true });
            const result = await cancelled(scenario.stack, "up", "PATCH");
            assertCancelled(result);
            assert.match(result.output, /cancelled, and no answer came within a few seconds after that/);
            const recorded = await scenario.stack.resource("m");
            assert.deepEqual(recorded?.outputs["originalSettings"], {
                name: "Old phone",
                preferredAuthenticationMethod: "sms",
            });
            await converges();
            await changesNothingMore();
        });
    });

    describe("with a group", () => {
        const count = 40;
        let group: GroupScenario;
        beforeEach(async () => {
            group = await startStaff(count, options);
            scenario = group;
            group.declareGroup({ settings: phones(count, { name: "Work phone" }), onDelete: "restore" });
        });
        const named = (name: string) =>
            group.emulator.users.filter(({ authentication_methods: [first] }) => first?.name === name).length;

        it("ends an up that waits for the rate limit, within five seconds: what is done is recorded, with what it was before", async () => {
            const done = 7;
            group.emulator.fault({ route: patchRoute, nth: done + 1, times, ...limited });
            const result = await cancelled(group.stack, "up", "PATCH", done + 1);
            assertCancelled(result);
            assert.match(
                result.output,
                /33 of 40 authentication methods .* The other 7 are done\. .*\n.* 33 × cancelled\./,
            );
            assert.ok(result.took < atMost, `${result.took} ms`);
            assert.equal(named("Work phone"), done);
            assert.equal((await group.recorded())?.settings.length, done);
            await converges();
            assert.equal(named("Work phone"), count);
            await changesNothingMore();
            await group.run("destroy");
            assert.equal(named("Old phone"), count);
        });

        it("fails a preview that could not read everything, rather than to call it well", async () => {
            group.emulator.fault({ route: listRoute, nth: 8, times, ...limited });
            assertCancelled(await cancelled(group.stack, "preview", "GET", 8));
        });

        it("lets a refresh that could not read everything record nothing of it", async () => {
            await converges();
            const before = await group.recorded();
            group.emulator.fault({ route: listRoute, nth: 8, times, ...limited });
            assertCancelled(await cancelled(group.stack, "refresh", "GET", 8));
            assert.deepEqual(await group.recorded(), before);
        });
    });
});
