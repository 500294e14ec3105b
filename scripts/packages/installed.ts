// What stands in node_modules for a package: itself and all that it brings, with sizes. Nothing is asked of a registry.

import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

export interface Installed {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    /** Without what is installed into it. */
    readonly bytes: number;
    readonly folder: string;
}

export interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
    readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export function manifestOf(folder: string): Manifest {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

/** The package that `from` gets when it asks for a name. */
export function installedFor(from: string, name: string): Installed {
    const folder = find(from, name);
    if (folder === undefined) {
        throw new Error(`${name} is not installed for ${path.basename(from)}.`);
    }
    const known = looked.get(folder) ?? look(name, folder);
    looked.set(folder, known);
    return known;
}

const looked = new Map<string, Installed>();

function look(name: string, folder: string): Installed {
    const { version, license = "none" } = manifestOf(folder);
    return { name, version, license, bytes: bytesOf(folder), folder };
}

/** All that a package brings with it, each once, the peers that it insists on among them; without itself. */
export function broughtBy(folder: string): Installed[] {
    const found = new Map<string, Installed>();
    const visit = (from: string) => {
        for (const name of wantedBy(from)) {
            const installed = installedFor(from, name);
            if (!found.has(installed.folder)) {
                found.set(installed.folder, installed);
                visit(installed.folder);
            }
        }
    };
    visit(folder);
    return [...found.values()];
}

export function sumOf(packages: readonly Installed[]): number {
    return packages.reduce((sum, { bytes }) => sum + bytes, 0);
}

function wantedBy(folder: string): string[] {
    const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(folder);
    return [
        ...Object.keys({ ...dependencies }).filter((name) => optionalDependencies?.[name] === undefined),
        // One of another platform is not there.
        ...Object.keys({ ...optionalDependencies }).filter((name) => find(folder, name) !== undefined),
        ...Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true),
    ];
}

/** As Node looks for it, but for its manifest, which a package may keep to itself. */
function find(from: string, name: string): string | undefined {
    for (let folder = from; ; folder = path.dirname(folder)) {
        const candidate = path.join(folder, "node_modules", name);
        if (existsSync(path.join(candidate, "package.json"))) {
            return realpathSync(candidate);
        }
        if (folder === path.dirname(folder)) {
            return undefined;
        }
    }
}

function bytesOf(folder: string): number {
    return readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules")
        .map((entry) => [entry, path.join(folder, entry.name)] as const)
        .reduce((sum, [entry, file]) => sum + (entry.isDirectory() ? bytesOf(file) : statSync(file).size), 0);
}
