// What the SDK's server, in which the engine runs this provider, does not pass on: that the engine is gone, and that it
// cancels.

import { fstatSync } from "node:fs";
import { Server } from "node:net";
import { createCancellation } from "../core/cancellation";

// The SDK's server, which the engine starts for dynamic providers. In any other process, the standard input is not ours.
const engineServer = /@pulumi[\\/]pulumi[\\/]cmd[\\/]dynamic-provider\b/;

/** Whether this process was started by an engine, as its server for dynamic providers. */
function isEngineServer(): boolean {
    return engineServer.test(process.argv[1] ?? "");
}

/**
 * Ends this process when its engine is gone. One whose engine was killed would go on alone, for hours where a group is large
 * and the rate limit low, while the next `pulumi up` already writes what a newer program declares.
 *
 * The engine holds the other end of a pipe that is the standard input, writes nothing to it, and never closes it while it
 * lives. Source: `exec.Command` in sdk/go/common/resource/plugin/plugin.go.
 */
export function endWithEngine(): void {
    if (isEngineServer() && isPipe(0)) {
        process.stdin
            .on("end", () => process.exit(1))
            .resume()
            .unref();
    }
}

/** A server that somebody starts by hand has another input, which may end at any time. */
function isPipe(descriptor: number): boolean {
    try {
        return fstatSync(descriptor).isFIFO();
    } catch {
        return false;
    }
}

// The call by which the engine tells its providers that somebody pressed Ctrl-C. It makes the same call when it shuts down.
const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * A signal that is aborted when the engine cancels its operation. The SDK's server answers that call and tells no provider;
 * a signal of the system does not come either, since the engine starts providers in a group of processes of their own. So
 * this listens in on the server: a second listener for each call, which takes nothing from the first.
 */
export function cancelledByEngine(): AbortSignal {
    const cancel = createCancellation();
    for (const server of isEngineServer() ? listeningServers() : []) {
        server.on("stream", (_stream: unknown, headers: Record<string, unknown>) => {
            if (headers[":path"] === cancelPath) {
                cancel.abort();
            }
        });
    }
    return cancel.signal;
}

/** The servers of this process: the SDK's listens before it loads a provider. Without this list, Ctrl-C waits. */
function listeningServers(): Server[] {
    const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
    return handles?.call(process).filter((handle) => handle instanceof Server) ?? [];
}
