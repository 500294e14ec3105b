// That the page on the command line says what the command does: its commands as they are typed, their output, and each option.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { bareEnvironment, command, Ground } from "../cli/support";
import { writeScript } from "../support/fakeTools";
import { column, read, repository, section } from "./blocks";

const page = "docs/command-line.md";
const documented = "http://127.0.0.1:4010";

/** Each block of commands, with the output that the page shows below it. */
const blocks = [...read(page).matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(
    ([, script = "", output]) => ({ script, output }),
);
const runs = blocks.filter(({ script }) => !/^export | emulate /m.test(script));

/** Versions are those of this machine. */
function withoutVersions(text: string): string {
    return text
        .replace(/(Node\.js|Pulumi CLI is|@pulumi\/pulumi|pulumi-auth0-authentication-methods) \d+\.\d+\.\d+/g, "$1 X")
        .replace(/http:\/\/127\.0\.0\.1:\d+/g, documented);
}

describe("the page on the command line", () => {
    let ground: Ground;
    before(async () => {
        ground = await Ground.start({ users: 25 });
        symlinkSync(path.join(repository, "node_modules"), path.join(ground.folder, "node_modules"));
        const bin = path.join(ground.folder, "bin");
        mkdirSync(bin);
        // As npx does in a project that has the package, and without the second that it takes.
        writeScript(path.join(bin, "npx"), `shift\nexec "${process.execPath}" "${command}" "$@"`);
        writeScript(path.join(bin, "pulumi"), "echo v3.259.0");
    });
    after(() => ground.stop());

    it("shows every block of output below the commands that print it", () => {
        assert.ok(runs.length >= 5);
        assert.ok(runs.every(({ output }) => output !== undefined));
    });

    for (const { script, output = "" } of runs) {
        it(`shows what is printed: ${script.trim().split("\n").at(-1)}`, async () => {
            const PATH = `${path.join(ground.folder, "bin")}${path.delimiter}${process.env["PATH"]}`;
            const printed = await new Promise<string>((resolve) => {
                execFile(
                    "/bin/sh",
                    ["-c", `{ ${script}\n} 2>&1`],
                    { cwd: ground.folder, env: { ...bareEnvironment(), ...ground.env, PATH } },
                    (_error, stdout) => resolve(stdout),
                );
            });
            assert.equal(withoutVersions(printed), withoutVersions(output));
        });
    }

    const ofTenant = column(page, "Which tenant, and as whom", 0);
    const ofUsers = column(page, "Which users", 0);
    const options: readonly [name: string, listed: readonly string[]][] = [
        ["list", [...column(page, "list", 0), ...ofUsers, ...ofTenant]],
        ["generate", [...column(page, "generate", 0), ...ofUsers, ...ofTenant]],
        ["check", [...column(page, "check", 0), ...ofTenant]],
    ];
    for (const [name, listed] of options) {
        it(`lists every option of ${name}, and no other`, () => {
            const { stdout } = spawnSync(process.execPath, [command, name, "--help"], { encoding: "utf8" });
            const shown = [...stdout.matchAll(/^ {2}(--[\w-]+(?: <[\w-]+>)?)/gm)].map(([, option = ""]) => option);
            assert.deepEqual([...listed, "--help"].sort(), shown.sort());
        });
    }

    it("names every command", () => {
        const [, commands = ""] = /```text\nnpx \S+ (.*)\n```/.exec(read(page)) ?? [];
        const { stdout } = spawnSync(process.execPath, [command, "--help"], { encoding: "utf8" });
        const shown = [...stdout.matchAll(/^ {2}([a-z]+)\b.* {2}/gm)].map(([, name = ""]) => name);
        assert.deepEqual(commands.split(" | ").sort(), shown.filter((name) => name !== "help").sort());
    });

    it("tells a shell of the tenant what the emulator prints of it", () => {
        const { clientId, clientSecret } = ground.emulator;
        const told = [...read(page).matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
        assert.deepEqual(told, [
            ["AUTH0_DOMAIN", documented],
            ["AUTH0_CLIENT_ID", clientId],
            ["AUTH0_CLIENT_SECRET", clientSecret],
        ]);
    });

    it("lists the exit codes as --help does", () => {
        const { stdout } = spawnSync(process.execPath, [command, "--help"], { encoding: "utf8" });
        const codes = [...stdout.matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) => code);
        const listed = [...section(page, "Exit codes").matchAll(/^\| (\d) \|/gm)].map(([, code]) => code);
        assert.deepEqual(listed, codes);
    });
});
