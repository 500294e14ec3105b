// What `npm run mutation` changes, and which tests are to notice.

export default {
    mutate: ["provider/src/{core,auth0,configuration,tenant}/**/*.ts"],
    mochaOptions: {
        "no-config": true,
        require: ["tsx/cjs", "./scripts/mutation/hooks.cjs"],
        // The first one that fails ends it, so each part's own tests come first: those of what is built on a broken part
        // take longer, or run for ever. (Mocha would split a pattern with braces at its commas.)
        spec: [
            "provider/test/core/queue.test.ts",
            "provider/test/auth0/paths.test.ts",
            "provider/test/auth0/retry*.test.ts",
            "provider/test/configuration/*.test.ts",
            "provider/test/core/*.test.ts",
            "provider/test/auth0/rate/*.test.ts",
            "provider/test/**/*.test.ts",
        ],
        // Real time passes in the one, and the other tries thousands of cases for what takes one.
        ignore: ["provider/test/sockets/**", "provider/test/fuzz/**"],
    },
    testRunner: "mocha",
    plugins: ["@stryker-mutator/mocha-runner"],
    coverageAnalysis: "perTest",
    concurrency: 2,
    // Mutated code may never end; a busy machine must not look like that.
    timeoutMS: 15_000,
    timeoutFactor: 2,
    incremental: true,
    incrementalFile: "coverage/mutation/incremental.json",
    tempDirName: "coverage/mutation/sandbox",
    ignorePatterns: ["/*", "!/provider", "!/scripts", "!/package.json", "!/tsconfig.json", "dist"],
    reporters: ["progress-append-only", "html", "json"],
    htmlReporter: { fileName: "coverage/mutation/report.html" },
    jsonReporter: { fileName: "coverage/mutation/report.json" },
};
