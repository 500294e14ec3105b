// That what the page of the example by e-mail says comes true: its commands as they are typed, in a copy of the example, and
// what it shows of a failure.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { blocks, repository } from "../docs/blocks";
import { CommandLine } from "../support/commandLine";

const page = "examples/by-email/README.md";
const [deploy = [], cleanUp = []] = blocks(page, "sh").map((block) => block.trim().split("\n"));

describe("the page of the example by e-mail", () => {
    let folder: string;
    let emulator: Emulator;
    let shell: CommandLine;

    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "by-email-"));
        const project = path.join(folder, "examples/by-email");
        mkdirSync(path.dirname(project), { recursive: true });
        cpSync(path.join(repository, "examples/by-email"), project, { recursive: true });
        for (const shared of ["node_modules", "tsconfig.json"]) {
            symlinkSync(path.join(repository, shared), path.join(folder, shared));
        }
        emulator = await startEmulator({ users: 8, plan: "unlimited" });
        shell = await CommandLine.open(project, folder);
    });
    afterEach(async () => {
        shell.close();
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    });

    const run = (line: string) =>
        shell.run(
            line.replace("example.eu.auth0.com", emulator.url).replace("CLIENT_ID", emulator.clientId),
            line.endsWith("auth0:clientSecret") ? `${emulator.clientSecret}\n` : "",
        );
    const patches = () => emulator.requests.filter(({ method }) => method === "PATCH").length;

    async function type(lines: readonly string[]): Promise<void> {
        for (const line of lines) {
            const { code, output } = await run(line);
            assert.equal(code, 0, `${line}\n${output}`);
        }
    }

    it("leads from a new stack to phones that call and back", async () => {
        await type(deploy.slice(0, -1));
        assert.equal(patches(), 0);
        await type(deploy.slice(-1));
        assert.equal(patches(), 3);
        await type(cleanUp);
        assert.equal(patches(), 3);
    });

    it("shows what is printed where nobody has an address", async () => {
        const [shown = ""] = blocks(page, "text");
        const typo = deploy.map((line) => line.replace("margaret@", "margarte@"));
        await type(typo.filter((line) => !/preview|up$/.test(line)));
        const { code, output } = await run("pulumi preview");
        assert.notEqual(code, 0);
        const [, diagnostics = ""] = output.split("Diagnostics:\n");
        const expected = shown.trimEnd().replace("example.eu.auth0.com", emulator.url);
        assert.equal(diagnostics.split("\n\n")[0], `  pulumi:pulumi:Stack (auth0-by-email-dev):\n${expected}`);
    });
});
