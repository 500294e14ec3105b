// That the pipelines of docs/pipelines do what they are for: their own lines, on the real engine, against an emulated tenant.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { skipVisibly } from "../conformance/toolchains";
import { findEngine } from "../support/engine";
import { ada, adaPhone } from "../support/scenario";
import { Runner, type ScriptResult } from "./runner";
import { gitHubScript, gitLabScript, type Script } from "./scripts";

// The page names it too.
const exitCodesSince = "3.226.1";
const stack = "prod-eu";
const workflow = (name: string) => `docs/pipelines/github/${name}.yml`;

describe("the pipelines to copy, on the engine", () => {
    let emulator: Emulator;
    let runner: Runner;
    /** What may read and change, and what may read alone: a token stands in for an application's credentials. */
    let [writing, reading]: [NodeJS.ProcessEnv, NodeJS.ProcessEnv] = [{}, {}];
    let mark = 0;

    before(async function () {
        const { version } = await findEngine();
        if (version !== null && version.compare(exitCodesSince) < 0) {
            skipVisibly(this, "the pipelines", `Pulumi ${version} has no exit code of its own for drift`);
        }
        emulator = await startEmulator();
        runner = await Runner.open();
        const may = async (...scopes: string[]) => ({
            AUTH0_DOMAIN: emulator.url,
            AUTH0_API_TOKEN: await emulator.issueToken({ scopes }),
        });
        reading = await may("read:authentication_methods");
        writing = await may("read:authentication_methods", "update:authentication_methods");
        assert.equal((await runner.run(`pulumi stack init ${stack}`)).code, 0);
    });
    after(async () => {
        runner?.close();
        await emulator?.close();
    });

    const summary = () => path.join(runner.project, "summary.md");
    const phone = () => emulator.method(ada, adaPhone);
    async function run({ text, env }: Script, credentials: NodeJS.ProcessEnv): Promise<ScriptResult> {
        return runner.run(text, { ...env, ...credentials, GITHUB_STEP_SUMMARY: summary() });
    }
    /** How many methods were changed since it was last asked. */
    function changed(): number {
        const sent = emulator.requests.slice(mark);
        mark = emulator.requests.length;
        return sent.filter(({ method }) => method === "PATCH").length;
    }

    it("show at a pull request what merging it would change, with credentials that may read alone", async () => {
        const { code, output } = await run(gitHubScript(workflow("preview"), { stack }), reading);
        assert.equal(code, 0, output);
        assert.match(output, /3 to create/);
        assert.equal(changed(), 0);
    });

    it("apply what is merged, once", async () => {
        const { code, output } = await run(gitHubScript(workflow("deploy"), { stack }), writing);
        assert.equal(code, 0, output);
        assert.equal(phone().name, "Work phone");
        assert.equal(changed(), 2);
    });

    it("report every night that there is no drift", async () => {
        const { code, output } = await run(gitHubScript(workflow("drift"), { stack }), reading);
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /^::/m);
        assert.match(readFileSync(summary(), "utf8"), /^## prod-eu: no drift\n[\s\S]* 3 unchanged/);
    });

    it("warn of drift, say what it is, change nothing and succeed: GitHub", async () => {
        phone().name = "Someone's phone";
        const { code, output } = await run(gitHubScript(workflow("drift"), { stack }), reading);
        assert.equal(code, 0, output);
        assert.match(output, /^::warning title=Drift::prod-eu is not as declared/m);
        const [, last] = readFileSync(summary(), "utf8").split("## prod-eu: drift\n");
        assert.match(
            last ?? "",
            /^~~~text\n[\s\S]*drift: .* name is "Someone's phone", declared is "Work phone"[\s\S]*~~~\n$/,
        );
        assert.equal(changed(), 0);
    });

    it("warn of drift, say what it is and change nothing, with the exit code that is allowed: GitLab", async () => {
        const { code, output } = await run(gitLabScript("drift", { stack }), reading);
        assert.equal(code, 7, output);
        assert.match(output, /drift: .* name is "Someone's phone", declared is "Work phone"/);
        assert.equal(changed(), 0);
    });

    it("see drift as Pulumi Deployments looks for it, by the preview of a refresh, with the same exit code", async () => {
        const look = "pulumi refresh --preview-only --expect-no-changes --stack acme/prod-eu";
        const { code, output } = await runner.run(look, reading);
        assert.equal(code, 7, output);
        assert.match(output, /drift: .* name is "Someone's phone", was "Work phone" when Pulumi last saw it/);
        assert.equal(changed(), 0);
    });

    it("show drift at a merge request as well, and fail nothing for it", async () => {
        const { code, output } = await run(gitLabScript("preview", { stack }), reading);
        assert.equal(code, 0, output);
        assert.match(output, /drift: .* name is "Someone's phone", declared is "Work phone"/);
        assert.equal(changed(), 0);
    });

    it("heal it with what is merged next", async () => {
        const { code, output } = await run(gitLabScript("up", { stack }), writing);
        assert.equal(code, 0, output);
        assert.equal(phone().name, "Work phone");
        assert.equal(changed(), 1);
    });

    it("fail where there is no report, and say so", async () => {
        const { code, output } = await run(gitHubScript(workflow("drift"), { stack: "prod-nowhere" }), reading);
        assert.equal(code, 1, output);
        assert.match(
            readFileSync(summary(), "utf8"),
            /^## prod-nowhere: no report, since the preview failed\n~~~text\nerror: no stack named 'prod-nowhere' found/m,
        );
    });
});
