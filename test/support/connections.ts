// Keeps the connections of one engine apart from those of the next.
//
// The SDK's gRPC client keeps what it knows of an address for the whole process. When an engine gets the port of an
// earlier one, which is gone, it is taken for gone as well: "14 UNAVAILABLE: No connection established. Last error: null".
// The SDK swallows that in an inline program, whose resources are then missing without a word. Only a process that runs one
// engine after another, as the tests do, ever meets it.

interface SubchannelPools {
    getSubchannelPool(isGlobal: boolean): unknown;
}

/** From now on, no connection is shared between two clients. */
export function separateConnections(): void {
    const pools = require("@grpc/grpc-js/build/src/subchannel-pool") as SubchannelPools;
    const { getSubchannelPool } = pools;
    pools.getSubchannelPool = () => getSubchannelPool(false);
}
