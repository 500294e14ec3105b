// The roster's program, with the roster that comes with it, on the tenant that the roster is of.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RosterEntry, readRoster } from "../../examples/roster/roster";
import { repository } from "../docs/blocks";
import { type Scenario, startScenario, stopScenario } from "../support/scenario";

const example = path.join(repository, "examples/roster");
const text = readFileSync(path.join(example, "roster.csv"), "utf8");
const entries = readRoster(text, "roster.csv");

describe("the roster's program, on the engine", () => {
    let scenario: Scenario;
    let folder: string;
    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "roster-"));
        scenario = await startScenario({ users: 300, plan: "unlimited" });
        scenario.stack.program = async () => {
            const program = path.join(example, "index.ts");
            delete require.cache[program];
            return require(program) as Record<string, unknown>;
        };
    });
    after(async () => {
        rmSync(folder, { recursive: true, force: true });
        await stopScenario(scenario);
    });

    /** Gives the program another roster than its own. */
    async function edit(lines: readonly string[]): Promise<void> {
        const file = path.join(folder, "roster.csv");
        writeFileSync(file, lines.join("\n"));
        await scenario.stack.setConfig({ file });
    }

    function live({ userId, authenticationMethodId }: RosterEntry) {
        return scenario.emulator.method(userId, authenticationMethodId);
    }

    it("brings into line what differs in one go, and finds nothing to do after that", async () => {
        const isInLine = (entry: RosterEntry) => {
            const { name, preferred_authentication_method: preference } = live(entry);
            return name === (entry.name ?? name) && preference === (entry.preferredAuthenticationMethod ?? preference);
        };
        const differing = entries.filter((entry) => !isInLine(entry)).length;
        assert.ok(differing > 0 && differing < entries.length);

        const first = await scenario.stack.succeed("up");
        assert.deepEqual(first.outputs, { methods: entries.length });
        assert.deepEqual(first.changes, { create: 2 });
        assert.equal(scenario.sent().patches, differing);
        assert.ok(entries.every(isInLine));

        const second = await scenario.stack.succeed("up");
        assert.deepEqual(second.changes, { same: 2 });
        const { gets, patches } = scenario.sent();
        assert.deepEqual({ gets, patches }, { gets: entries.length, patches: 0 });
    });

    it("leaves alone the method of a line that is taken out", async () => {
        const [gone] = entries;
        assert.ok(gone !== undefined);
        const before = structuredClone(live(gone));
        await edit(text.split("\n").toSpliced(1, 1));
        const { changes, outputs } = await scenario.stack.succeed("up");
        assert.deepEqual(changes, { same: 1, update: 1 });
        assert.deepEqual(outputs, { methods: entries.length - 1 });
        assert.equal(scenario.sent().patches, 0);
        assert.deepEqual(live(gone), before);
    });

    it("fails with every mistake, before anything is asked of the tenant", async () => {
        const lines = text.split("\n");
        lines[16] = "auth0|507f1f77bcf86cd799439020,totp|dev_F9T7cy0hM0IgHjwP,,";
        lines[19] = lines[5] ?? "";
        await edit(lines);
        const { ok, output } = await scenario.stack.up();
        assert.ok(!ok);
        assert.match(output, /roster\.csv has 2 mistakes:\n/);
        assert.match(output, /roster\.csv:17: declares nothing\./);
        assert.match(output, /roster\.csv:20: is for the same method as line 6\./);
        assert.equal(scenario.sent().all, 0);
    });
});
