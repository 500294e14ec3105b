// That what the page of examples/policy says comes true: its commands as they are typed, in a copy of the example, and what
// they print.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { blocks, commandsOf, repository } from "../docs/blocks";
import { CommandLine } from "../support/commandLine";

const page = "examples/policy/README.md";

describe("the example of a policy pack", () => {
    let folder: string;
    let emulator: Emulator;
    let shell: CommandLine;

    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "policy-"));
        const project = path.join(folder, "examples/policy");
        mkdirSync(path.dirname(project), { recursive: true });
        cpSync(path.join(repository, "examples/policy"), project, { recursive: true });
        for (const shared of ["node_modules", "tsconfig.json"]) {
            symlinkSync(path.join(repository, shared), path.join(folder, shared));
        }
        emulator = await startEmulator({ users: 25, plan: "unlimited" });
        shell = await CommandLine.open(project, folder);
    });
    afterEach(async () => {
        shell.close();
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    });

    it("leads from a preview that is refused to a tenant as the pack has it, and back", async () => {
        const lines = commandsOf(page).filter((line) => line.startsWith("pulumi "));
        const outputs: string[] = [];
        for (const line of lines) {
            const { code, output } = await shell.run(line.replace("http://127.0.0.1:4010", emulator.url));
            const isRefused = line.startsWith("pulumi preview") && !outputs.join("").includes("Policies:");
            assert.equal(code === 0, !isRefused, `${line}\n${output}`);
            outputs.push(output);
            if (isRefused) {
                const [shown = ""] = blocks(page, "text");
                assert.ok(output.includes(`(local: pack)\n${shown}`), output);
            }
            if (line.startsWith("pulumi up")) {
                const phone = emulator.method("auth0|507f1f77bcf86cd799439020", "phone|dev_kXVq4drj3Mw6uCF5");
                assert.deepEqual([phone.name, phone.preferred_authentication_method], ["Work phone", "sms"]);
                const laptop = emulator.method("auth0|507f1f77bcf86cd799439020", "passkey|dev_RYXkNNlPXYLWwb4R");
                assert.equal(laptop.name, "Work laptop");
                assert.equal((await shell.run("pulumi stack output preference")).output, "sms\n");
            }
        }
        assert.equal(outputs.length, 9);
    });
});
