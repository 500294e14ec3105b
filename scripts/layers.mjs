// The layers of tests, from the quickest to the longest: which file belongs to which. `npm test` runs the first two, and
// .ci/run all of them.

import { readdirSync } from "node:fs";
import path from "node:path";

/** The layers in the order in which they run, and what each is. */
export const layers = {
    unit: "the parts by themselves, over real sockets where they use any; no engine",
    engine: "every behaviour on the real engine, against an emulated tenant",
    thorough:
        "what takes long: the pages of the documentation as typed, the packed packages in each layout, official SDKs, kills at each moment, random sequences",
};

const unit = /^(provider|emulator|policy)\/test\//;
/** What the paths of the longest layer look like. */
export const thorough = [
    // Pages walked as typed.
    /^test\/(roster|by-email)\/readme\.test\.ts$/,
    /^test\/examples\/(?!form\.)/,
    /^test\/docs\/commands\.test\.ts$/,
    /^test\/policy\/example\.test\.ts$/,
    // The packed packages, and what others make of the emulator.
    /^test\/(packages|conformance|pipelines)\//,
    // Many, often, or at every moment.
    /^test\/(faults|model|rates)\//,
    /^test\/group\/interruption\.test\.ts$/,
    /^test\/cli\/(generate|many)\.test\.ts$/,
    /^test\/lookup\/process\.test\.ts$/,
];

/** The layer of a test file, by its path from the repository's root. */
export function layerOf(file) {
    if (unit.test(file)) {
        return "unit";
    }
    return thorough.some((pattern) => pattern.test(file)) ? "thorough" : "engine";
}

/** The test files below a folder, as paths from the repository's root, sorted. */
export function testFiles(repository) {
    return ["provider/test", "emulator/test", "policy/test", "test"].flatMap((folder) =>
        readdirSync(path.join(repository, folder), { recursive: true })
            .filter((file) => file.endsWith(".test.ts"))
            .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
            .sort(),
    );
}
