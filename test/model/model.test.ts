import assert from "node:assert/strict";
import { ProviderProcess } from "../support/providerProcess";
import type { StartEngine } from "./ground";
import { LittleEngine } from "./littleEngine";
import { search } from "./property";
import { ProviderHere } from "./providerHere";
import { emptyTally } from "./tally";

// A failure prints the line to type; without these, every run is the same.
const { MODEL_SEED, MODEL_SEQUENCES, MODEL_PATH, MODEL_REPLAY } = process.env;
const shrinkFor = 120_000;

const inProcess: StartEngine = async (emulator, config) => {
    const nothingMore = () => emulator.fault({ route: "*", reset: true, times: Number.POSITIVE_INFINITY });
    return new LittleEngine(async () => new ProviderHere(config, nothingMore));
};

const overGrpc: StartEngine = async (_emulator, config) => {
    // Started while the operation before is under way: half of the time goes into loading the SDK.
    let next = new ProviderProcess();
    return new LittleEngine(
        async () => {
            const provider = next;
            next = new ProviderProcess();
            await provider.configure(config);
            return provider;
        },
        () => next.stop(),
    );
};

describe("any sequence of edits, operations, changes behind Pulumi's back, faults and kills", function () {
    this.timeout(10 * 60_000);

    async function run(
        title: string,
        start: StartEngine,
        defaults: { sequences: number; steps: number },
    ): Promise<void> {
        const tally = emptyTally();
        const sequences = Number(MODEL_SEQUENCES ?? defaults.sequences);
        const failure = await search({
            start,
            tally,
            seed: Number(MODEL_SEED ?? 20_261_125),
            sequences,
            steps: defaults.steps,
            path: MODEL_PATH,
            replay: MODEL_REPLAY,
            shrinkFor,
            commandFor: ({ seed, path, replay }) =>
                `MODEL_SEED=${seed} MODEL_SEQUENCES=${sequences} MODEL_PATH=${path} MODEL_REPLAY='${replay}' npx mocha ` +
                `--no-config --require tsx/cjs test/model/model.test.ts --grep '${title}'`,
        });
        assert.ok(failure === undefined, failure);
    }

    it("ends as the reference says, with the provider in this process and a clock that does not wait", async () => {
        await run("in this process", inProcess, { sequences: 60, steps: 40 });
    });

    it("ends as the reference says, with the provider in a process of its own, over gRPC", async () => {
        await run("over gRPC", overGrpc, { sequences: 3, steps: 30 });
    });
});
