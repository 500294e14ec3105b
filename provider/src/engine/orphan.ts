// A provider whose engine was killed would go on alone, for hours where a group is large and the rate limit low, while the
// next `pulumi up` already writes what a newer program declares. So it ends when its engine does.

import { fstatSync } from "node:fs";

// The SDK's server, which the engine starts for dynamic providers. In any other process, the standard input is not ours.
const engineServer = /@pulumi[\\/]pulumi[\\/]cmd[\\/]dynamic-provider\b/;

/**
 * Ends this process when its engine is gone. The engine holds the other end of a pipe that is the standard input, writes
 * nothing to it, and never closes it while it lives. Source: `exec.Command` in sdk/go/common/resource/plugin/plugin.go.
 */
export function endWithEngine(): void {
    if (engineServer.test(process.argv[1] ?? "") && isPipe(0)) {
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
