// The command among others: in pipes, under Ctrl-C, and where a tenant lets it wait.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync } from "node:fs";
import path from "node:path";
import { makeUsers } from "../../emulator/src/tenant/seeds";
import { ada } from "../support/scenario";
import { bareEnvironment, command, ended, Ground, startCommand } from "./support";

describe("the command at a shell", () => {
    let ground: Ground;
    afterEach(() => ground.stop());

    it("ends quietly when nobody reads to the end", async () => {
        const users = makeUsers(1_500);
        ground = await Ground.start({ users, plan: "unlimited" });
        const file = ground.file("users.txt", users.map(({ user_id }) => user_id).join("\n"));
        const child = startCommand(["list", "--file", file], { env: ground.env });
        child.stdin.end();
        child.stdout.once("data", () => child.stdout.destroy());
        let stderr = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
        });
        const [code, signal] = await once(child, "exit");
        assert.deepEqual([code, signal], [0, null]);
        assert.doesNotMatch(stderr, /EPIPE|Error|\n {4}at /);
    });

    it("says that the result could not be written, as to a disk that is full, and ends with 1", async function () {
        if (!existsSync("/dev/full")) {
            this.skip();
        }
        ground = await Ground.start();
        const full = openSync("/dev/full", "w");
        const child = spawn(process.execPath, [command, "list", ada], {
            env: { ...bareEnvironment(), ...ground.env },
            stdio: ["ignore", full, "pipe"],
        });
        let stderr = "";
        child.stderr?.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
        });
        const [code] = await once(child, "close");
        closeSync(full);
        assert.equal(code, 1, stderr);
        assert.match(stderr, /^The result could not be written: the system says ENOSPC\.$/m);
        assert.doesNotMatch(stderr, /\n {4}at /);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends at once on ${signal}, and leaves no half of a file`, async () => {
            ground = await Ground.start();
            ground.emulator.fault({ route: "*", times: 10, delay: 60_000 });
            const child = startCommand(["generate", ada, "--out", "index.ts"], { env: ground.env, cwd: ground.folder });
            child.stdin.end();
            const end = ended(child);
            while (ground.emulator.requests.length === 0) {
                await new Promise((resolve) => setImmediate(resolve));
            }
            child.kill(signal);
            const result = await end;
            assert.equal(result.signal, signal);
            assert.equal(result.stdout, "");
            assert.deepEqual(readdirSync(ground.folder), []);
            assert.ok(!existsSync(path.join(ground.folder, "index.ts")));
        });
    }

    it("writes no colours and moves no cursor, whatever the environment says", async () => {
        ground = await Ground.start();
        const env = { FORCE_COLOR: "1", CLICOLOR_FORCE: "1" };
        for (const args of [["list", ada], ["check"], ["generate", ada], ["--help"], ["list", "--nope"]]) {
            const { stdout, stderr } = await ground.run(args, { env });
            assert.ok(!`${stdout}${stderr}`.includes("\u001b"), args.join(" "));
        }
    });

    it("says what it waits for, on the standard error alone", async () => {
        ground = await Ground.start();
        ground.emulator.fault({
            route: "GET /api/v2/users/{id}/authentication-methods",
            status: 429,
            headers: { "retry-after": "6" },
        });
        const { code, stdout, stderr } = await ground.run(["list", ada, "--json"]);
        assert.equal(code, 0);
        assert.doesNotThrow(() => JSON.parse(stdout));
        assert.match(stderr, /^http:\/\/127\.0\.0\.1:\d+: read 0 of 1 user; waiting \d+ s /m);
    });

    it("shows requests and where a failure was thrown with --debug, and no token", async () => {
        ground = await Ground.start();
        const shown = await ground.run(["list", ada, "--debug"]);
        assert.match(shown.stderr, /^POST \/oauth\/token: 200 in \d+ ms$/m);
        assert.match(
            shown.stderr,
            /^GET \/api\/v2\/users\/auth0%7C507f1f77bcf86cd799439020\/authentication-methods: 200 in \d+ ms$/m,
        );
        const child = startCommand(["list", ada, "--debug", "--tenant", "eu"], { env: ground.env });
        child.stdin.end();
        const failed = await ended(child);
        assert.equal(failed.code, 3);
        assert.match(failed.stderr, /^tenant "eu" has no block.*\n\s+at /);
    });
});
