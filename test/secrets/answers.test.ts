import assert from "node:assert/strict";
import type { AuthenticationMethodSettingsArgs } from "pulumi-auth0-authentication-methods";
import {
    ada,
    adaPhone,
    adaTotp,
    canaries as personal,
    type Scenario,
    startScenario,
    stopScenario,
} from "../support/scenario";
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

    type Operation = "preview" | "up" | "refresh" | "destroy";
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

    describe("which users put into names", () => {
        const name = `Call ${personal.phone} or +44 20 7946 0958, or write to ${personal.email}`;
        const shown = "Call [phone number] or [phone number], or write to [e-mail]";
        const ofPhone = '"phone|dev_kXVq4drj3Mw6uCF5" of user "auth0|507f1f77bcf86cd799439020"';

        async function outputOf(operation: Operation): Promise<string> {
            return (await scenario.stack[operation]()).output;
        }

        beforeEach(async () => {
            await start();
            const because = "the state keeps names, and the engine's events show resources as the state keeps them";
            for (const what of ["phone number", "e-mail address"]) {
                scenario.canaries.allow(what, { in: ["events", "files"], because });
            }
            scenario.declareSilently(args);
            assert.ok((await scenario.stack.up()).ok);
        });

        it("are replaced in a line about drift, and in the list of a user's methods", async () => {
            scenario.emulator.method(ada, adaPhone).name = name;
            const drift = await outputOf("preview");
            assert.ok(drift.includes(`drift: ${ofPhone}: name is "${shown}", declared is "Work phone"`), drift);
            scenario.declareSilently({ ...args, authenticationMethodId: "phone|dev_gone" });
            const list = await outputOf("preview");
            assert.ok(list.includes(`"phone|dev_kXVq4drj3Mw6uCF5" ("phone", named "${shown}", created `), list);
        });

        it("are replaced in what refresh says of drift, when they come and when they go", async () => {
            scenario.emulator.method(ada, adaPhone).name = name;
            const coming = await outputOf("refresh");
            assert.ok(coming.includes(`name is "${shown}", was "Work phone" when Pulumi last saw it`), coming);
            scenario.emulator.method(ada, adaPhone).name = "Private";
            const going = await outputOf("refresh");
            assert.ok(going.includes(`name is "Private", was "${shown}" when Pulumi last saw it`), going);
        });

        it("are replaced where a restore leaves a name, and where Auth0 keeps another one than was sent", async () => {
            // The first PATCH gives the phone its name back.
            scenario.emulator.fault({ route: patchRoute, nth: 2, body: { id: adaTotp, type: "totp", name } });
            scenario.declareSilently({ ...args, authenticationMethodId: adaTotp });
            const up = await outputOf("up");
            assert.ok(up.includes(`Auth0 made "${shown}" of the `), up);
            scenario.emulator.method(ada, adaTotp).name = name;
            const destroy = await outputOf("destroy");
            assert.ok(destroy.includes(`Auth0 cannot unset it: it stays "${shown}"`), destroy);
        });

        it("are replaced where a restore puts a name back and Auth0 keeps another one", async () => {
            scenario.emulator.method(ada, adaTotp).name = name;
            scenario.declareSilently({ ...args, authenticationMethodId: adaTotp });
            assert.ok((await scenario.stack.up()).ok);
            scenario.emulator.fault({ route: patchRoute, body: { id: adaTotp, type: "totp", name: "Call" } });
            const destroy = await outputOf("destroy");
            assert.match(destroy, /Auth0 made "Call" of /);
        });
    });
});
