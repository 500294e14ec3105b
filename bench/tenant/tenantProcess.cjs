// A tenant in a process of its own, so that it does not share the event loop of who asks it. Begins when it is told how,
// reports when it is asked to, and ends with its parent. JavaScript that needs nothing but what is built: a loader of
// TypeScript takes a thread of its own to start, and what starts must not depend on which of the two is first.

const { startEmulator } = require("auth0-authentication-methods-emulator");

/** @type {Awaited<ReturnType<typeof startEmulator>> | undefined} */
let emulator;

/** @param {{ delay?: number } & NonNullable<Parameters<typeof startEmulator>[0]>} wishes */
async function begin({ delay, ...options }) {
    emulator = await startEmulator(options);
    if (delay !== undefined) {
        emulator.fault({ route: "*", times: Number.POSITIVE_INFINITY, delay });
    }
    const { url, clientId, clientSecret } = emulator;
    return { url, clientId, clientSecret, token: await emulator.issueToken() };
}

/** @param {NonNullable<typeof emulator>} tenant */
function report({ requests, users }) {
    return { requests: requests.map(({ method, path, status }) => ({ method, path, status })), users };
}

process.on("message", async (/** @type {any} */ question) => {
    try {
        process.send?.({ answer: emulator === undefined ? await begin(question) : report(emulator) });
    } catch (error) {
        process.send?.({ failure: error instanceof Error ? error.message : String(error) });
    }
});
process.once("disconnect", () => process.exit());
