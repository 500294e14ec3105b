// For the provider's processes under `npm run coverage`: the engine kills them, and Node.js writes what they covered only when
// a process ends by itself. So they write it as they go.

const { takeCoverage } = require("node:v8");

const everyMs = 250;

if (/dynamic-provider/.test(process.argv[1] ?? "")) {
    setInterval(takeCoverage, everyMs).unref();
}
