// Loaded into the provider's process before anything else: writes down how much memory and time the process has used.
// Nothing is printed, since the engine reads the process's first line.

const { renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const folder = process.env.BENCH_USAGE_FOLDER;
const interval = 50;

function write() {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const file = path.join(folder, `${process.pid}.json`);
    // In one step: the engine may end the process at any time.
    writeFileSync(`${file}.new`, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
    renameSync(`${file}.new`, file);
}

if (folder !== undefined && process.argv.some((argument) => argument.includes("dynamic-provider"))) {
    setInterval(write, interval).unref();
    process.on("exit", write);
}
