// That the packed emulator runs as a command where a user has installed it, with nothing else in the project.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { environment, run } from "./support/command";
import { emulatorName, projectWithEmulator } from "./support/project";

describe("the packed emulator, installed with npm in an empty project", () => {
    let project: string;
    let child: ChildProcess | undefined;

    before(async function () {
        this.timeout(600_000);
        project = await projectWithEmulator();
    });
    afterEach(() => void child?.kill("SIGKILL"));

    it("is what npx runs under its name", async () => {
        const usage = await run(project, "npx", "--no-install", emulatorName, "--help");
        assert.match(usage, new RegExp(`^Usage: ${emulatorName}`));
    });

    it("prints where it is, serves a tenant, and ends well on Ctrl-C", async () => {
        // Without npx, which ends by the signal whatever the command makes of it.
        child = spawn(path.join(project, "node_modules", ".bin", emulatorName), ["--port", "0", "--users", "1"], {
            cwd: project,
            env: environment(),
            stdio: ["ignore", "pipe", "pipe"],
        });
        const exited = once(child, "exit");
        let output = "";
        const printed = new Promise<string>((resolve, reject) => {
            for (const stream of [child?.stdout, child?.stderr]) {
                stream?.on("data", (chunk) => {
                    output += chunk;
                    if (output.includes("AUTH0_CLIENT_SECRET=")) {
                        resolve(output);
                    }
                });
            }
            exited.then(() => reject(new Error(`The command ended:\n${output}`)), reject);
        });

        const settings = Object.fromEntries(
            [...(await printed).matchAll(/export (AUTH0_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
        );
        const url = settings["AUTH0_DOMAIN"];
        assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
        const authorized = await fetch(`${url}/oauth/token`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({
                grant_type: "client_credentials",
                client_id: settings["AUTH0_CLIENT_ID"],
                client_secret: settings["AUTH0_CLIENT_SECRET"],
                audience: `${url}/api/v2/`,
            }),
        });
        assert.equal(authorized.status, 200);
        const { access_token: token } = (await authorized.json()) as { access_token: string };
        const user = /such as (\S+)\./.exec(output)?.[1] ?? "";
        const methods = await fetch(`${url}/api/v2/users/${encodeURIComponent(user)}/authentication-methods`, {
            headers: { authorization: `Bearer ${token}` },
        });
        assert.equal(methods.status, 200);
        assert.match(await methods.text(), /"type":"phone"/);

        child.kill("SIGINT");
        assert.deepEqual(await exited, [0, null]);
        await assert.rejects(fetch(url));
    });
});
