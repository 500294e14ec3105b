// What .mocharc.json has mocha require: the processes of tests, mocha's own workers among them, start with lazySdk.cjs, and the
// engine collects garbage less often than a long run would have it.

const path = require("node:path");

const modules = ["lazySdk.cjs", ...(process.env.NODE_V8_COVERAGE ? ["coverage.cjs"] : [])];
for (const name of modules) {
    const option = `--require ${JSON.stringify(path.join(__dirname, name))}`;
    const options = process.env.NODE_OPTIONS ?? "";
    if (!options.includes(option)) {
        process.env.NODE_OPTIONS = `${options} ${option}`.trim();
    }
}
process.env.GOGC ??= "400";
