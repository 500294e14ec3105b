// Two runners that want one stack at the same time, with the state in files and in PostgreSQL: what the second gets to read,
// and that nothing is lost, whoever wins.

import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "auth0-authentication-methods-emulator";
import { skipVisibly } from "../conformance/toolchains";
import { commandsOf } from "../docs/blocks";
import { Gate } from "../faults/gate";
import { ada, adaPhone } from "../support/scenario";
import { findPostgres, Postgres } from "./postgres";
import { Runner, type RunningScript, type ScriptResult } from "./runner";
import { gitHubScript, gitLabScript } from "./scripts";

const up = "pulumi up --yes --skip-preview --non-interactive --stack acme/prod-eu";
const destroy = "pulumi destroy --yes --skip-preview --non-interactive --stack acme/prod-eu";
const locked = /the stack is currently locked by 1 lock\(s\)\. Either wait .* `pulumi cancel`/;

for (const backend of ["files", "PostgreSQL"] as const) {
    describe(`two runners for one stack, with the state in ${backend}`, () => {
        let emulator: Emulator;
        let gate: Gate;
        let postgres: Postgres | undefined;
        let runners: readonly [Runner, Runner];
        const printed: string[] = [];

        before(async function () {
            const server = findPostgres();
            if (backend === "PostgreSQL" && "missing" in server) {
                skipVisibly(this, "a state in PostgreSQL", server.missing);
            }
            postgres =
                backend === "PostgreSQL" && "programs" in server ? await Postgres.start(server.programs) : undefined;
            emulator = await startEmulator();
            gate = await Gate.open(emulator.url);
            const first = await Runner.open(postgres?.url);
            runners = [first, await Runner.open(first.backend)];
            await succeeds(first.run("pulumi stack init prod-eu"));
        });
        after(async () => {
            for (const runner of runners ?? []) {
                runner.close();
            }
            await gate?.close();
            await emulator?.close();
            await postgres?.stop();
        });

        const credentials = () => ({
            AUTH0_DOMAIN: gate.url,
            AUTH0_AUDIENCE: emulator.audience,
            AUTH0_CLIENT_ID: emulator.clientId,
            AUTH0_CLIENT_SECRET: emulator.clientSecret,
        });
        const phone = () => emulator.method(ada, adaPhone);
        async function succeeds(running: Promise<ScriptResult>): Promise<string> {
            const { code, output } = await running;
            printed.push(output);
            assert.equal(code, 0, output);
            return output;
        }

        /** Starts an up that changes the tenant, and resolves when its change is on the way, and held there. */
        async function startHeld(runner: Runner): Promise<RunningScript> {
            gate.hold({ side: "request", holds: ({ method }) => method === "PATCH" });
            const running = runner.start(up, credentials());
            await gate.until((exchanges) => exchanges.some(({ state }) => state === "held"));
            return running;
        }
        async function isRefused(running: Promise<ScriptResult>): Promise<void> {
            const { code, output } = await running;
            printed.push(output);
            assert.notEqual(code, 0);
            assert.match(output, locked);
        }

        it("refuse the second while the first applies, and say who holds the stack; the first ends undisturbed", async () => {
            const [first, second] = runners;
            const running = await startHeld(first);
            await isRefused(second.run(up, credentials()));
            if (backend === "files") {
                // Whatever the backend: a preview asks for no lock.
                await succeeds(second.run("pulumi preview --stack acme/prod-eu", credentials()));
            }
            gate.letGo();
            await succeeds(running.ended);
            assert.equal(phone().name, "Work phone");
        });

        it("lose nothing when both start at once: one applies, or both are refused", async () => {
            phone().name = "Someone's phone";
            const running = runners.map((runner) => runner.run(up, credentials()));
            const results = await Promise.all(running);
            for (const { code, output } of results) {
                printed.push(output);
                assert.match(output, code === 0 ? / unchanged/ : /the stack is currently locked/);
            }
            const isDone = results.some(({ code }) => code === 0);
            assert.equal(phone().name, isDone ? "Work phone" : "Someone's phone");
            assert.deepEqual(await stateOf(runners[1]), { resources: 4, pending: [] });
        });

        it("find the stack locked after a killed run, until a pipeline's own step unlocks it; what follows is whole", async () => {
            const [first, second] = runners;
            phone().name = "Someone's phone";
            const killed = await startHeld(first);
            killed.kill();
            await killed.ended;
            gate.drop();
            await isRefused(second.run(up, credentials()));
            const context = { stack: "prod-eu", unlock: "prod-eu" };
            if (backend === "files") {
                const { text, env } = gitHubScript("docs/pipelines/github/deploy.yml", context);
                await succeeds(second.run(text, { ...env, ...credentials() }));
                assert.equal(phone().name, "Work phone");
                assert.deepEqual(await stateOf(first), { resources: 4, pending: [] });
            } else {
                const { text, env } = gitLabScript("unlock", context);
                await succeeds(second.run(text, env));
                const { url, password } = postgres ?? { url: "", password: "" };
                await succeeds(
                    first.run(`${documentedLogin(url, password)}; ${destroy}`, {
                        ...credentials(),
                        PGPASSWORD: password,
                    }),
                );
                assert.equal(phone().name, "Phone");
                assert.deepEqual(await stateOf(first), { resources: 0, pending: [] });
            }
        });

        if (backend === "PostgreSQL") {
            it("show why it does not belong into the address", async () => {
                const { url, password } = postgres ?? { url: "", password: "" };
                const login = `unset PULUMI_BACKEND_URL; pulumi login '${url}'`;
                for (const line of [
                    login,
                    `${login} >/dev/null; cat "$PULUMI_HOME/credentials.json"`,
                    "pulumi whoami --verbose",
                ]) {
                    assert.match((await runners[0].run(line)).output, new RegExp(password), line);
                }
            });
        }

        async function stateOf(runner: Runner): Promise<{ resources: number; pending: unknown }> {
            const exported = await succeeds(runner.run("pulumi stack export --stack acme/prod-eu"));
            const { deployment } = JSON.parse(exported) as {
                deployment: { resources?: unknown[]; pending_operations?: unknown[] };
            };
            return { resources: deployment.resources?.length ?? 0, pending: deployment.pending_operations ?? [] };
        }

        it("print no secret: neither the tenant's nor the database's", () => {
            for (const secret of [emulator.clientSecret, ...(postgres === undefined ? [] : [postgres.password])]) {
                assert.ok(printed.every((output) => !output.includes(secret)));
            }
        });
    });
}

/** The login that the page shows, to this server: with the password in the environment. */
function documentedLogin(url: string, password: string): string {
    const line = commandsOf("docs/pipelines.md").find((command) => command.includes("postgres://")) ?? "";
    return `unset PULUMI_BACKEND_URL; ${line.replace(/'postgres:.*'/, `'${url.replace(`:${password}`, "")}'`)}`;
}
