// Loaded before the tests: properties are tried with the same values each time, so that two runs can be compared, and a
// test that waits for what mutated code never does ends all the same.

const fc = require("fast-check");

fc.configureGlobal({ seed: 1 });

const longest = 30_000;

exports.mochaHooks = {
    beforeEach() {
        this.currentTest.timeout(longest);
    },
};
