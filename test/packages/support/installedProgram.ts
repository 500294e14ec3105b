// A program of an installed project, run with the Pulumi CLI as its user does: the SDK, the package and the provider's
// process are all those that were installed there.

import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { CommandLine } from "../../support/commandLine";
import { ada, adaPhone, adaWithMethods } from "../../support/scenario";

type Operation = "up" | "refresh" | "destroy";

export class InstalledProgram {
    readonly emulator: Emulator;
    readonly #shell: CommandLine;
    readonly #folder: string;

    private constructor(emulator: Emulator, shell: CommandLine, folder: string) {
        this.emulator = emulator;
        this.#shell = shell;
        this.#folder = folder;
    }

    /**
     * Makes a stack for a program, with a tenant of its own.
     *
     * @param project - The folder that is to have the Pulumi.yaml.
     * @param main - Where that says that the program is.
     * @param usesTypeScript - What it says of the option `typescript` of its runtime.
     */
    static async start(project: string, main: string, usesTypeScript = true): Promise<InstalledProgram> {
        const runtime = { name: "nodejs", options: { typescript: usesTypeScript } };
        const settings = { name: "installed", runtime, main };
        writeFileSync(path.join(project, "Pulumi.yaml"), JSON.stringify(settings)); // which is YAML
        rmSync(path.join(project, "Pulumi.dev.yaml"), { force: true });
        const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "installed-stack-")));
        const emulator = await startEmulator({ users: [adaWithMethods()] });
        const shell = await CommandLine.open(project, folder, {
            PULUMI_NODEJS_TYPESCRIPT: String(usesTypeScript),
            AUTH0_DOMAIN: emulator.url,
            AUTH0_CLIENT_ID: emulator.clientId,
            AUTH0_CLIENT_SECRET: emulator.clientSecret,
        });
        const program = new InstalledProgram(emulator, shell, folder);
        try {
            await program.#succeed("pulumi stack init dev");
            return program;
        } catch (error) {
            await program.stop();
            throw error;
        }
    }

    /** Runs an operation that has to succeed, and to say of the program's two resources what is expected. */
    async run(operation: Operation, expected: string): Promise<void> {
        // What a preview says of a package, the operation itself says too.
        const output = await this.#succeed(`pulumi ${operation} --skip-preview`);
        const [, changes] = /^Resources:\n +(.+)\n/m.exec(output) ?? [];
        assert.equal(changes, expected, output);
    }

    /** An up that adopts the phone, and puts this name on it. */
    async adopt(name: string): Promise<void> {
        await this.run("up", "+ 2 created");
        assert.deepEqual(this.phone(), { name, preferred_authentication_method: "voice" });
        assert.deepEqual(this.patches(), [{ name, preferred_authentication_method: "voice" }]);
    }

    /** A destroy that puts back what was there. */
    async restore(): Promise<void> {
        await this.run("destroy", "- 2 deleted");
        assert.deepEqual(this.phone(), { name: "Old phone", preferred_authentication_method: "sms" });
        assert.equal(this.patches().length, 2);
    }

    /** Runs an operation that fails, and answers what it printed. */
    async fail(operation: Operation): Promise<string> {
        const { code, output } = await this.#shell.run(`pulumi ${operation} --skip-preview`);
        assert.notEqual(code, 0, output);
        return output;
    }

    patches(): unknown[] {
        return this.emulator.requests.filter(({ method }) => method === "PATCH").map(({ body }) => body);
    }

    phone() {
        const { name, preferred_authentication_method } = this.emulator.method(ada, adaPhone);
        return { name, preferred_authentication_method };
    }

    async stop(): Promise<void> {
        this.#shell.close();
        await this.emulator.close();
        rmSync(this.#folder, { recursive: true, force: true });
    }

    async #succeed(line: string): Promise<string> {
        const { code, output } = await this.#shell.run(line);
        assert.equal(code, 0, `${line}\n${output}`);
        return output;
    }
}
