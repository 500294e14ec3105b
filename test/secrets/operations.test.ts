import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { listRoute } from "../group/support";
import {
    ada,
    adaPhone,
    adaTotp,
    canaries as personal,
    type Scenario,
    type ScenarioOptions,
    startScenario,
    stopScenario,
} from "../support/scenario";
import { personalTexts, plantEchoes } from "./echo";

// What an operation prints, throws and writes is searched by the stack itself.
describe("secrets, on the engine", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    async function start(options: ScenarioOptions = {}): Promise<void> {
        scenario = await startScenario({ credentials: "environment", ...options });
    }

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

    it("are encrypted in the state, the masked phone number and e-mail address among them", async () => {
        await start({ echoTotpSecret: true });
        for (const [name, id, key] of [
            ["phone", adaPhone, "phoneNumber"],
            ["e-mail", "email|dev_f0O81fTcftc0kN2v", "email"],
            ["totp", adaTotp, undefined],
        ] as const) {
            scenario.declare({ userId: ada, authenticationMethodId: id, name: `Our ${name}` });
            const up = await scenario.stack.up();
            assert.ok(up.ok, up.output);
            assert.doesNotMatch(scenario.stack.rawState(), /totp_secret|totpSecret/);
            if (key !== undefined) {
                const resource = await scenario.stack.resource("m");
                assert.deepEqual(resource?.secretOutputs, [key]);
            }
        }
    });

    it("of a tenant that masks nothing, such as phone numbers, are encrypted in the state and in no output", async () => {
        await start({ config: { "auth0:debug": "true" } });
        const { stack, emulator } = scenario;
        const { authentication_methods: methods = [] } = emulator.user(ada);
        const unmasked = methods.map(({ totp_secret: _, ...method }) => method);
        emulator.fault({ route: listRoute, times: Number.POSITIVE_INFINITY, body: unmasked });
        for (const [id, key, value] of [
            [adaPhone, "phoneNumber", personal.phone],
            ["email|dev_f0O81fTcftc0kN2v", "email", personal.email],
        ] as const) {
            scenario.declare({ ...args, authenticationMethodId: id });
            assert.ok((await stack.up()).ok);
            const resource = await stack.resource("m");
            assert.deepEqual([resource?.outputs[key], resource?.secretOutputs], [value, [key]]);
        }
        scenario.declare({ ...args, authenticationMethodId: "phone|dev_gone" });
        assert.equal((await stack.preview()).ok, false);
        await stack.refresh();
        await stack.destroy();
    });

    for (const debug of ["false", "true"]) {
        it(`are in no output of any command, with auth0:debug ${debug}`, async () => {
            await start({ echoTotpSecret: true, config: { "auth0:debug": debug } });
            const output = await runEverything();
            const request =
                /GET \/api\/v2\/users\/auth0%7C507f1f77bcf86cd799439020\/authentication-methods: 200 in \d+ ms/;
            assert.equal(request.test(output), debug === "true", output);
        });

        it(`are in no output when every request fails, and Auth0 repeats what it was sent, with auth0:debug ${debug}`, async () => {
            await start({
                config: { "auth0:debug": debug, "auth0-authentication-methods:operationTimeout": "1" },
            });
            const { emulator, canaries } = scenario;
            plantEchoes(canaries);
            const message = [...personalTexts, emulator.clientSecret, await emulator.issueToken()].join(" ");
            for (const status of [400, 401, 403, 500]) {
                emulator.clearFaults();
                const body = { statusCode: status, error: message, message };
                emulator.fault({ route: "*", times: Number.POSITIVE_INFINITY, status, body });
                scenario.declare(args);
                const { ok, output } = await scenario.stack.up();
                assert.equal(ok, false);
                assert.doesNotMatch(output, /\n\s+at \S+ \(/);
            }
        });
    }

    it("of private_key_jwt and of a fixed token stay hidden as well", async () => {
        await start({ config: { "auth0:debug": "true" } });
        const { stack, emulator, canaries } = scenario;
        stack.env = { AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: emulator.clientAssertionPrivateKey };
        await runEverything();

        const wrongKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
            .privateKey.export({ type: "pkcs8", format: "pem" })
            .toString();
        canaries.plant("wrong key", wrongKey);
        stack.env = { AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: wrongKey };
        scenario.declare(args);
        const refused = await stack.up();
        assert.equal(refused.ok, false);
        assert.match(refused.output, /Could not get an access token .*401/);

        const apiToken = await emulator.issueToken();
        canaries.plant("fixed token", apiToken);
        stack.env = { AUTH0_API_TOKEN: apiToken };
        await runEverything();
    });

    it("of the configuration are encrypted in the state, its backups and the history, and in an export", async () => {
        scenario = await startScenario();
        const { stack, emulator, canaries } = scenario;
        const key = emulator.clientAssertionPrivateKey;
        await stack.setConfig({ "auth0:clientAssertionPrivateKey": { value: key, secret: true } });
        scenario.declare(args);
        assert.ok((await stack.up()).ok);
        assert.ok((await stack.refresh()).ok);
        const files = readdirSync(path.join(stack.folder, "backend"), { recursive: true }).map(String);
        for (const kind of [/stacks\/.*\.json$/, /\.json\.bak$/, /history\/.*\.checkpoint\.json$/]) {
            assert.ok(
                files.some((file) => kind.test(file)),
                files.join("\n"),
            );
        }
        const inTheClear = JSON.stringify(await stack.exportState());
        for (const what of ["client secret", "assertion key", "masked phone number"]) {
            assert.ok(canaries.kindsIn(inTheClear).has(what), `there is no ${what} to be encrypted`);
        }
        const exported = await stack.command("stack", "export");
        assert.match(exported, /"ciphertext": ?"v1:/);
        canaries.assertNone(exported, "files", "an export");
    });
});
