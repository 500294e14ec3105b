// What docs/dependencies.md says that nobody typed: what the manifests ask for, what is installed, what the registry told.

import { readFileSync } from "node:fs";
import path from "node:path";
import { broughtBy, type Installed, installedFor, manifestOf, sumOf } from "../../../scripts/packages/installed";
import { repository } from "../blocks";

const sdkName = "@pulumi/pulumi";

export const workspaces = ["provider", "emulator", "policy"] as const;
export type WorkspaceName = (typeof workspaces)[number];

/** What the registry said of a package on the day the page was written. */
export interface Release {
    readonly newest: string;
    readonly newestOn: string;
    /** When the version that is in use came out; absent where none is. */
    readonly usedOn?: string;
    readonly node?: string;
    readonly isModule: boolean;
}

export interface Releases {
    readonly asOf: string;
    readonly packages: Readonly<Record<string, Release>>;
}

export const releasesFile = path.join(__dirname, "releases.json");

export function readReleases(): Releases {
    return JSON.parse(readFileSync(releasesFile, "utf8")) as Releases;
}

export interface Dependency {
    readonly name: string;
    readonly range: string;
    readonly isPeer: boolean;
    readonly installed: Installed;
    /** What it brings, without the Pulumi SDK and what that brings. */
    readonly brought: { readonly packages: number; readonly bytes: number };
}

const read = new Map<WorkspaceName, readonly Dependency[]>();

/** What a published package asks for at run time, peers first. */
export function dependenciesOf(workspace: WorkspaceName): readonly Dependency[] {
    const dependencies = read.get(workspace) ?? readDependencies(workspace);
    read.set(workspace, dependencies);
    return dependencies;
}

function readDependencies(workspace: WorkspaceName): Dependency[] {
    const folder = path.join(repository, workspace);
    const { dependencies = {}, peerDependencies = {} } = manifestOf(folder);
    const asked = [
        ...Object.entries(peerDependencies).map(([name, range]) => ({ name, range, isPeer: true })),
        ...Object.entries(dependencies).map(([name, range]) => ({ name, range, isPeer: false })),
    ];
    const sdk = installedFor(folder, sdkName);
    const ofSdk = new Set([sdk, ...broughtBy(sdk.folder)].map((each) => each.folder));
    return asked.map((one) => {
        const installed = installedFor(folder, one.name);
        const isOfSdk = manifestOf(installed.folder).dependencies?.[sdkName] !== undefined;
        const brought = broughtBy(installed.folder).filter((each) => !isOfSdk || !ofSdk.has(each.folder));
        return { ...one, installed, brought: { packages: brought.length, bytes: sumOf(brought) } };
    });
}
