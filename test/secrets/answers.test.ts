import assert from "node:assert/strict";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
import { ada, adaPhone, type Scenario, startScenario, stopScenario } from "../support/scenario";
import type { Operation } from "../support/stack";
import { personalTexts, plantEchoes } from "./echo";

const listRoute = "GET /api/v2/users/{id}/authentication-methods";
const patchRoute = "PATCH /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
const times = Number.POSITIVE_INFINITY;

describe("secrets and personal data in the answers of a tenant, on the engine", () => {
    let scenario: Scenario;
    let secrets: string[];
    afterEach(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };

    async function start(config: Record<string, string> = {}): Promise<void> {
        scenario = await startScenario({
            echoTotpSecret: true,
            credentials: "environment",
            config: { "auth0-authentication-methods:operationTimeout": "1", ...config },
        });
        const { emulator, stack, canaries } = scenario;
        secrets = [emulator.clientSecret, await emulator.issueToken()];
        plantEchoes(canaries).plant("fixed token", ...secrets.slice(1));
        const tenants = JSON.stringify({ eu: { domain: emulator.url, apiToken: secrets[1] } });
        stack.env = { ...stack.env, AUTH0_AUTHENTICATION_METHODS_TENANTS: tenants };
    }

    async function run(operation: Operation, declared?: Partial<AuthenticationMethodSettingsArgs>) {
        if (declared !== undefined) {
            scenario.declare(declared);
        }
        const result = await scenario.stack[operation]();
        assert.doesNotMatch(scenario.stack.rawState(), /totp_?secret/i);
        return result;
    }

    function repeatEverything(route: typeof listRoute | typeof patchRoute): void {
        const message = [...secrets, ...personalTexts].join(" ");
        scenario.emulator.fault({ route, times, status: 403, body: { statusCode: 403, error: message, message } });
    }

    it("are in no output of any command and not in the state, when every request fails, with auth0:debug", async () => {
        await start({ "auth0:debug": "true" });
        const declared = { ...args, tenant: "eu" };
        const { emulator } = scenario;
        const fail = async (operation: Operation, changes = {}) => {
            const { ok, output } = await run(operation, { ...declared, ...changes });
            assert.equal(ok, false, output);
            assert.match(output, /Auth0 answered 403: /);
        };
        repeatEverything(listRoute);
        await fail("preview");
        emulator.clearFaults();
        repeatEverything(patchRoute);
        await fail("up");
        emulator.clearFaults();
        assert.ok((await run("up", declared)).ok);

        repeatEverything(patchRoute);
        await fail("up", { name: "Another name" });
        await fail("destroy");
        repeatEverything(listRoute);
        await fail("refresh");
    });

    it("are in no output of a command that fails, without auth0:debug", async () => {
        await start();
        repeatEverything(patchRoute);
        const { ok, output } = await run("up", args);
        assert.equal(ok, false, output);
        assert.match(output, /Auth0 answered 403: /);
    });

    it("are not in a state that keeps a resource whose PATCH was lost on the way", async () => {
        await start();
        scenario.emulator.fault({ route: patchRoute, times, reset: true, applied: true });
        const { ok, output } = await run("up", args);
        assert.equal(ok, false, output);
        assert.match(output, /Could not change authentication method .* the connection failed/);
        const resource = await scenario.stack.resource("m");
        assert.deepEqual(resource?.secretOutputs, ["phoneNumber"]);
        assert.equal(resource.outputs["phoneNumber"], "XXXXXXXXX0958");
    });
});
