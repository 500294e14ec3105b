// That the page on migration is true: its script and its commands run in their order, against the emulator in a tenant's place,
// and what the program declares is adopted without a change, kept, and given up again.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { Ground } from "../cli/support";
import { createStack, type TestStack } from "../support/stack";
import { blocks, commandsOf, repository } from "./blocks";

const page = "docs/migration.md";
const ownCommand = "npx pulumi-auth0-authentication-methods ";
const domain = "example.eu.auth0.com";
const [ada, grace] = ["auth0|507f1f77bcf86cd799439020", "auth0|507f1f77bcf86cd799439021"];

describe("the page on migration", () => {
    let ground: Ground;
    let stack: TestStack;
    before(async () => {
        ground = await Ground.start({ users: 25, plan: "unlimited" });
        symlinkSync(path.join(repository, "node_modules"), path.join(ground.folder, "node_modules"));
        ground.file("users.txt", `${ada}\n${grace}\n`);
        const program = path.join(ground.folder, "index.ts");
        stack = await createStack({
            program: async () => {
                delete require.cache[program];
                return require(program) as Record<string, unknown>;
            },
            env: ground.env,
            canaries: ground.canaries,
        });
    });
    after(async () => {
        stack.dispose();
        await ground.stop();
    });

    const phone = () => ground.emulator.method(ada, "phone|dev_kXVq4drj3Mw6uCF5");
    const key = () => ground.emulator.method(grace, "webauthn-roaming|dev_nTfxQhX9mWk2PzLc");
    const patches = () => ground.emulator.requests.filter(({ method }) => method === "PATCH").length;

    /** As the SDK runs it; only that it always speaks https, which the emulator does not. */
    async function runScript(script: string): Promise<void> {
        const [there, here] = [`https://${domain}`, ground.emulator.url];
        const pairs = JSON.stringify([
            [there, here],
            [encodeURIComponent(there), encodeURIComponent(here)],
        ]);
        const redirect = `const real = globalThis.fetch;
            const moved = (text) => ${pairs}.reduce((done, [from, to]) => done.replaceAll(from, to), text);
            globalThis.fetch = (url, init) => {
                const body = typeof init?.body === "string" ? moved(init.body) : init?.body;
                return real(moved(String(url)), { ...init, body });
            };`;
        ground.file("redirect.cjs", redirect);
        ground.file("script.mts", script);
        const args = ["--require", "./redirect.cjs", "--import", "tsx", "script.mts"];
        await promisify(execFile)(process.execPath, args, {
            cwd: ground.folder,
            env: { ...process.env, ...ground.env },
        });
    }

    /** The request that Auth0's command line sends for `auth0 api`: a method, a path of the Management API, and JSON. */
    async function sendAsAuth0Does(line: string): Promise<number> {
        const [, method = "", target = "", data = ""] = /^auth0 api (\w+) '([^']+)' --data '(.+)'$/.exec(line) ?? [];
        const { status } = await fetch(`${ground.emulator.url}/api/v2/${target}`, {
            method: method.toUpperCase(),
            headers: {
                authorization: `Bearer ${await ground.emulator.issueToken()}`,
                "content-type": "application/json",
            },
            body: data,
        });
        return status;
    }

    /** Types a line; the stack is made already. */
    async function type(line: string): Promise<string> {
        if (line.startsWith(ownCommand)) {
            const { code, stdout, stderr } = await ground.run(line.slice(ownCommand.length).split(" "));
            assert.equal(code, 0, stderr);
            return stdout;
        }
        const [, operation = ""] = /^pulumi (up|destroy)$/.exec(line) ?? [];
        if (operation === "up" || operation === "destroy") {
            const { ok, output } = await stack[operation]();
            assert.ok(ok, output);
            return output;
        }
        assert.ok(line === "pulumi stack init dev" || line === "pulumi stack rm dev", line);
        return line.includes(" rm ") ? stack.command("stack", "rm", "--yes") : "";
    }

    it("leads from a script and a command to a program without a change, heals what is changed, and leads back", async () => {
        const [script = "", ...programs] = blocks(page, "ts");
        const [patch = "", generate = "", init = "", up = "", destroy = "", remove = ""] = commandsOf(page);
        assert.equal(commandsOf(page).length, 6);
        await runScript(script);
        assert.deepEqual([phone().name, phone().preferred_authentication_method], ["Work phone", "voice"]);
        assert.equal(await sendAsAuth0Does(patch), 200);
        assert.equal(key().name, "Break-glass key");
        assert.equal(patches(), 2);

        await type(generate);
        const generated = readFileSync(path.join(ground.folder, "index.ts"), "utf8");
        const shown = programs.join("");
        for (const declaration of shown.split(/^(?=new )/m).slice(1)) {
            assert.ok(generated.includes(declaration.trim()), declaration);
        }
        ground.file("index.ts", shown);
        await type(init);
        await type(up);
        assert.equal(patches(), 2);

        phone().name = "Private";
        const [drift = ""] = blocks(page, "text");
        assert.ok((await type(up)).includes(drift.trim()));
        assert.deepEqual([phone().name, patches()], ["Work phone", 3]);

        await type(destroy);
        assert.deepEqual([phone().name, key().name, patches()], ["Work phone", "Break-glass key", 3]);
        await type(remove);
        assert.ok(!existsSync(stack.stateFile));
    });
});
