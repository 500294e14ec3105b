import { emptyTally } from "./ground";
import { LittleEngine } from "./littleEngine";
import { search } from "./property";
import { ProviderHere } from "./providerHere";

async function main() {
    const seed = Number(process.argv[2] ?? 1);
    const count = Number(process.argv[3] ?? 50);
    const tally = emptyTally();
    const begin = Date.now();
    const failure = await search({
        start: async (emulator, config) =>
            new LittleEngine(
                async () =>
                    new ProviderHere(config, () =>
                        emulator.fault({ route: "*", reset: true, times: Number.POSITIVE_INFINITY }),
                    ),
            ),
        tally,
        seed,
        sequences: count,
        steps: 40,
        path: process.argv[4],
        replay: process.argv[5],
        shrinkFor: 60_000,
        commandFor: ({ seed: s, path, replay }) =>
            `node --require tsx/cjs test/model/hunt.ts ${s} ${count} ${path} '${replay}'`,
    });
    console.log(failure ?? "none");
    console.log(JSON.stringify(tally), Date.now() - begin);
}
main();
