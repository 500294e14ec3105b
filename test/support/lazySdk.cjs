// For the processes of tests: the Pulumi SDK loads the TypeScript compiler and npm's dependency resolver whenever it is loaded
// itself, to serialize closures. That is more than half of what a provider's process takes to start, and nothing that a
// test starts a thousand times needs it. With this preloaded they are loaded when they are first used. What a user's process
// does is shown where this is not: in test/packages, in the demo and in the bench.

const Module = require("node:module");

const large = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

Module._load = function (request, parent, ...rest) {
    const loadNow = () => load.call(this, request, parent, ...rest);
    const isOfSdk = large.has(request) && /@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "");
    return isOfSdk ? lazily(loadNow) : loadNow();
};

function lazily(loadNow) {
    let loaded;
    const get = () => {
        loaded ??= loadNow();
        return loaded;
    };
    return new Proxy(
        {},
        {
            // TypeScript's helper for `import * as` copies what is no ES module, and so would load it.
            get: (_, name) => name === "__esModule" || get()[name],
            has: (_, name) => name in get(),
        },
    );
}
