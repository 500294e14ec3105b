// Ids and other values that a program declares. Names: see names.test.ts.

import assert from "node:assert/strict";
import { DynamicProvider } from "../robustness/support";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import { assertNothingForged, forged, shownForged as shown } from "./echo";

describe("a value of the program that would forge a line or drive a terminal, which the engine would print as it is", () => {
    let scenario: Scenario;
    before(async () => {
        scenario = await startScenario();
    });
    after(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone" };
    const wrong = [
        [{ userId: `auth0|${forged}` }, `userId "auth0|${shown}" does not exist`],
        [{ authenticationMethodId: `phone|${forged}` }, `authenticationMethodId "phone|${shown}" does not exist`],
        [{ preferredAuthenticationMethod: forged as "sms" }, 'preferredAuthenticationMethod must be "voice" or "sms"'],
        [{ tenant: forged }, `tenant "${shown}" has no block`],
    ] as const;

    it("is shown escaped, in a failure that names no property", async () => {
        const { emulator } = scenario;
        const config = { "auth0:domain": emulator.url, "auth0:apiToken": await emulator.issueToken({}) };
        const provider = await DynamicProvider.start(config);
        try {
            for (const [mistake, line] of wrong) {
                const [failure = "", ...others] = await provider.check({ ...args, ...mistake });
                assert.deepEqual(others, []);
                assert.ok(failure.startsWith(`: ${line}`), failure);
                assertNothingForged(failure);
            }
        } finally {
            await provider.stop();
        }
    });

    it("is shown escaped by a preview on the engine", async () => {
        const [[mistake, line]] = wrong;
        scenario.declareSilently({ ...args, ...mistake });
        const { output } = await scenario.stack.preview();
        assert.ok(output.includes(line), output);
        assertNothingForged(output);
    });
});
