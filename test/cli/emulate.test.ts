import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bareEnvironment, ended, repository, startCommand } from "./support";

describe("emulate", () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`starts the emulator with what it is told, and ends it on ${signal}`, async () => {
            const child = startCommand(["emulate", "--port", "0", "--users", "3", "--plan", "free"]);
            child.stdin.end();
            const end = ended(child);
            let stdout = "";
            child.stdout.on("data", (text: string) => {
                stdout += text;
            });
            while (!stdout.includes("AUTH0_CLIENT_SECRET")) {
                await once(child.stdout, "data");
            }
            const [, url = "", users = ""] = /The tenant is at (\S+) and has (\d+) users/.exec(stdout) ?? [];
            assert.equal(users, "3");
            await fetch(`${url}/oauth/token`, { method: "POST" });
            child.kill(signal);
            const { code, stderr } = await end;
            assert.deepEqual([code, stderr], [0, ""]);
            await assert.rejects(fetch(url));
        });
    }

    it("hands on the emulator's help and its exit code", async () => {
        const run = async (...args: string[]) => {
            const child = startCommand(["emulate", ...args]);
            child.stdin.end();
            return ended(child);
        };
        const help = await run("--help");
        assert.equal(help.code, 0);
        assert.match(help.stdout, /^Usage: auth0-authentication-methods-emulator \[options\]/);
        const wrong = await run("--plan", "gold");
        assert.equal(wrong.code, 2);
        assert.match(wrong.stderr, /^--plan is "gold"/);
    });

    it("says how to install the emulator where it is not, and ends with 4", async () => {
        const project = realpathSync(mkdtempSync(path.join(tmpdir(), "without-emulator-")));
        try {
            const modules = path.join(project, "node_modules");
            const own = path.join(modules, "pulumi-auth0-authentication-methods");
            mkdirSync(own, { recursive: true });
            for (const part of ["bin", "dist", "package.json"]) {
                cpSync(path.join(repository, "provider", part), path.join(own, part), { recursive: true });
            }
            for (const dependency of ["commander", "zod", "axios", "jose"]) {
                symlinkSync(path.join(repository, "node_modules", dependency), path.join(modules, dependency));
            }
            const file = path.join(own, "bin/pulumi-auth0-authentication-methods.js");
            const child = spawn(process.execPath, [file, "emulate"], { cwd: project, env: bareEnvironment() });
            child.stdin.end();
            const { code, stdout, stderr } = await ended(child);
            assert.equal(
                stderr,
                "auth0-authentication-methods-emulator is not installed here. Install it with `npm install --save-dev " +
                    "auth0-authentication-methods-emulator`, then run this again.\n",
            );
            assert.deepEqual([code, stdout], [4, ""]);
        } finally {
            rmSync(project, { recursive: true, force: true });
        }
    });
});
