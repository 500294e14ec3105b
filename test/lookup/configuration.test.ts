import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { getUser, getUserOutput } from "pulumi-auth0-authentication-methods";
import { Canaries, jsonWebToken } from "../support/canaries";
import { passphrase, vaultToken } from "../support/secretsProviders";
import { type ConfigInput, createStack, disposeAll, type TestStack } from "../support/stack";

const email = "ada@example.com";

describe("the configuration of look-ups, on the engine", () => {
    let emulators: Emulator[];
    let canaries: Canaries;
    beforeEach(async () => {
        emulators = await Promise.all(
            ["auth0|in-the-eu", "auth0|in-the-us"].map((user_id) =>
                startEmulator({ users: [{ user_id, email, authentication_methods: [] }] }),
            ),
        );
        canaries = new Canaries()
            .plant("passphrase", passphrase, vaultToken)
            .plantPattern("access token", jsonWebToken);
        canaries
            .plant("client secret", ...emulators.map(({ clientSecret }) => clientSecret))
            .plant("e-mail address", email);
    });
    afterEach(async () => {
        disposeAll();
        await Promise.all(emulators.map((emulator) => emulator.close()));
    });

    const stackOf = (config: ConfigInput, program: TestStack["program"], env: Record<string, string> = {}) =>
        createStack({ program, config, env, canaries });

    function configOf({ url, clientId, clientSecret }: Emulator): ConfigInput {
        return {
            "auth0:domain": url,
            "auth0:clientId": clientId,
            "auth0:clientSecret": { value: clientSecret, secret: true },
        };
    }

    it("is that of the block which an argument names, or of auth0:*", async () => {
        const [eu, us] = emulators as [Emulator, Emulator];
        const stack = await stackOf(configOf(eu), async () => {
            const [one, other] = await Promise.all([getUser({ email }), getUser({ email, tenant: "us" })]);
            return { one: one.userId, other: other.userId };
        });
        const block = "auth0-authentication-methods:tenants.us";
        await stack.setConfig(
            {
                [`${block}.domain`]: us.url,
                [`${block}.clientId`]: us.clientId,
                [`${block}.clientSecret`]: { value: us.clientSecret, secret: true },
            },
            { path: true },
        );
        const up = await stack.up();
        assert.ok(up.ok, up.output);
        assert.deepEqual(up.outputs, { one: "auth0|in-the-eu", other: "auth0|in-the-us" });
    });

    it("is that of the environment where the stack has none", async () => {
        const [eu] = emulators as [Emulator];
        const stack = await stackOf({}, async () => getUser({ email }), {
            AUTH0_DOMAIN: eu.url,
            AUTH0_CLIENT_ID: eu.clientId,
            AUTH0_CLIENT_SECRET: eu.clientSecret,
        });
        const up = await stack.up();
        assert.equal(up.outputs["userId"], "auth0|in-the-eu", up.output);
    });

    it("is each program's own where several run in one process at once", async () => {
        const stacks = await Promise.all(
            emulators.map((emulator) =>
                stackOf(configOf(emulator), async () => ({
                    now: (await getUser({ email })).userId,
                    later: getUserOutput({ email: pulumi.output(email) }).userId,
                })),
            ),
        );
        const ups = await Promise.all(stacks.map((stack) => stack.up()));
        assert.deepEqual(
            ups.map(({ outputs }) => outputs),
            ["auth0|in-the-eu", "auth0|in-the-us"].map((userId) => ({ now: userId, later: userId })),
        );
    });

    it("is read anew by each operation in one process", async () => {
        const [eu, us] = emulators as [Emulator, Emulator];
        const stack = await stackOf(configOf(eu), async () => getUser({ email }));
        assert.equal((await stack.up()).outputs["userId"], "auth0|in-the-eu");
        await stack.setConfig(configOf(us));
        assert.equal((await stack.up()).outputs["userId"], "auth0|in-the-us");
    });

    it("is named by its keys where something is missing, and nothing is sent", async () => {
        const [eu] = emulators as [Emulator];
        const stack = await stackOf({ "auth0:domain": eu.url }, async () => getUser({ email }));
        const { ok, output } = await stack.preview();
        assert.ok(!ok);
        assert.match(output, /error: No credentials\. Set auth0:clientId \(or AUTH0_CLIENT_ID\)/);
        assert.equal(eu.requests.length, 0);
    });

    it("that is wrong is told without the secret", async () => {
        const [eu] = emulators as [Emulator];
        const wrong = "canary-of-a-wrong-client-secret-0123456789";
        canaries.plant("wrong client secret", wrong);
        // What stands in the environment, the engine cannot hide.
        const { "auth0:clientSecret": _, ...config } = configOf(eu);
        const stack = await stackOf(config, async () => getUser({ email }), { AUTH0_CLIENT_SECRET: wrong });
        const { ok, output } = await stack.preview();
        assert.ok(!ok);
        assert.match(
            output,
            /error: Could not get an access token in tenant .* check auth0:clientId and auth0:clientSecret/,
        );
        assert.doesNotMatch(output, /\n\s+at /);
    });

    it("shows requests as messages of the program's where auth0:debug is on", async () => {
        const [eu] = emulators as [Emulator];
        const stack = await stackOf({ ...configOf(eu), "auth0:debug": "true" }, async () => getUser({ email }));
        const { ok, output } = await stack.preview();
        assert.ok(ok, output);
        assert.match(output, /GET \/api\/v2\/users-by-email: 200 in \d+ ms/);
    });
});
