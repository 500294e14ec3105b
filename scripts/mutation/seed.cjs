// Loaded before the tests: properties are tried with the same values each time, so that two runs can be compared.

const fc = require("fast-check");

fc.configureGlobal({ seed: 1 });
