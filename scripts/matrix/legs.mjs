// What `npm run test:matrix` runs, and on which versions: the one place to change when newer ones come out. All are pinned
// exactly, so that a run can be repeated.

/**
 * - `node`: the version of the npm package that brings Node.js.
 * - `sdk`: the version of @pulumi/pulumi.
 * - `isShort`: runs the files of the short form, also where all are asked for, and is left out where the short form is: its
 *   SDK is the one that all else here is tested with.
 */
export const legs = [
    { name: "lowest", node: "20.19.0", sdk: "3.216.0", isShort: false },
    { name: "newest", node: "24.19.0", sdk: "3.270.0", isShort: false },
    { name: "between", node: "22.23.3", sdk: "3.248.0", isShort: true },
];

/** The files of the short form, which stand for what hangs on the SDK, the engine or Node.js. */
export const shortForm = [
    // Which versions these are, as the provider's process sees it.
    "test/matrix/versions.test.ts",
    // States of the first release preview with no change, and are destroyed; one resource and a group go up through the
    // SDK's own serialized class.
    "test/settings/state.test.ts",
    "test/group/state.test.ts",
    // Changes that fail halfway are recorded, and the next up does the rest.
    "test/settings/unfinished.test.ts",
    // Refresh and update of a group.
    "test/group/drift.test.ts",
    // The packed provider, installed by npm and by pnpm.
    "test/packages/run.test.ts",
    // The client over real sockets.
    "provider/test/auth0/client.test.ts",
];

/** What no leg runs. A pattern that ends in "/" is a folder. */
export const leftOut = [
    {
        pattern: "test/bench/",
        reason: "tests the benches, which are run with the pinned versions alone",
    },
    {
        pattern: "test/engine-setup.test.ts",
        reason: "tests how an engine is found and built, which neither the SDK nor the provider has a part in",
    },
];

/** The files of a leg, sorted, from those of the repository. Throws when a list above names what is not there. */
export function testFilesOf(repositoryFiles, isShort) {
    const all = repositoryFiles.filter((file) => file.endsWith(".test.ts")).sort();
    const isLeftOut = (file) => leftOut.some(({ pattern }) => matches(pattern, file));
    const stale = [
        ...shortForm.filter((file) => !all.includes(file) || isLeftOut(file)),
        ...leftOut.map(({ pattern }) => pattern).filter((pattern) => !all.some((file) => matches(pattern, file))),
    ];
    if (stale.length > 0) {
        throw new Error(`scripts/matrix/legs.mjs names what no leg can run or leave out: ${stale.join(", ")}`);
    }
    return isShort ? all.filter((file) => shortForm.includes(file)) : all.filter((file) => !isLeftOut(file));
}

function matches(pattern, file) {
    return pattern.endsWith("/") ? file.startsWith(pattern) : file === pattern;
}
