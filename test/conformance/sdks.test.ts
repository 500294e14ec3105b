// Auth0's own SDKs, each for a language of its own, take the emulator for Auth0: they live the same life of a method, see
// the same answers and errors, and send the same requests.

import assert from "node:assert/strict";
import path from "node:path";
import { type Emulator, type LoggedRequest, startEmulator } from "../../emulator/src/index";
import { type Arrived, expectedRequests, expectedSteps, type LifeArguments, prepareLife, type Step } from "./life";
import { liveWithNode } from "./node";
import {
    buildGo,
    type Found,
    findPython,
    type Program,
    preparationLimit,
    skipVisibly,
    temporaryFolder,
} from "./toolchains";

const tokenForm = { grant_type: "client_credentials", client_secret: "[left out]" };

describe("the life of an authentication method", () => {
    const folder = temporaryFolder();
    let emulator: Emulator;

    beforeEach(async () => {
        emulator = await startEmulator({ plan: "unlimited" });
    });

    afterEach(() => emulator.close());

    async function assertLife(live: (args: LifeArguments) => Promise<Step[]>): Promise<LoggedRequest[]> {
        const steps = await live(await prepareLife(emulator));
        const { id, created_at } = (steps[1]?.answer ?? {}) as { id: string; created_at: string };
        assert.deepEqual(plain(steps), expectedSteps(id, plain(created_at) as string));
        const [tokens, others] = [true, false].map((wanted) =>
            emulator.requests.filter((request) => (request.path === "/oauth/token") === wanted),
        );
        assert.deepEqual((others ?? []).map(arrived), expectedRequests(id));
        return tokens ?? [];
    }

    async function runProgram({ command, env }: Program, args: readonly string[], life: LifeArguments) {
        const { run } = await import("../../scripts/engine/run.mjs");
        const { ok, stdout, output } = await run(command, args, { env: { ...env, LIFE: JSON.stringify(life) } });
        assert.ok(ok, output);
        return JSON.parse(stdout) as Step[];
    }

    function programOf(context: Mocha.Context, sdk: string, found: Found): Program {
        return "missing" in found ? skipVisibly(context, `the life of a method by ${sdk}`, found.missing) : found;
    }

    it("is lived by the SDK for Node, with one token", async () => {
        const tokens = await assertLife(liveWithNode);
        const { clientId: client_id, audience } = emulator;
        assert.deepEqual(tokens.map(arrived), [["POST /oauth/token", { ...tokenForm, client_id, audience }, 200]]);
    });

    it("is lived by the SDK for Go, with one token, once it has tried how to ask for it", async function () {
        this.timeout(preparationLimit);
        const go = programOf(
            this,
            "the SDK for Go",
            await buildGo(path.join(__dirname, "go"), path.join(folder, "go")),
        );
        const tokens = await assertLife((life) => runProgram(go, [], life));
        const { clientId: client_id, audience } = emulator;
        assert.deepEqual(tokens.map(arrived), [
            // With the client in a header, as clients of Auth0 are not set up unless they are told to be.
            ["POST /oauth/token", { grant_type: "client_credentials", audience }, 401],
            ["POST /oauth/token", { ...tokenForm, client_id, audience }, 200],
        ]);
    });

    it("is lived by the SDK for Python, with one token", async function () {
        this.timeout(preparationLimit);
        const python = programOf(this, "the SDK for Python", await findPython());
        const program = path.join(__dirname, "python", "life.py");
        const tokens = await assertLife((life) => runProgram(python, [program], life));
        const { clientId: client_id, audience } = emulator;
        assert.deepEqual(tokens.map(arrived), [["POST /oauth/token", { ...tokenForm, client_id, audience }, 200]]);
    });
});

function arrived({ method, path: sent, body, status }: LoggedRequest): Arrived {
    const { pathname, searchParams } = new URL(sent, "http://tenant");
    searchParams.sort();
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join("&");
    const target = pathname.split("/").map(decodeURIComponent).join("/");
    return [`${method} ${target}${query === "" ? "" : "?"}${query}`, body, status];
}

/** As JSON, with times in the one way that all SDKs can be read in. */
function plain(value: unknown): unknown {
    return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
        typeof item === "string" && /^\d{4}-\d\d-\d\dT/.test(item) ? new Date(item).toISOString() : item,
    ) as unknown;
}
