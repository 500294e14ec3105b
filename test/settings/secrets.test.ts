import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { ada, adaPhone, adaTotp, canaries, type Scenario, startScenario, stopScenario } from "../support/scenario";

describe("secrets, on the engine", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };

    /** Runs everything there is, and gives all that was printed. */
    async function runEverything(): Promise<string> {
        const { stack } = scenario;
        const printed: string[] = [];
        const run = async (result: Promise<{ output: string }>) => {
            printed.push((await result).output);
        };
        scenario.declare(args);
        await run(stack.preview());
        await run(stack.up());
        await run(stack.refresh());
        scenario.declare({ ...args, authenticationMethodId: "phone|dev_gone" });
        await run(stack.preview());
        scenario.declare({ ...args, authenticationMethodId: adaTotp });
        await run(stack.up());
        await run(stack.destroy());
        return printed.join("\n");
    }

    function assertNone(text: string, where: string): void {
        const secrets = {
            "client secret": scenario.emulator.clientSecret,
            "assertion key": scenario.emulator.clientAssertionPrivateKey.split("\n")[1] ?? "",
            "phone number": canaries.phone,
            "e-mail address": canaries.email,
            "TOTP secret": canaries.totp,
            "access token": "eyJ",
        };
        for (const [what, secret] of Object.entries(secrets)) {
            assert.ok(secret.length > 2 && !text.includes(secret), `the ${what} is in ${where}`);
        }
    }

    it("are encrypted in the state, the masked phone number and e-mail address among them", async () => {
        scenario = await startScenario({ echoTotpSecret: true });
        for (const [name, id, key] of [
            ["phone", adaPhone, "phoneNumber"],
            ["e-mail", "email|dev_f0O81fTcftc0kN2v", "email"],
            ["totp", adaTotp, undefined],
        ] as const) {
            scenario.declare({ userId: ada, authenticationMethodId: id, name: `Our ${name}` });
            const up = await scenario.stack.up();
            assert.ok(up.ok, up.output);
            const raw = scenario.stack.rawState();
            assertNone(raw, `the state after ${name}`);
            assert.doesNotMatch(raw, /XXXX|\*\*\*\*|totp_secret|totpSecret/);
            if (key !== undefined) {
                const resource = await scenario.stack.resource("m");
                assert.deepEqual(resource?.secretOutputs, [key]);
            }
        }
    });

    it("are in no output of any command", async () => {
        scenario = await startScenario({ echoTotpSecret: true });
        assertNone(await runEverything(), "the output");
    });

    it("are in no output with auth0:debug, which shows the requests", async () => {
        scenario = await startScenario({ echoTotpSecret: true, config: { "auth0:debug": "true" } });
        const output = await runEverything();
        assertNone(output, "the output");
        assert.match(
            output,
            /GET \/api\/v2\/users\/auth0%7C507f1f77bcf86cd799439020\/authentication-methods: 200 in \d+ ms/,
        );
    });

    it("are in no output when every request fails, and Auth0 repeats what it was sent", async () => {
        for (const debug of ["true", "false"]) {
            scenario = await startScenario({
                config: { "auth0:debug": debug, "auth0-authentication-methods:operationTimeout": "5" },
            });
            const { emulator } = scenario;
            const message = `no ${canaries.phone} ${canaries.email} ${canaries.totp} ${emulator.clientSecret} ${await emulator.issueToken({})}`;
            for (const status of [400, 401, 403, 500]) {
                emulator.clearFaults();
                emulator.fault({
                    route: "*",
                    times: Number.POSITIVE_INFINITY,
                    status,
                    body: { statusCode: status, error: message, message },
                });
                scenario.declare(args);
                const { ok, output } = await scenario.stack.up();
                assert.equal(ok, false);
                assertNone(output, `the output with status ${status}`);
                assert.equal(/\n\s+at \S+ \(/.test(output), false, output);
            }
            if (debug === "true") {
                await stopScenario(scenario);
            }
        }
    });

    it("of private_key_jwt and of a fixed token stay hidden as well", async () => {
        scenario = await startScenario();
        const { stack, emulator } = scenario;
        await stack.setConfig({
            "auth0:clientAssertionPrivateKey": { value: emulator.clientAssertionPrivateKey, secret: true },
            "auth0:debug": "true",
        });
        await stack.removeConfig("auth0:clientSecret");
        assertNone((await runEverything()) + stack.rawState(), "the output or the state");

        const wrongKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
            type: "pkcs8",
            format: "pem",
        });
        await stack.setConfig({ "auth0:clientAssertionPrivateKey": { value: wrongKey.toString(), secret: true } });
        scenario.declare(args);
        const refused = await stack.up();
        assert.equal(refused.ok, false);
        assert.match(refused.output, /Could not get an access token .*401/);
        assert.ok(!refused.output.includes(wrongKey.toString().split("\n")[1] ?? "-"));

        await stack.setConfig({ "auth0:apiToken": { value: await emulator.issueToken({}), secret: true } });
        assertNone((await runEverything()) + stack.rawState(), "the output or the state");
    });
});
