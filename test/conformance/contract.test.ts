// The emulator under schemathesis, which makes requests of Auth0's published description, right and wrong ones, follows
// what they make from its creation to its deletion, and holds each answer against that description.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator/src/index";
import { managementDocument, served, tokenDocument } from "./document";
import { excusedChecks, excusedOperations, isExcusedId } from "./excuses";
import { findPython, type Program, preparationLimit, skipVisibly, temporaryFolder } from "./toolchains";

/** What schemathesis reports, as far as it is looked at here. */
interface Report {
    readonly stop_reason: string;
    readonly failures: readonly { readonly type: string }[];
    readonly errors: readonly unknown[];
}

interface Judgement {
    readonly report: Report;
    readonly output: string;
}

const single = served.filter((operation) => operation.includes("{authentication_method_id}"));

describe("the emulator under schemathesis", () => {
    const folder = temporaryFolder();
    let python: Program;
    let emulator: Emulator;

    before(async function () {
        this.timeout(preparationLimit);
        const found = await findPython();
        if ("missing" in found) {
            return skipVisibly(this, "the emulator under schemathesis", found.missing);
        }
        python = found;
    });

    beforeEach(async () => {
        // A limit that is never met, so that the headers that tell of it are there.
        emulator = await startEmulator({ plan: { burst: 1_000_000, perSecond: 1_000_000, refill: "drip" } });
    });

    afterEach(() => emulator?.close());

    async function judge(document: object, base: string, ...more: readonly string[]): Promise<Judgement> {
        const { run } = await import("../../scripts/engine/run.mjs");
        const report = path.join(folder, "report.json");
        writeFileSync(path.join(folder, "openapi.json"), JSON.stringify(document));
        const { output } = await run(
            python.command,
            [
                ...["-m", "schemathesis.cli", "run", "openapi.json", "--url", emulator.url + base],
                ...["--exclude-checks", Object.keys(excusedChecks).join()],
                ...["--generation-deterministic", "--max-examples", "30", "--continue-on-failure", "--no-color"],
                ...["--report", "json", "--report-json-path", report],
                ...more,
            ],
            { cwd: folder, env: python.env },
        );
        return { report: JSON.parse(readFileSync(report, "utf8")) as Report, output };
    }

    async function judgeManagement(...more: readonly string[]): Promise<Judgement> {
        // The first seeds are those with ids that are hard to send.
        const ids = emulator.users.slice(0, 8).flatMap(({ user_id: id }) => (isExcusedId(id) ? [] : [id]));
        const authorization = `Authorization: Bearer ${await emulator.issueToken()}`;
        return judge(managementDocument(ids), "/api/v2", "--header", authorization, ...more);
    }

    /** What is done to single methods, one after the other. */
    function judgeSingle(...more: readonly string[]): Promise<Judgement> {
        const excluded = Object.keys(excusedOperations).flatMap((id) => ["--exclude-operation-id", id]);
        return judgeManagement("--phases", "stateful", ...excluded, ...more);
    }

    function typesOf({ report }: Judgement): string[] {
        return report.failures.map(({ type }) => type);
    }

    /** @param reached - The operations of which some request must have been accepted: else they were not tried. */
    function assertConforms({ report, output }: Judgement, reached: readonly string[]): void {
        assert.deepEqual([report.failures, report.errors, report.stop_reason], [[], [], "completed"], output);
        for (const operation of reached) {
            const [method, template = ""] = operation.split(" ");
            const pattern = new RegExp(`${template.replaceAll(/\{\w+\}/g, "[^/?]+")}(\\?.*)?$`);
            const accepted = emulator.requests.some(
                (request) => request.method === method && pattern.test(request.path) && (request.status ?? 500) < 300,
            );
            assert.ok(accepted, `nothing was accepted by ${operation}:\n${output}`);
        }
    }

    it("answers every request of the Management API as it is described", async () => {
        const judgement = await judgeManagement("--phases", "examples,coverage,fuzzing");
        // Single methods that exist are left to the next test.
        assertConforms(
            judgement,
            served.filter((operation) => !single.includes(operation)),
        );
    });

    it("has what a POST made until it is deleted, and then no more", async () => {
        assertConforms(await judgeSingle(), single);
    });

    it("answers every request for a token as it is described", async () => {
        assertConforms(await judge(tokenDocument(emulator), ""), ["POST /oauth/token"]);
    });

    const deviations = [
        ["a body of another shape", { status: 200, body: { email: 7 } }, "JsonSchemaError"],
        ["a status that is not described", { status: 418 }, "UndefinedStatusCode"],
        ["an error that is not Auth0's", { status: 403, body: { detail: "no" } }, "JsonSchemaError"],
    ] as const;
    for (const [what, answer, type] of deviations) {
        it(`would be found out by ${what}`, async () => {
            emulator.fault({ route: "GET /api/v2/users/{id}", times: 100_000, ...answer });
            const types = typesOf(await judgeManagement("--include-path", "/users/{id}", "--phases", "coverage"));
            assert.ok(types.includes(type), types.join());
        });
    }

    it("would be found out by a method that is there after its DELETE", async () => {
        const route = "DELETE /api/v2/users/{id}/authentication-methods/{authentication_method_id}";
        emulator.fault({ route, times: 100_000, status: 204 });
        const types = typesOf(await judgeSingle("--no-shrink", "--max-failures", "20"));
        assert.ok(types.includes("UseAfterFree"), types.join());
    });
});
