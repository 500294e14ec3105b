// That what the roster's page says comes true: its commands as they are typed, in a copy of the example, and their output.

import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { blocks, commandsOf, repository } from "../docs/blocks";
import { CommandLine } from "../support/commandLine";

const page = "examples/roster/README.md";
const emulatorLine = commandsOf(page).find((line) => line.startsWith("npx "));
const walkThroughs = blocks(page, "sh")
    .map((block) => block.split("\n").filter((line) => line.startsWith("pulumi ")))
    .filter((lines) => lines.length > 0);

describe("the roster's page", () => {
    let folder: string;
    let project: string;
    let tenant: ChildProcessByStdio<null, Readable, null>;
    let requests: string;
    let shell: CommandLine;

    beforeEach(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "roster-"));
        project = path.join(folder, "examples/roster");
        mkdirSync(path.dirname(project), { recursive: true });
        cpSync(path.join(repository, "examples/roster"), project, { recursive: true });
        for (const shared of ["node_modules", "tsconfig.json"]) {
            symlinkSync(path.join(repository, shared), path.join(folder, shared));
        }
        shell = await CommandLine.open(project, folder);
    });
    afterEach(async () => {
        shell.close();
        if (tenant !== undefined && tenant.exitCode === null) {
            tenant.kill();
            await once(tenant, "close");
        }
        rmSync(folder, { recursive: true, force: true });
    });

    /** Starts the documented tenant on a free port, and returns its address. */
    async function startTenant(): Promise<string> {
        const [, name = "", ...args] = emulatorLine?.replace("4010", "0").split(" ") ?? [];
        // Without npx, which does not hand on the signal that ends it.
        const file = path.join(repository, "node_modules/.bin", name);
        tenant = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"] });
        requests = "";
        tenant.stdout.setEncoding("utf8").on("data", (text: string) => {
            requests += text;
        });
        while (!requests.includes("AUTH0_CLIENT_SECRET")) {
            await once(tenant.stdout, "data");
        }
        return /http:\/\/127\.0\.0\.1:\d+/.exec(requests)?.[0] ?? "";
    }

    async function type(line: string, input = ""): Promise<string> {
        const { code, output } = await shell.run(line, input);
        assert.equal(code, 0, `${line}\n${output}`);
        return output;
    }

    function patches(): number {
        return requests.match(/ PATCH /g)?.length ?? 0;
    }

    it("leads from a new stack to the roster's tenant and back", async () => {
        const url = await startTenant();
        const [onEmulator = [], , cleanUp = []] = walkThroughs;
        for (const line of onEmulator) {
            assert.equal(patches(), 0);
            await type(line.replace("http://127.0.0.1:4010", url));
        }
        const sent = patches();
        assert.ok(sent > 0);
        assert.match(await type("pulumi stack output methods"), /^299\n$/);
        for (const line of cleanUp) {
            await type(line);
        }
        assert.equal(patches(), sent);
    });

    it("leads to a tenant of one's own, which the emulator stands in for", async () => {
        const url = await startTenant();
        const [clientId = "", clientSecret = ""] = ["auth0:clientId", "auth0:clientSecret"].map(
            (key) => new RegExp(`${key} (\\S+)`).exec(requests)?.[1],
        );
        const [, onOwnTenant = []] = walkThroughs;
        for (const line of onOwnTenant) {
            assert.equal(patches(), 0);
            const own = line.replace("example.eu.auth0.com", url).replace("CLIENT_ID", clientId);
            await type(own, line.endsWith("auth0:clientSecret") ? `${clientSecret}\n` : "");
        }
        assert.ok(patches() > 0);
    });

    it("shows what is printed when lines are wrong", async () => {
        const file = path.join(project, "roster.csv");
        const lines = readFileSync(file, "utf8").split("\n");
        const spoil = (line: number, cell: string) => lines[line - 1]?.replace(/[^,]*$/, cell) ?? "";
        lines[16] = spoil(17, "voice");
        lines[19] = lines[5] ?? "";
        lines[20] = spoil(21, "call");
        writeFileSync(file, lines.join("\n"));
        const [shown = ""] = blocks(page, "text");
        await type("pulumi stack init dev");
        const { code, output } = await shell.run("pulumi preview");
        assert.notEqual(code, 0);
        // From this heading on, the engine repeats what it has shown on the way.
        const [, diagnostics = ""] = output.split("Diagnostics:\n");
        assert.equal(diagnostics.split("\n\n")[0], `  pulumi:pulumi:Stack (auth0-roster-dev):\n${shown.trimEnd()}`);
    });
});
