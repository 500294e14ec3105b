import assert from "node:assert/strict";
import { end, ended, findFamily } from "../support/processes";
import { stopScenario } from "../support/scenario";
import { type GroupScenario, livePreview, patchRoute, phones, startStaff } from "./support";

const times = Number.POSITIVE_INFINITY;
const count = 40;

describe("a group that is interrupted, on the engine", () => {
    let scenario: GroupScenario;
    let answered: () => void = () => {};
    let leftBehind: readonly number[] = [];

    beforeEach(async () => {
        leftBehind = [];
        scenario = await startStaff(count, {
            config: { [livePreview]: "false" },
            onRequest: ({ method }) => {
                if (method === "PATCH") {
                    answered();
                }
            },
        });
    });
    afterEach(async () => {
        end(leftBehind);
        await stopScenario(scenario);
    });

    const declare = (name: string) => scenario.declareGroup({ settings: phones(count, { name }), onDelete: "restore" });
    const named = (name: string) =>
        scenario.emulator.users.filter(({ authentication_methods: [first] }) => first?.name === name).length;
    const originals = async (name: string) =>
        (await scenario.recorded())?.settings.filter(
            ({ originalSettings }) => (originalSettings as { name?: string }).name === name,
        ).length;

    /** Begins an up; resolves when so many changes are made and the others wait for their answers. */
    async function begin(made: number) {
        const { stack } = scenario;
        let seen = 0;
        const reached = new Promise<void>((resolve) => {
            answered = () => {
                seen += 1;
                if (seen === made) {
                    resolve();
                }
            };
        });
        const running = stack.up();
        await reached;
        answered = () => {};
        return { running, ...findFamily("up") };
    }

    /** What comes after so many changes stays without an answer, and is not carried out. */
    function holdAfter(made: number): void {
        scenario.emulator.fault({ route: patchRoute, nth: made + 1, times, delay: 3_000, reset: true });
    }

    it("twice, while it changes: the engine ends, the provider with it, and the next up finishes what is left", async () => {
        declare("Work phone");
        await scenario.run("up");
        declare("Desk phone");
        scenario.patches();
        holdAfter(7);
        const { running, cli } = await begin(7);
        // Signals that come too quickly are one.
        const impatience = setInterval(() => end([cli], "SIGINT"), 100);
        const { ok, output } = await running.finally(() => clearInterval(impatience));
        assert.equal(ok, false);
        assert.match(output, /terminating/);
        scenario.patches();
        assert.equal(named("Desk phone"), 7);
        scenario.emulator.clearFaults();
        await scenario.stack.automation.cancel();

        await scenario.run("up");
        // What the state does not know of is looked at, and found to be done.
        assert.equal(scenario.patches().length, count - 7);
        assert.equal(named("Desk phone"), count);
        assert.equal(await originals("Old phone"), count);
        await scenario.run("destroy");
        assert.equal(named("Old phone"), count);
    });

    it("for good, while it adopts: the provider ends with its engine, and the next up takes what it finds for the original", async () => {
        declare("Work phone");
        // What waits for its answer now is not carried out, and whoever lived on would send it again.
        holdAfter(7);
        const { running, cli, all } = await begin(7);
        leftBehind = all;
        process.kill(cli, "SIGKILL");
        assert.equal((await running).ok, false);
        await ended(all);
        assert.equal(await scenario.recorded(), undefined);
        assert.equal(named("Work phone"), 7);
        scenario.emulator.clearFaults();
        scenario.patches();
        await scenario.stack.automation.cancel();

        const up = await scenario.run("up");
        assert.match(up.output, /interrupted while creating/);
        assert.equal(scenario.patches().length, count - 7);
        assert.equal(named("Work phone"), count);
        assert.equal(await originals("Old phone"), count - 7);
        assert.equal(await originals("Work phone"), 7);
    });
});
