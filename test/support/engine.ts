// The engine that all tests of one process run on, looked for once.

import { PulumiCommand } from "@pulumi/pulumi/automation";
import { separateConnections } from "./connections";

separateConnections();

let found: Promise<PulumiCommand> | undefined;

/** The engine as the Automation API takes it. */
export function findEngine(): Promise<PulumiCommand> {
    found ??= find();
    return found;
}

async function find(): Promise<PulumiCommand> {
    const { findOrBuildEngine } = await import("../../scripts/engine/setup.mjs");
    const { root, source } = await findOrBuildEngine();
    // The one on PATH need not stand in a folder named "bin", where the Automation API looks below a root.
    return source === "path" ? PulumiCommand.get() : PulumiCommand.get({ root });
}
