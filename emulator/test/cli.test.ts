import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { planNames } from "../src/index";
import { refillModes } from "../src/rateLimit/bucket";
import { tenants } from "./support/tenant";

/** What `npm run build` makes; `npm test` does so first. */
const command = join(__dirname, "../bin/auth0-authentication-methods-emulator.js");

/** The command as it runs, and what it has printed so far. */
class Run {
    stdout = "";
    stderr = "";
    readonly #child: ChildProcessWithoutNullStreams;
    readonly #ended: Promise<number | null>;

    constructor(args: readonly string[]) {
        this.#child = spawn(process.execPath, [command, ...args]);
        this.#child.stdout.on("data", (chunk) => {
            this.stdout += chunk;
        });
        this.#child.stderr.on("data", (chunk) => {
            this.stderr += chunk;
        });
        this.#ended = once(this.#child, "close").then(([code]) => code);
    }

    /** Waits until this stands in what it prints. */
    async printed(pattern: RegExp): Promise<RegExpExecArray> {
        for (;;) {
            const found = pattern.exec(this.stdout);
            if (found !== null) {
                return found;
            }
            const more = once(this.#child.stdout, "data").then(() => true);
            if (!(await Promise.race([more, this.#ended.then(() => false)]))) {
                assert.fail(`It ended without ${pattern}: ${this.stdout}${this.stderr}`);
            }
        }
    }

    /** Waits until it has ended. */
    ended(): Promise<number | null> {
        return this.#ended;
    }

    signal(name: NodeJS.Signals): void {
        this.#child.kill(name);
    }
}

describe("the command", () => {
    const start = tenants();
    const running: Run[] = [];
    afterEach(async () => {
        for (const run of running.splice(0)) {
            run.signal("SIGKILL");
            await run.ended();
        }
    });

    function run(...args: readonly string[]): Run {
        const started = new Run(args);
        running.push(started);
        return started;
    }

    it("prints the configuration to paste, with which its tenant is reached", async () => {
        const shell = run("--users", "3", "--plan", "free");
        const [, url = ""] = await shell.printed(/The tenant is at (\S+) and has 3 users, such as auth0\|507f1f77/);
        await shell.printed(/export AUTH0_CLIENT_SECRET=\S+\n/);
        const configured = (pattern: RegExp) => pattern.exec(shell.stdout)?.[1];
        assert.equal(configured(/pulumi config set auth0:domain (\S+)\n/), url);
        assert.equal(configured(/export AUTH0_DOMAIN=(\S+)\n/), url);
        const client_id = configured(/pulumi config set auth0:clientId (\S+)\n/);
        const client_secret = configured(/pulumi config set --secret auth0:clientSecret (\S+)\n/);
        assert.equal(configured(/export AUTH0_CLIENT_ID=(\S+)\n/), client_id);
        assert.equal(configured(/export AUTH0_CLIENT_SECRET=(\S+)\n/), client_secret);

        const grant = { grant_type: "client_credentials", client_id, client_secret, audience: `${url}/api/v2/` };
        const answer = await fetch(`${url}/oauth/token`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(grant),
        });
        const { access_token } = (await answer.json()) as { access_token: string };
        const users = await fetch(`${url}/api/v2/users-by-email?email=ada%40example.com`, {
            headers: { authorization: `Bearer ${access_token}` },
        });
        assert.equal(users.status, 200);
        assert.equal(users.headers.get("x-ratelimit-limit"), "2");
    });

    it("shows each request with its status, and no secret of it", async () => {
        const shell = run("--users", "1");
        const [, url = ""] = await shell.printed(/The tenant is at (\S+) /);
        await shell.printed(/export AUTH0_CLIENT_SECRET=\S+\n/);
        const configuration = shell.stdout.length;
        await fetch(`${url}/api/v2/users-by-email?email=ada%40example.com`);
        await fetch(`${url}/oauth/token`, { method: "POST", body: "client_secret=canary" });
        await shell.printed(/POST .*\n/);
        assert.match(
            shell.stdout.slice(configuration),
            /^\s*\S+Z GET \/api\/v2\/users-by-email\?email=ada%40example\.com 401\n\S+Z POST \/oauth\/token 400\n$/,
        );
    });

    it("shows no request when it is to be quiet", async () => {
        const shell = run("--users", "1", "--quiet");
        const [, url = ""] = await shell.printed(/The tenant is at (\S+) /);
        await fetch(`${url}/nowhere`);
        shell.signal("SIGTERM");
        await shell.ended();
        assert.doesNotMatch(shell.stdout, /nowhere/);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends on ${signal} with the exit code 0, whatever connections are open`, async () => {
            const shell = run("--users", "0", "--plan", "unlimited");
            const [, url = ""] = await shell.printed(/The tenant is at (\S+) and has 0 users\./);
            // Kept alive by the client.
            await (await fetch(`${url}/.well-known/jwks.json`)).text();
            shell.signal(signal);
            assert.equal(await shell.ended(), 0);
            assert.equal(shell.stderr, "");
        });
    }

    const wrong: readonly [args: readonly string[], message: RegExp][] = [
        [["--port", "70000"], /^--port is "70000": give a whole number from 0 to 65535\.\n/],
        [["--port", "http"], /^--port is "http": give a whole number/],
        [["--users=-1"], /^--users is "-1": give a whole number/],
        [["--users", "1.5"], /^--users is "1\.5": give a whole number/],
        [["--users", ""], /^--users is "": give a whole number/],
        [["--plan", "gold"], /^--plan is "gold": give one of unlimited, free, /],
        [["--refill", "flood"], /^--refill is "flood": give one of drip, drip-next, window\.\n/],
        [["--colour"], /--colour/],
        [["4010"], /4010/],
        [["--port"], /--port/],
    ];
    for (const [args, message] of wrong) {
        it(`says what is wrong with ${JSON.stringify(args.join(" "))}, and how it is used`, async () => {
            const shell = run(...args);
            assert.equal(await shell.ended(), 2);
            assert.match(shell.stderr, message);
            assert.match(shell.stderr, /\n\nUsage: auth0-authentication-methods-emulator \[options\]\n/);
            assert.doesNotMatch(shell.stderr, /\n {4}at /);
            assert.equal(shell.stdout, "");
        });
    }

    it("says which port is taken", async () => {
        const { emulator } = await start();
        const { port } = new URL(emulator.url);
        const shell = run("--port", port);
        assert.equal(await shell.ended(), 1);
        assert.equal(shell.stderr, `Port ${port} is taken: give another --port, or none for a free one.\n`);
        assert.equal(shell.stdout, "");
    });

    it("listens on the port that it is told, and refills in the way that it is told", async () => {
        const { emulator } = await start();
        await emulator.close();
        const shell = run("--port", new URL(emulator.url).port, "--refill", "window");
        await shell.printed(new RegExp(`The tenant is at ${emulator.url} and has 25 users`));
    });

    it("explains its options, plans and modes with --help, and does nothing else", async () => {
        const shell = run("--help", "--port", "http");
        assert.equal(await shell.ended(), 0);
        for (const word of ["port", "users", "plan", "refill", "quiet", "help"].map((option) => `--${option} `)) {
            assert.ok(shell.stdout.includes(word), word);
        }
        for (const word of ["unlimited", ...planNames, ...refillModes]) {
            assert.ok(shell.stdout.includes(word), word);
        }
        assert.equal(shell.stderr, "");
    });
});
