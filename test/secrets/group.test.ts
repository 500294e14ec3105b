import assert from "node:assert/strict";
import { AuthenticationMethodSettingsGroup } from "pulumi-auth0-authentication-methods";
import { listRoute, patchRoute } from "../group/support";
import {
    ada,
    adaPhone,
    adaTotp,
    canaries as personal,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";
import type { Operation } from "../support/stack";
import { personalTexts, plantEchoes } from "./echo";

describe("secrets and personal data in the answers of a tenant to a group, on the engine", () => {
    let scenario: Scenario;
    let secrets: string[];
    beforeEach(async () => {
        scenario = await startScenario({
            echoTotpSecret: true,
            credentials: "environment",
            config: { "auth0-authentication-methods:operationTimeout": "20", "auth0:debug": "true" },
        });
        const { emulator, canaries } = scenario;
        secrets = [emulator.clientSecret, await emulator.issueToken()];
        plantEchoes(canaries).plant("fixed token", ...secrets.slice(1));
    });
    afterEach(async () => stopScenario(scenario));

    function declare(authenticationMethodIds: readonly string[], name = "Ours"): void {
        scenario.stack.program = async () => {
            new AuthenticationMethodSettingsGroup("staff", {
                settings: authenticationMethodIds.map((authenticationMethodId) => ({
                    userId: ada,
                    authenticationMethodId,
                    name,
                })),
                onDelete: "restore",
            });
        };
    }

    async function run(operation: Operation, isToSucceed = true): Promise<string> {
        const { output } = await scenario.stack[isToSucceed ? "succeed" : "fail"](operation);
        return output;
    }

    function repeatEverything(route: typeof listRoute | typeof patchRoute): void {
        const message = [...secrets, ...personalTexts].join(" ");
        const body = { statusCode: 403, error: message, message };
        scenario.emulator.clearFaults();
        scenario.emulator.fault({ route, times: Number.POSITIVE_INFINITY, status: 403, body });
    }

    it("are in no output of any command and not in the state, when every request fails, with auth0:debug", async () => {
        declare([adaPhone, adaTotp]);
        repeatEverything(listRoute);
        assert.match(await run("preview", false), /Auth0 answered 403: /);
        repeatEverything(patchRoute);
        assert.match(await run("up", false), /settings\[1\]: .* Auth0 answered 403: /);
        scenario.emulator.clearFaults();
        scenario.emulator.fault({ route: patchRoute, times: Number.POSITIVE_INFINITY, reset: true, applied: true });
        await run("up", false);
        assert.doesNotMatch(scenario.stack.rawState(), /totp_?secret/i);
        repeatEverything(patchRoute);
        assert.match(await run("destroy", false), /to be restored: .* Auth0 answered 403: /);
        repeatEverything(listRoute);
        assert.match(await run("refresh", false), /nothing of it was refreshed/);
    });

    it("are replaced where users put them into names: in lines about drift, of what is gone, and of what is left", async () => {
        const name = `Call ${personal.phone} or write to ${personal.email}`;
        const shown = "Call [phone number] or write to [e-mail]";
        declare([adaPhone, adaTotp]);
        await run("up");
        scenario.emulator.method(ada, adaPhone).name = name;
        scenario.emulator.method(ada, adaTotp).name = name;
        declare([adaPhone, adaTotp, "phone|dev_gone"]);
        const preview = await run("preview");
        assert.ok(preview.includes(`name is "${shown}", declared is "Ours"`), preview);
        assert.ok(preview.includes(`("phone", named "${shown}", created `), preview);
        declare([adaPhone]);
        const up = await run("up");
        assert.ok(up.includes(`Auth0 cannot unset it: it stays "${shown}"`), up);
    });
});
