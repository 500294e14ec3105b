// That the commands which the documentation shows for a tenant of one's own work, in their order: against the emulator in
// the tenant's place, in a temporary project in the clone's.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { command } from "../cli/support";
import { findEngine } from "../support/engine";
import { withEnvironment } from "../support/environment";
import { commandsOf, repository } from "./blocks";

const ownCommand = "npx pulumi-auth0-authentication-methods ";

/** What a walk-through runs; claims.ts has who runs the rest. */
function isRunHere(line: string): boolean {
    return line.startsWith("pulumi ") || line.startsWith(ownCommand);
}

describe("the commands of the documentation", () => {
    let folder: string;
    let emulator: Emulator;

    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "documented-"));
        emulator = await startEmulator();
    });
    afterEach(async () => {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    });

    const walkThroughs: readonly [document: string, project: string][] = [
        ["README.md", "Pulumi.yaml"],
        ["examples/quickstart/README.md", "examples/quickstart/Pulumi.yaml"],
        ["provider/README.md", "Pulumi.yaml"],
    ];
    for (const [document, project] of walkThroughs) {
        it(`lead from a new stack to a tenant as declared and back: ${document}`, async () => {
            const env = {
                PULUMI_BACKEND_URL: pathToFileURL(folder).href,
                PULUMI_CONFIG_PASSPHRASE: "the passphrase of tests",
                PULUMI_HOME: path.join(folder, "home"),
                PULUMI_SKIP_UPDATE_CHECK: "true",
            };
            const quickstart = path.join(repository, "examples/quickstart");
            const text = readFileSync(path.join(repository, project), "utf8").replace(/^main: .*\n/m, "");
            writeFileSync(path.join(folder, "Pulumi.yaml"), `${text}main: ${quickstart}\n`);
            const pulumiCommand = await findEngine();

            const shell = (line: string) => {
                const args = line
                    .replace("example.eu.auth0.com", emulator.url)
                    .replace("CLIENT_ID", emulator.clientId)
                    .split(" ")
                    .slice(1)
                    .map((word) => word.replace(/^'(.*)'$/, "$1"));
                const input = args.includes("auth0:clientSecret") ? `${emulator.clientSecret}\n` : "";
                // Where nobody can be asked, the engine wants to be told that it need not ask.
                const answers = line.startsWith("pulumi stack rm") ? ["--yes"] : [];
                execFileSync(pulumiCommand.command, [...args, ...answers], {
                    cwd: folder,
                    env: { ...process.env, ...env },
                    input,
                    stdio: ["pipe", "ignore", "pipe"],
                });
            };
            const onEngine = async (operation: "preview" | "up" | "destroy", policyPacks: string[]) =>
                withEnvironment(env, async () => {
                    const workspace = await LocalWorkspace.create({
                        workDir: folder,
                        pulumiCommand,
                        envVars: env,
                        program: async () => {
                            const program = path.join(quickstart, "index.ts");
                            delete require.cache[program];
                            return require(program) as Record<string, unknown>;
                        },
                    });
                    const stack = await Stack.select("dev", workspace);
                    await stack[operation]({ policyPacks } as object);
                });

            // As npx does in a project that has the package.
            symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
            writeFileSync(path.join(folder, "users.txt"), "auth0|507f1f77bcf86cd799439020\ngrace@example.com\n");
            const own = (line: string) => {
                const { url, clientId, clientSecret } = emulator;
                const tenant = { AUTH0_DOMAIN: url, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret };
                const args = [command, ...line.slice(ownCommand.length).split(" ")];
                // In a process that waited for it, the emulator could not answer.
                return promisify(execFile)(process.execPath, args, {
                    cwd: folder,
                    env: { ...process.env, ...env, ...tenant },
                });
            };

            const lines = commandsOf(document).filter(isRunHere);
            if (!lines.includes("pulumi stack init dev")) {
                shell("pulumi stack init dev");
            }
            const phone = emulator.method("auth0|507f1f77bcf86cd799439020", "phone|dev_kXVq4drj3Mw6uCF5");
            const key = emulator.method("auth0|507f1f77bcf86cd799439021", "webauthn-roaming|dev_nTfxQhX9mWk2PzLc");
            for (const line of lines) {
                const [, word, pack] = /^pulumi (preview|up|destroy)(?: --policy-pack (\S+))?$/.exec(line) ?? [];
                const operation = word as "preview" | "up" | "destroy" | undefined;
                if (line.startsWith(ownCommand)) {
                    await own(line);
                } else if (operation === undefined) {
                    shell(line);
                } else if (pack === undefined) {
                    await onEngine(operation, []);
                } else {
                    // The page says what the pack finds in the quickstart.
                    const refused = /\[mandatory\].*phone-user-has-unrestricted-method .*ada-phone/;
                    await assert.rejects(onEngine(operation, [path.join(folder, pack)]), refused);
                }
                if (line.includes("--out index.ts")) {
                    assert.match(
                        readFileSync(path.join(folder, "index.ts"), "utf8"),
                        /authenticationMethodType: "phone"/,
                    );
                }
                if (operation === "up") {
                    const now = [phone.name, phone.preferred_authentication_method, key.name];
                    assert.deepEqual(now, ["Work phone", "voice", "Break-glass key"]);
                }
                if (operation === "destroy") {
                    const now = [phone.name, phone.preferred_authentication_method, key.name];
                    assert.deepEqual(now, ["Phone", "sms", "Security key"]);
                }
            }
            assert.ok(emulator.requests.some(({ method }) => method === "PATCH"));
        });
    }
});
