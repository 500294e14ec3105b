// What is installed in the project's folder, as its program would find it.

import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as z from "zod";
import type { Installed } from "./versions";

const manifestSchema = z.object({ version: z.string() });

/** Looks at what a program in this folder would load. */
export function findInstalled(folder: string): Installed {
    const program = path.join(folder, "index.js");
    const sdk = findManifest("@pulumi/pulumi", program);
    const own = findManifest("pulumi-auth0-authentication-methods", program);
    const sdkOfOwn = own && findManifest("@pulumi/pulumi", own.file);
    return { sdk: sdk?.version, own: own?.version, isOneSdk: sdk !== undefined && sdk.file === sdkOfOwn?.file };
}

function findManifest(name: string, from: string): { file: string; version: string } | undefined {
    try {
        // The real place, as Node itself keeps modules apart by it.
        const file = realpathSync(createRequire(from).resolve(`${name}/package.json`));
        return { file, version: manifestSchema.parse(JSON.parse(readFileSync(file, "utf8"))).version };
    } catch {
        return undefined;
    }
}
