// What .mocharc.json has mocha require: the processes of tests, mocha's own workers among them, start with lazySdk.cjs.

const path = require("node:path");

const option = `--require ${JSON.stringify(path.join(__dirname, "lazySdk.cjs"))}`;
const options = process.env.NODE_OPTIONS ?? "";
if (!options.includes(option)) {
    process.env.NODE_OPTIONS = `${options} ${option}`.trim();
}
