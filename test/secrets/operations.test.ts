import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import {
    AuthenticationMethodSettings,
    type AuthenticationMethodSettingsArgs,
} from "pulumi-auth0-authentication-methods";
import { listRoute } from "../group/support";
import {
    ada,
    adaPhone,
    adaTotp,
    adaWithMethods,
    canaries as personal,
    type Scenario,
    type ScenarioOptions,
    startScenario,
    stopScenario,
} from "../support/scenario";
import type { OperationResult } from "../support/stack";
import { personalTexts, plantEchoes } from "./echo";

// What an operation prints, throws and writes is searched by the stack itself.
describe("secrets, on the engine", () => {
    let scenario: Scenario;
    afterEach(async () => stopScenario(scenario));

    async function start(options: ScenarioOptions = {}): Promise<void> {
        scenario = await startScenario({ credentials: "environment", ...options });
    }

    const args = { userId: ada, authenticationMethodId: adaPhone, name: "Work phone", onDelete: "restore" as const };
    const adaEmail = "email|dev_f0O81fTcftc0kN2v";

    function declare(declared: Readonly<Record<string, AuthenticationMethodSettingsArgs>>): void {
        scenario.stack.program = async () => {
            const resources = Object.entries(declared).map(
                ([name, one]) => [name, new AuthenticationMethodSettings(name, one).phoneNumber] as const,
            );
            return Object.fromEntries(resources);
        };
    }

    async function succeed(operation: Promise<OperationResult>): Promise<string> {
        const { ok, output } = await operation;
        assert.ok(ok, output);
        return output;
    }

    it("are encrypted in the state, the masked phone number and e-mail address among them", async () => {
        await start({ echoTotpSecret: true });
        const { stack } = scenario;
        declare({
            phone: { ...args, name: "Our phone" },
            email: { ...args, authenticationMethodId: adaEmail, name: "Our e-mail" },
            totp: { ...args, authenticationMethodId: adaTotp, name: "Our totp" },
        });
        await succeed(stack.up());
        assert.doesNotMatch(stack.rawState(), /totp_secret|totpSecret/);
        assert.deepEqual((await stack.resource("phone"))?.secretOutputs, ["phoneNumber"]);
        assert.deepEqual((await stack.resource("email"))?.secretOutputs, ["email"]);
    });

    it("of a tenant that masks nothing, such as phone numbers, are encrypted in the state and in no output", async () => {
        await start({ config: { "auth0:debug": "true" } });
        const { stack, emulator } = scenario;
        const { authentication_methods: methods = [] } = emulator.user(ada);
        const unmasked = methods.map(({ totp_secret: _, ...method }) => method);
        emulator.fault({ route: listRoute, times: Number.POSITIVE_INFINITY, body: unmasked });
        const both = { phoneNumber: args, email: { ...args, authenticationMethodId: adaEmail } };
        declare(both);
        await succeed(stack.up());
        for (const [key, value] of [
            ["phoneNumber", personal.phone],
            ["email", personal.email],
        ] as const) {
            const resource = await stack.resource(key);
            assert.deepEqual([resource?.outputs[key], resource?.secretOutputs], [value, [key]]);
        }
        declare({ ...both, gone: { ...args, authenticationMethodId: "phone|dev_gone" } });
        assert.equal((await stack.preview()).ok, false);
        await stack.destroy({ refresh: true });
    });

    /** Each way to sign in, and the tenant by whose name a stack does. */
    const ways = ["secret", "private_key_jwt", "token"] as const;

    /** A user for each of {@link ways}, and what a program declares of all of them. */
    const userOf = (way: string) => (way === "secret" ? ada : `auth0|${way}`);
    const ofEach = (changes: Partial<AuthenticationMethodSettingsArgs> = {}) =>
        Object.fromEntries(
            ways.map((way) => [
                way,
                { ...args, userId: userOf(way), ...(way !== "secret" && { tenant: way }), ...changes } as typeof args,
            ]),
        );

    for (const debug of ["false", "true"]) {
        it(`are in no output of any command, with auth0:debug ${debug}, whichever credentials they are`, async () => {
            const users = ways.map((way) => ({ ...adaWithMethods(), user_id: userOf(way) }));
            await start({ users, echoTotpSecret: true, config: { "auth0:debug": debug } });
            const { stack, emulator, canaries } = scenario;
            const { url: domain, clientId, clientAssertionPrivateKey } = emulator;
            const apiToken = await emulator.issueToken();
            canaries.plant("fixed token", apiToken);
            const tenants = {
                private_key_jwt: { domain, clientId, clientAssertionPrivateKey },
                token: { domain, apiToken },
            };
            stack.env = { ...stack.env, AUTH0_AUTHENTICATION_METHODS_TENANTS: JSON.stringify(tenants) };

            declare(ofEach());
            const output = [await succeed(stack.preview()), await succeed(stack.up())].join("\n");
            for (const way of ways) {
                const user = encodeURIComponent(userOf(way));
                const request = new RegExp(`GET /api/v2/users/${user}/authentication-methods: 200 in \\d+ ms`);
                assert.equal(request.test(output), debug === "true", output);
            }
            declare({ ...ofEach(), gone: { ...args, authenticationMethodId: "phone|dev_gone" } });
            assert.equal((await stack.preview()).ok, false);
            declare(ofEach({ authenticationMethodId: adaTotp }));
            await succeed(stack.up({ refresh: true }));
            await succeed(stack.destroy());
        });

        it(`are in no output when every request fails, and Auth0 repeats what it was sent, with auth0:debug ${debug}`, async () => {
            await start({
                config: { "auth0:debug": debug, "auth0-authentication-methods:operationTimeout": "1" },
            });
            const { emulator, canaries } = scenario;
            plantEchoes(canaries);
            const message = [...personalTexts, emulator.clientSecret, await emulator.issueToken()].join(" ");
            // Every call with every status: echoes.test.ts.
            for (const status of debug === "true" ? [401, 403] : [400, 500]) {
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

    it("are in no output when a key for private_key_jwt is refused", async () => {
        await start({ config: { "auth0:debug": "true" } });
        const { stack, canaries } = scenario;
        const wrongKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
            .privateKey.export({ type: "pkcs8", format: "pem" })
            .toString();
        canaries.plant("wrong key", wrongKey);
        stack.env = { AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: wrongKey };
        scenario.declare(args);
        const refused = await stack.up();
        assert.equal(refused.ok, false);
        assert.match(refused.output, /Could not get an access token .*401/);
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
