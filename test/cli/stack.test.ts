// The configuration of a stack, read through the real Pulumi CLI, as `pulumi up` would use it.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { findEngine } from "../support/engine";
import { ada, adaPhone } from "../support/scenario";
import { passphrase } from "../support/secretsProviders";
import { createStack, type TestStack } from "../support/stack";
import { Ground, type Place } from "./support";

describe("the command with --stack", () => {
    let ground: Ground;
    let stack: TestStack;
    let place: Required<Pick<Place, "env">>;
    let project: string;

    before(async () => {
        ground = await Ground.start();
        const { url, clientId, clientSecret } = ground.emulator;
        stack = await createStack({
            program: async () => ({}),
            secrets: "passphrase",
            config: {
                "auth0:domain": url,
                "auth0:clientId": clientId,
                "auth0:clientSecret": { value: clientSecret, secret: true },
                "auth0-authentication-methods:requestTimeout": "20",
            },
        });
        await stack.setConfig(
            {
                "auth0-authentication-methods:tenants.eu.domain": url,
                "auth0-authentication-methods:tenants.eu.clientId": clientId,
                "auth0-authentication-methods:tenants.eu.clientSecret": { value: clientSecret, secret: true },
            },
            { path: true },
        );
        const { command } = await findEngine();
        const bin = path.join(ground.folder, "bin");
        mkdirSync(bin);
        symlinkSync(command, path.join(bin, "pulumi"));
        project = stack.automation.workspace.workDir;
        const none = { AUTH0_DOMAIN: undefined, AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined };
        place = {
            env: {
                ...none,
                PATH: `${bin}${path.delimiter}${process.env["PATH"]}`,
                PULUMI_BACKEND_URL: stack.automation.workspace.envVars["PULUMI_BACKEND_URL"],
                PULUMI_HOME: stack.automation.workspace.pulumiHome,
                PULUMI_CONFIG_PASSPHRASE: passphrase,
                PULUMI_SKIP_UPDATE_CHECK: "true",
            },
        };
    });
    after(async () => {
        stack?.dispose();
        await ground.stop();
    });

    it("takes domain and credentials from it, secrets and named tenants among them, and prints none", async () => {
        for (const more of [[], ["--tenant", "eu"]]) {
            const { code, stdout, stderr } = await ground.runHere(
                ["list", ada, "--stack", "dev", "--cwd", project, ...more],
                place,
            );
            assert.equal(code, 0, stderr);
            assert.ok(stdout.includes(adaPhone));
        }
    });

    it("says in check which stack a setting is of", async () => {
        const { stdout } = await ground.run(["check", "--stack", "dev", "--cwd", project], place);
        assert.match(
            stdout,
            /^ok +configuration +tenant http:\S+ \(auth0:domain of stack "dev"\), a client id and its secret \(auth0:clientSecret of stack "dev"\)$/m,
        );
        assert.match(stdout, /^ok +pulumi +the Pulumi CLI is \d+\.\d+\.\d+$/m);
    });

    it("goes before the environment, and the flags before it", async () => {
        const env = { ...place.env, AUTH0_DOMAIN: "elsewhere.example.com", AUTH0_CLIENT_SECRET: "another-0123456789" };
        const stackFirst = await ground.runHere(["list", ada, "--stack", "dev", "--cwd", project], { env });
        assert.equal(stackFirst.code, 0, stackFirst.stderr);
        const args = ["list", ada, "--stack", "dev", "--cwd", project, "--domain", "http://127.0.0.1:9"];
        const flagFirst = await ground.runHere(args, { env });
        assert.match(flagFirst.stderr, /in tenant http:\/\/127\.0\.0\.1:9: the connection failed/);
    });

    const wrong: readonly [what: string, change: object, args: readonly string[], message: RegExp][] = [
        [
            "there is no such stack",
            {},
            ["--stack", "nowhere"],
            /`pulumi config` says: error: no stack named 'nowhere' found\. Try `pulumi config` there/,
        ],
        [
            "the passphrase is wrong",
            { PULUMI_CONFIG_PASSPHRASE: "wrong" },
            ["--stack", "dev"],
            /`pulumi config` says: error: incorrect passphrase/,
        ],
        [
            "there is no Pulumi CLI",
            { PATH: "/nowhere" },
            ["--stack", "dev"],
            /there is no `pulumi` on PATH\. Install the Pulumi CLI/,
        ],
    ];
    for (const [what, change, args, message] of wrong) {
        it(`ends with 3 where ${what}`, async () => {
            const { code, stdout, stderr } = await ground.runHere(["list", ada, "--cwd", project, ...args], {
                env: { ...place.env, ...change },
            });
            assert.match(stderr, message);
            assert.deepEqual([code, stdout], [3, ""]);
        });
    }

    it("says that a folder holds no project", async () => {
        const { code, stderr } = await ground.runHere(["list", ada, "--stack", "dev"], place);
        assert.equal(code, 3);
        assert.match(stderr, /no Pulumi\.yaml project file found/);
    });
});
