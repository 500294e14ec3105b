// The engine's own logs for debugging. What they hold of a stack's secrets is the engine's doing; what is ours in them is
// held to the same as any other line.

import assert from "node:assert/strict";
import type { EngineEvent, UpOptions } from "@pulumi/pulumi/automation";
import { patchRoute } from "../group/support";
import { Canaries, jsonWebToken } from "../support/canaries";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { personalTexts, plantEchoes } from "./echo";

const verbose: Pick<UpOptions, "debug" | "logFlow" | "logToStdErr" | "logVerbosity"> = {
    debug: true,
    logFlow: true,
    logToStdErr: true,
    logVerbosity: 9,
};
const engineLine = /^\{"time":/m;

/**
 * What the provider process printed, and what its errors say, are events of these severities; the engine's and the SDK's own
 * lines for debugging are events of severity "debug", and lines that begin as {@link engineLine}.
 */
function linesOfProvider(events: readonly EngineEvent[]): string[] {
    const own = ["info", "info#err", "warning", "error"];
    return events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent !== undefined && own.includes(diagnosticEvent.severity) ? [diagnosticEvent.message] : [],
    );
}

describe("the engine's verbose logs (--debug --logflow --logtostderr -v=9)", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    async function start(credentials: "configuration" | "environment"): Promise<Canaries> {
        scenario = await startScenario({ credentials, config: { "auth0:debug": "true" } });
        const because = "the SDK logs the outputs of resources, secret ones among them, for every provider";
        scenario.canaries.allow("masked phone number", { in: ["output"], because });
        scenario.declareSilently({ userId: ada, authenticationMethodId: adaPhone, name: "Work phone" });
        const { emulator } = scenario;
        return plantEchoes()
            .plant("client secret", emulator.clientSecret)
            .plant("assertion key", emulator.clientAssertionPrivateKey)
            .plantUsers(emulator.users);
    }

    it("hold secrets of the stack's configuration, as the documentation warns, but no line of the provider does", async () => {
        const canaries = await start("configuration");
        const { stack, emulator } = scenario;
        const because = "the engine logs what it hands to providers; this is what the documentation warns of";
        scenario.canaries.allow("client secret", { in: ["output"], because });
        const done = await stack.up(verbose);
        assert.ok(done.ok, done.output);
        assert.match(done.output, engineLine);
        assert.ok(canaries.kindsIn(done.output).has("client secret"), "the documentation warns of nothing");
        assert.ok(
            canaries.kindsIn(JSON.stringify(done.events)).has("masked phone number"),
            "nor does it of the events",
        );

        const message = [...personalTexts, emulator.clientSecret].join(" ");
        emulator.fault({ route: patchRoute, status: 403, body: { statusCode: 403, error: message, message } });
        scenario.declareSilently({ userId: ada, authenticationMethodId: adaPhone, name: "Another name" });
        const failed = await stack.up(verbose);
        assert.equal(failed.ok, false);

        const lines = [...linesOfProvider(done.events), ...linesOfProvider(failed.events)].join("\n");
        assert.match(lines, /PATCH \/api\/v2\/users\/\S+: 200 in \d+ ms/);
        assert.match(lines, /Could not change authentication method .*: Auth0 answered 403/);
        canaries.assertNone(lines, "output", "the provider's lines");
    });

    it("hold no credentials that come from the environment", async () => {
        await start("environment");
        const { stack, emulator } = scenario;
        const { ok, output } = await stack.up(verbose);
        assert.ok(ok, output);
        assert.match(output, engineLine);
        const credentials = new Canaries()
            .plant("client secret", emulator.clientSecret)
            .plantPattern("access token", jsonWebToken);
        credentials.assertNone(output, "output", "the engine's logs");
    });
});
